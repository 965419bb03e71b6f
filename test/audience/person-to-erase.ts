import { confirm, insertPending } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { at } from '../support/clock.ts';

export const NOW = at('2026-11-26T09:00:00Z');
export const EMAIL = 'Annalee@example.com';
const consent = {
  wording: 'Yes, weekly.',
  source: 'form',
  evidence: {
    method: 'page',
    wordingVersion: '3',
    ip: '192.0.2.1',
    userAgent: 'Firefox',
    tokenHash: 'abc',
    locale: 'cs',
  },
};

export async function addAnn(store: Store): Promise<number> {
  const person = {
    email: EMAIL,
    dedupeKey: 'annalee@example.com',
    name: 'Annalee Lee',
    timezone: 'UTC',
    interests: ['AI'],
  };
  const added = await insertPending(store, { ...person, at: NOW, consent });
  if (added.kind !== 'added') throw new Error('Ann was there already.');
  await confirm(store, added.id, { at: NOW, askedAt: NOW, consent });
  return added.id;
}

interface SentBatch {
  readonly state: 'pending' | 'submitting' | 'submitted' | 'rejected' | 'uncertain';
  readonly sealed: boolean;
}

/** An issue of three: a stranger, the subscriber, a stranger; `batch` null before there are any. */
export async function addIssue(
  store: Store,
  subscriberId: number,
  batch: SentBatch | null,
  state = 'sending',
): Promise<number> {
  const { count } = await store.db
    .selectFrom('issues')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const { id } = await store.db
    .insertInto('issues')
    .values({
      week: `2026-W${10 + count}`,
      number: count + 1,
      state,
      catalogue_hash: '',
      seed: '',
      rung: 0,
      pick: '{}',
      send_at: NOW,
      created_at: NOW,
      frozen_at: NOW,
      audience_cutoff: subscriberId,
      batched_at: batch ? NOW : null,
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  const ids = [subscriberId + 1_000, subscriberId, subscriberId + 2_000];
  await store.db
    .insertInto('deliveries')
    .values(
      ids.map((subscriber_id, index) => ({
        issue_id: id,
        seq: index + 1,
        subscriber_id,
        email: subscriber_id === subscriberId ? EMAIL : `other${index}@example.com`,
        name: 'Somebody',
        variant: 1,
        status: index,
        reason: subscriber_id === subscriberId ? `550 no mailbox ${EMAIL}` : 'full',
      })),
    )
    .execute();
  if (!batch) return id;
  await store.db
    .insertInto('batches')
    .values({
      issue_id: id,
      n: 1,
      first_seq: 1,
      last_seq: 3,
      state: batch.state,
      sealed_at: batch.sealed ? NOW : null,
      unclear_since: null,
      settled_at: null,
    })
    .execute();
  return id;
}

export function deliveriesOf(store: Store, issueId: number) {
  return store.db
    .selectFrom('deliveries')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('seq')
    .execute();
}

export function setBatch(store: Store, issueId: number, state: string) {
  return store.db.updateTable('batches').set({ state }).where('issue_id', '=', issueId).execute();
}

/** Every text anywhere in the database. */
export async function everything(store: Store): Promise<string> {
  const tables = [
    'subscribers',
    'consents',
    'suppressions',
    'deliveries',
    'single_mails',
    'meta',
    'batches',
  ] as const;
  const rows = await Promise.all(tables.map(table => store.db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows).toLowerCase();
}

export function addMail(store: Store, dedupe: string, state: string, to = EMAIL) {
  return store.db
    .insertInto('single_mails')
    .values({
      kind: 'confirm',
      dedupe,
      to_email: to,
      subject: `For ${to}`,
      html: `<p>${to}</p>`,
      text: to,
      headers: `{"X-To":"${to}"}`,
      state,
      unclear_since: null,
      created_at: NOW,
      settled_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
}
