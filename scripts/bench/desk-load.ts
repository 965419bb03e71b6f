import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { previousWeek, weekOf } from '../../src/issue/week.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { keepSession } from '../../src/storage/desk/desk-sessions.ts';
import { keepSnapshot } from '../../src/storage/issue/catalogue-snapshots.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { Dice } from '../dice.ts';

export interface DeskLoad {
  readonly subscribers: number;
  readonly issues: number;
  /** Issues that have all their deliveries; the others have their pairings alone. */
  readonly delivered: number;
}

export const DESK_LOAD: DeskLoad = { subscribers: 100_000, issues: 200, delivered: 12 };

const DAY_MS = 86_400_000;
const BATCH = 100;
const ROWS = 1_000;
const SOURCES = ['form:front', 'form:issue', 'form:iframe', 'import', 'json'];

/** A publication with a past: subscribers in every state, issues that went out, a session of an editor. */
export async function addDeskLoad(
  databaseUrl: string,
  load: DeskLoad,
  session: { readonly id: string; readonly email: string; readonly agentHash: string },
) {
  const store = openStore(databaseUrl);
  await migrate(store);
  const now = Date.now();
  const loaded = await loadCatalogue(`${PROJECT_ROOT}/data/sample/catalogue.json`);
  if (loaded.kind === 'invalid') throw new Error('The sample catalogue is broken.');
  await keepSnapshot(store, loaded.catalogue, now);
  await addSubscribers(store, load, now);
  const slugs = loaded.catalogue.tools.map(tool => tool.slug);
  const weeks = weeksBack(now, load.issues);
  for (const [index, week] of weeks.entries()) {
    await addIssue(store, { id: index + 1, week, now, hash: loaded.catalogue.hash, slugs });
    if (index >= weeks.length - load.delivered) await addDeliveries(store, index + 1, load, now);
  }
  const sessionEnds = now + DAY_MS;
  await keepSession(store, { ...session, agent: '', createdAt: now, expiresAt: sessionEnds });
  await store.db.destroy();
  return {
    week: weeks.at(-1) ?? '',
    draft: weekOf(now, 'UTC'),
    reader: Math.floor(load.subscribers / 2),
    slug: slugs[0] ?? '',
    sessionEnds,
  };
}

function weeksBack(now: number, count: number): string[] {
  const weeks = [previousWeek(weekOf(now, 'UTC'))];
  while (weeks.length < count) weeks.push(previousWeek(weeks.at(-1) ?? ''));
  return weeks.toReversed();
}

async function addSubscribers(store: Store, load: DeskLoad, now: number): Promise<void> {
  const dice = new Dice(1);
  for (let from = 0; from < load.subscribers; from += ROWS) {
    const rows = Array.from({ length: Math.min(ROWS, load.subscribers - from) }, (_, index) => {
      const email = `reader${from + index + 1}@readers.example`;
      const at = now - Math.floor(dice.next() * 1_400) * DAY_MS;
      const state = dice.chance(0.85) ? 'confirmed' : dice.one(['pending', 'unsubscribed']);
      return {
        email,
        dedupe_key: email,
        name: `Reader ${from + index + 1}`,
        interests: '["Developer Tools"]',
        state,
        source: dice.one(SOURCES),
        created_at: at,
        confirmed_at: state === 'pending' ? null : at,
        unsubscribed_at: state === 'unsubscribed' ? Math.min(now, at + 90 * DAY_MS) : null,
      };
    });
    await store.db.transaction().execute(async trx => {
      await trx.insertInto('subscribers').values(rows).execute();
      await trx
        .insertInto('suppressions')
        .values(
          Array.from({ length: ROWS / 50 }, (_, index) => ({
            address_hash: `bench-${from + index}`,
            email: `gone${from + index}@readers.example`,
            reason: dice.one(['hard_bounce', 'complaint']),
            created_at: now - (from + index),
          })),
        )
        .execute();
    });
  }
}

async function addIssue(
  store: Store,
  issue: {
    readonly id: number;
    readonly week: string;
    readonly now: number;
    readonly hash: string;
    readonly slugs: readonly string[];
  },
): Promise<void> {
  const { id, week, now, hash, slugs } = issue;
  await store.db
    .insertInto('issues')
    .values({
      week,
      number: id,
      state: 'sent',
      catalogue_hash: hash,
      seed: '0',
      rung: 0,
      pick: JSON.stringify({ asked: 3, rung: { step: 0, name: '' } }),
      send_at: now,
      created_at: now,
      frozen_at: now,
      settled_at: now,
    })
    .execute();
  const slug = (n: number) => slugs[(id * 6 + n) % slugs.length] ?? '';
  await store.db
    .insertInto('pairings')
    .values(
      [0, 2, 4].map((n, index) => ({
        issue_id: id,
        position: index + 1,
        pair_key: `${id}|${n}`,
        a: slug(n),
        b: slug(n + 1),
        category: 'Developer Tools',
        score: 1,
        terms: '{}',
        why: 'A bench.',
        runners_up: '[]',
        source: 'picker',
      })),
    )
    .execute();
}

async function addDeliveries(store: Store, issueId: number, load: DeskLoad, now: number): Promise<void> {
  for (let from = 0; from < load.subscribers; from += ROWS) {
    const seqs = Array.from(
      { length: Math.min(ROWS, load.subscribers - from) },
      (_, index) => from + index + 1,
    );
    await store.db.transaction().execute(async trx => {
      const of = (seq: number) => ({ issue_id: issueId, seq });
      await trx
        .insertInto('deliveries')
        .values(
          seqs.map(seq => ({
            ...of(seq),
            subscriber_id: seq,
            email: `reader${seq}@readers.example`,
            name: '',
            variant: 1,
          })),
        )
        .execute();
      await trx
        .insertInto('outcomes')
        .values(seqs.map(seq => ({ ...of(seq), outcome: 50, at: now })))
        .execute();
      await trx
        .insertInto('batches')
        .values(
          Array.from({ length: Math.ceil(seqs.length / BATCH) }, (_, index) => ({
            issue_id: issueId,
            n: from / BATCH + index + 1,
            first_seq: from + index * BATCH + 1,
            last_seq: from + Math.min(seqs.length, (index + 1) * BATCH),
            state: 'submitted',
            mapped: 1,
          })),
        )
        .execute();
    });
  }
}
