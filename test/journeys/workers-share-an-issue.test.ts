import { afterEach, expect, it } from 'vitest';
import { prepareIssue, SETTINGS, WEEK } from '../../scripts/prove/approved-issue.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { openCli, type RunningCli } from '../support/cli.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const WORKERS = 4;
const READERS = 3_000;
const LEASE_S = 8;
/** Requests a second of all workers together. */
const RATE = 5;
/** They look every second; a busy machine wakes them late, and half a minute is still their own looking. */
const SOON_MS = 30_000;
const HUNG = 5;
/** Each worker is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT_MS = 180_000;

let standIn: StandIn;
let workers: RunningCli[] = [];
afterEach(async () => {
  for (const { child } of workers) child.kill('SIGKILL');
  await Promise.all(workers.map(({ done }) => done));
  workers = [];
  await standIn.close();
});

/**
 * All up and waiting: the issue is stopped until then, so that they begin together.
 * @returns when they began, epoch ms
 */
async function startWorkers(store: TestStore): Promise<number> {
  await prepareIssue(store.url, READERS);
  await store.db.updateTable('issues').set({ state: 'stopped' }).execute();
  const cli = openCli({
    ...SETTINGS,
    MAIL_PROVIDER: 'resend',
    DATABASE_URL: store.url,
    RESEND_BASE_URL: standIn.url,
    RESEND_API_KEY: standIn.apiKey,
    MAIL_RATE: String(RATE),
    SEND_LEASE_S: String(LEASE_S),
    LOG_LEVEL: 'info',
  });
  workers = Array.from({ length: WORKERS }, () => cli.start('worker'));
  for (const worker of workers) {
    await expect.poll(worker.printed, { timeout: 90_000 }).toContain('worker is up');
  }
  const began = Date.now();
  await store.db.updateTable('issues').set({ state: 'sending' }).execute();
  return began;
}

/**
 * What is promised of the rate (docs/decisions/138): nobody posts before a turn of their own, and turns are handed out once
 * for all. A post may come after its turn, however late, and then stand beside a punctual one.
 */
function expectTurnsKept(batchesTakenAt: readonly number[], began: number): void {
  const early = batchesTakenAt
    .toSorted((one, other) => one - other)
    .map((at, turn) => ({ turn, at: at - began, notBefore: (turn * 1_000) / RATE }))
    .filter(({ at, notBefore }) => at < notBefore);
  expect(early).toEqual([]);
}

/** The batch whose request came and was never answered. */
async function hungBatch(store: TestStore) {
  const unanswered = () => {
    const { mails } = standIn.ledger();
    const answered = new Set(mails.map(mail => seqOf(mail.tags.delivery)));
    return standIn.requests().find(({ body }) => !answered.has(seqOf(/_(\d+)"/.exec(body)?.[1])));
  };
  await expect.poll(unanswered, { timeout: 60_000, interval: 10 }).toBeDefined();
  const key = unanswered()?.headers['idempotency-key'] ?? '';
  return () =>
    store.db
      .selectFrom('batches')
      .select(['first_seq', 'last_seq', 'owner', 'lease_until', 'state', 'attempts'])
      .where('idempotency_key', '=', key)
      .executeTakeFirstOrThrow();
}

/** The reader's number in the issue, from the tag of their mail. */
function seqOf(tag = ''): number {
  return Number(tag.split('_').at(-1));
}

describeStores('four workers on one database', (open, dialect) => {
  it.skipIf(dialect === 'sqlite')(
    'share an issue and the team’s rate; one that is killed is replaced when its lease has run out',
    async () => {
      const store = await open();
      standIn = await startStandIn({ requestsPerSecond: null });
      standIn.fault({ do: 'hang', after: HUNG });
      const began = await startWorkers(store);

      const batch = await hungBatch(store);
      // Read before the kill: on a slow machine the next worker may have it by the time it is read again.
      const held = await batch();
      expect(held.state).toBe('submitting');
      const victim = workers.find(({ child }) => held.owner.includes(`-${child.pid}-`));
      victim?.child.kill('SIGKILL');
      expect((await victim?.done)?.signal).toBe('SIGKILL');
      const helpers = new Set<string>();
      const look = async () => {
        for (const row of await store.db.selectFrom('batches').select('owner').execute()) {
          helpers.add(/-(\d+)-[0-9a-f]+\/\d+$/.exec(row.owner)?.[1] ?? '');
        }
        return (await issueStore(store).find(WEEK))?.state;
      };
      await expect.poll(look, { timeout: 90_000, interval: 50 }).toBe('sent');

      const taken = standIn.ledger();
      expect(Object.keys(taken.addresses).length).toBe(READERS);
      expect(Object.values(taken.addresses).filter(times => times !== 1)).toEqual([]);
      expect(taken.refusals).toEqual({});
      const takenAt = new Map(taken.mails.map(mail => [seqOf(mail.tags.delivery), mail.at]));
      const batches = await store.db.selectFrom('batches').select('first_seq').execute();
      // One count of turns for all, whatever the machine's speed; the batch that hung took two.
      const counts = await store.db.selectFrom('send_rate').selectAll().execute();
      expect(counts.map(({ key }) => key)).toEqual(['resend']);
      expect(counts[0]?.gap_ms).toBeGreaterThanOrEqual(1_000 / RATE);
      expect(counts[0]?.tat).toBeGreaterThanOrEqual(began + (batches.length * 1_000) / RATE);
      expectTurnsKept(
        batches.map(({ first_seq }) => takenAt.get(first_seq) ?? 0),
        began,
      );
      const times = taken.mails
        .filter(mail => {
          const seq = seqOf(mail.tags.delivery);
          return seq >= held.first_seq && seq <= held.last_seq;
        })
        .map(mail => mail.at);
      expect(times.length).toBe(held.last_seq - held.first_seq + 1);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(held.lease_until);
      expect(Math.max(...times)).toBeLessThan(held.lease_until + SOON_MS);
      for (const { child } of workers)
        if (child !== victim?.child) expect(helpers).toContain(String(child.pid));

      for (const worker of workers) if (worker !== victim) worker.child.kill('SIGTERM');
      const ends = await Promise.all(workers.map(({ done }) => done));
      expect(ends.filter(({ code }) => code === 0).length).toBe(WORKERS - 1);
    },
    TIMEOUT_MS,
  );
});
