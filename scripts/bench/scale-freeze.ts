// A process of its own: `scale-freeze.ts DATABASE_URL READERS` times the freeze against one bare INSERT … SELECT.
import { sql } from 'kysely';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { addReaders } from './send-engine.ts';
import { referenceMail } from './send-mail.ts';

export interface FreezeResult {
  readonly bareMs: number;
  readonly freezeMs: number;
  /** The longest that another writer would have had to wait for one of its transactions. */
  readonly longestLockMs: number;
}

const HASH = 'b'.repeat(64);
const [url = '', readers = ''] = process.argv.slice(2);
const store = openStore(url);
await migrate(store);
await addReaders(store, Number(readers));
// In turn, and the bare one twice, so that neither has the warmer cache.
const bare = [await timed(() => bareInsert(store, 1))];
const frozen = await freeze(store);
bare.push(await timed(() => bareInsert(store, 2)));
const result: FreezeResult = { ...frozen, bareMs: (bare[0] ?? 0) / 2 + (bare[1] ?? 0) / 2 };
console.log(JSON.stringify(result));
await store.db.destroy();

async function freeze({ db, dialect }: Store) {
  const at = { db, dialect };
  const issues = issueStore(at);
  const { issue } = await issues.insertPicked({
    week: '2026-W48',
    catalogueHash: 'c',
    seed: '0',
    pick: { pairings: [], asked: 3, rung: { step: 0, name: '' } },
    sendAt: 1,
    createdAt: 1,
    state: 'picked',
    reason: '',
  });
  const approval = { hash: HASH, by: 'bench@verdicts.example', at: 1 };
  await issues.move(issue.id, 'picked', 'approved', { at: approval.at, approval });
  const freezes = freezeStore(at);
  const request = { issueId: issue.id, approvedHash: HASH, now: Date.now(), mails: [await referenceMail()] };
  await freezes.begin(request);
  let longestLockMs = 0;
  const watched = {
    ...freezes,
    writeChunk: async (issueId: number, rows: number) => {
      const started = performance.now();
      const written = await freezes.writeChunk(issueId, rows);
      longestLockMs = Math.max(longestLockMs, performance.now() - started);
      return written;
    },
  };
  const freezeMs = await timed(() =>
    freezeAudience(watched, { issueId: issue.id, batchSize: 100, now: Date.now }),
  );
  return { freezeMs, longestLockMs };
}

/** The same rows into a table of the same form. */
async function bareInsert({ db, dialect }: Store, n: number): Promise<void> {
  const table = sql.table(`bare_${n}`);
  await sql`create table ${table} (issue_id bigint not null, seq bigint not null, subscriber_id bigint not null,
    email text not null, name text not null, variant integer not null, status integer not null default 0,
    reason text not null default '', primary key (issue_id, seq)) ${sql.raw(dialect === 'sqlite' ? 'without rowid' : '')}`.execute(
    db,
  );
  await sql`create unique index ${sql.ref(`bare_${n}_once`)} on ${table} (issue_id, subscriber_id)`.execute(
    db,
  );
  await sql`insert into ${table} (issue_id, seq, subscriber_id, email, name, variant)
    select 1, row_number() over (order by s.id), s.id, s.email, s.name, 1 from subscribers s
    where s.state = 'confirmed' and s.confirmed_at <= ${Date.now()} and s.suppressed_at is null
      and (s.paused_until is null or s.paused_until <= ${Date.now()})`.execute(db);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
