import { sql } from 'kysely';
import { type FrozenMail, freezeAudience } from '../../src/delivery/freeze.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import { withTemplates } from '../../src/delivery/publish.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { batchStore } from '../../src/storage/delivery/batches.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { templateStore } from '../../src/storage/delivery/mail-templates.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { BENCH_KEYS, WEEK } from './bench-reader.ts';

const HASH = 'b'.repeat(64);
/** Far above what one machine sends: what is measured is the engine, not a limit. */
const REQUESTS_PER_SECOND = 10_000;

/** An issue of this mail frozen for so many confirmed readers, in a database of its own. */
export async function frozenForBench(
  url: string,
  {
    mail,
    readers,
    batchSize,
  }: { readonly mail: FrozenMail; readonly readers: number; readonly batchSize: number },
) {
  const store = openStore(url);
  await migrate(store);
  await addReaders(store, readers);
  const issues = issueStore(store);
  const { issue } = await issues.insertPicked({
    week: WEEK,
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
  const freezes = freezeStore(store);
  await freezes.begin({ issueId: issue.id, approvedHash: HASH, now: Date.now(), mails: [mail] });
  await freezeAudience(freezes, { issueId: issue.id, batchSize, now: Date.now });
  return {
    store,
    issue: { issueId: issue.id, week: WEEK, mails: [mail], installationId: 'bench-0123456789ab' },
  };
}

/** Set-based, because a million rows are not what is measured here. */
export async function addReaders(store: Store, readers: number): Promise<void> {
  const counted =
    store.dialect === 'sqlite'
      ? sql`with recursive seqs(n) as (select 1 union all select n + 1 from seqs where n < ${readers}) select n from seqs`
      : sql`select n from generate_series(1, ${readers}::int) as n`;
  await sql`
    insert into subscribers (email, dedupe_key, name, state, source, created_at, confirmed_at)
    select 'reader' || n || '@readers.example', 'reader' || n || '@readers.example', 'Zoë O''Neil ' || n,
      'confirmed', 'bench', 1, 1 from (${counted}) as numbered`.execute(store.db);
}

/**
 * The engine as compose.ts puts it together, with its pace kept in the database. Where its mailer is set to the thin wire the
 * mail is published first, which is part of what is measured. Closes the mailer.
 */
export async function sendWithEngine(
  { store, issue }: Awaited<ReturnType<typeof frozenForBench>>,
  { mailer, lanes }: { readonly mailer: Mailer; readonly lanes: number },
): Promise<void> {
  const mailers = [
    {
      mailer,
      pacer: createPacer(paceStore(store, mailer.name), REQUESTS_PER_SECOND, Date.now),
      lanes,
    },
  ];
  const { signal } = new AbortController();
  const onFull = (why: string) => {
    throw new Error(`The thin wire was not taken: ${why}`);
  };
  const templates = { store: templateStore(store), mailers, now: Date.now, onFull };
  const outcome = await sendBatches(
    {
      store: batchStore(store),
      isSending: async () => (await issueStore(store).find(WEEK))?.state === 'sending',
      mailers,
      keyring: BENCH_KEYS,
      owner: 'bench',
      leaseMs: 20_000,
      now: Date.now,
      ticks: () => performance.now(),
      onStep: () => undefined,
    },
    await withTemplates(templates, issue, signal),
    { signal, patienceMs: 60_000 },
  );
  if (outcome.kind !== 'settled') throw new Error(`The engine ended with ${JSON.stringify(outcome)}.`);
  await mailer.close();
}
