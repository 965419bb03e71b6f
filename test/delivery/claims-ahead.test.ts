import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchStore } from '../../src/delivery/batch.ts';
import { ClaimsAhead, type SealedClaim } from '../../src/delivery/claims-ahead.ts';
import { buildLedger } from '../../src/delivery/ledger.ts';
import type { Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { runningClock as running } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const SINGLE = { maxBatch: 1, tellsHandover: true };
const patient = { signal: new AbortController().signal, patienceMs: 60_000 };

describeStores('mails that are claimed together', open => {
  let store: TestStore;
  let sink: SmtpSink;
  const mailers: Mailer[] = [];

  beforeEach(async () => {
    store = await open();
    sink = await startSmtpSink();
  });
  afterEach(async () => {
    await Promise.all(mailers.splice(0).map(mailer => mailer.close()));
    await sink.close();
  });

  const deps = (
    owner: string,
    leaseMs = 20_000,
    change: (inner: BatchStore) => Partial<BatchStore> = () => ({}),
  ) => {
    const mailer = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: running.now });
    mailers.push(mailer);
    const made = senderDeps(store, running, [mailer], { owner, lanes: 4 });
    return { ...made, leaseMs, store: { ...made.store, ...change(made.store) } };
  };
  const ledger = async (issueId: number, readers: number) =>
    buildLedger(readers, await tallyBatches(store, issueId));
  const stillOpen = (issueId: number) =>
    store.db
      .selectFrom('batches')
      .select(['n', 'state', 'unclear_since', 'owner', 'lease_until'])
      .where('issue_id', '=', issueId)
      .where('state', 'in', ['pending', 'submitting'])
      .execute();

  it('are handed over once each, and soon many at a time', async () => {
    const issue = await freezeForTest(store, running, { readers: 120, batchSize: 1 });
    let now = 0;
    let most = 0;
    const owners: string[] = [];
    const counting = (inner: BatchStore): Partial<BatchStore> => ({
      claim: async request => {
        most = Math.max(most, ++now);
        owners.push(request.owner);
        return inner.claim(request).finally(() => now--);
      },
    });
    expect(await sendBatches(deps('one', 20_000, counting), issue, patient)).toEqual({ kind: 'settled' });
    expect(await ledger(issue.issueId, 120)).toMatchObject({ submitted: 120, uncertain: 0 });
    expect(new Set(sink.mails.map(({ to }) => to[0])).size).toBe(120);
    expect(sink.mails).toHaveLength(120);
    expect(most).toBe(16);
    // Else a lane that wakes with a lost lease could hand over what another lane has claimed again in its name.
    expect(new Set(owners).size).toBe(owners.length);
  });

  it('stay behind when the issue is stopped, free for whoever resumes it, and none is uncertain', async () => {
    const issue = await freezeForTest(store, running, { readers: 200, batchSize: 1 });
    const stopped = Promise.withResolvers<void>();
    let left = 0;
    sink.react = command => {
      if (command === '.' && sink.mails.length === 60) {
        left = 200 - 60;
        void issueStore(store)
          .move(issue.issueId, 'sending', 'stopped', { at: 0, reason: 'by hand' })
          .then(() => stopped.resolve(), stopped.reject);
        return { after: stopped.promise };
      }
      return null;
    };
    expect(await sendBatches(deps('one'), issue, patient)).toEqual({ kind: 'stopped' });
    // The one that was being answered, and at most those that were handed over beside it.
    expect(sink.mails.length).toBeLessThanOrEqual(60 + 3);
    const after = await stillOpen(issue.issueId);
    expect(after.length).toBe(200 - sink.mails.length);
    expect(left).toBe(140);
    for (const batch of after)
      expect(batch).toMatchObject({ state: 'pending', unclear_since: null, owner: '' });
    await issueStore(store).move(issue.issueId, 'stopped', 'sending', { at: 0 });
    expect(await sendBatches(deps('two'), issue, patient)).toEqual({ kind: 'settled' });
    expect(await ledger(issue.issueId, 200)).toMatchObject({ submitted: 200, uncertain: 0 });
    expect(new Set(sink.mails.map(({ to }) => to[0])).size).toBe(200);
    expect(sink.mails).toHaveLength(200);
  });

  it('are given back when their mailer is refused, and are nothing to the one that takes over', async () => {
    const issue = await freezeForTest(store, running, { readers: 12, batchSize: 1 });
    const [claiming, refused] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const script = async (): Promise<MailerAnswer> => {
      await claiming.promise;
      setTimeout(refused.resolve, 50);
      return { kind: 'refused', scope: 'account', code: 'x', reason: 'no such sender' };
    };
    const first = { ...keyedApi({ name: 'smtp', keyWindowMs: null, script }), ...SINGLE };
    const second = { ...keyedApi({}), ...SINGLE };
    const made = senderDeps(store, running, [first, second], { lanes: 2 });
    let claims = 0;
    // The second lane has its own only when the first one has long been told that nothing more is taken.
    const claim: BatchStore['claim'] = async request => {
      if (++claims > 1) claiming.resolve();
      if (claims > 1 && request.provider === 'smtp') await refused.promise;
      return made.store.claim(request);
    };
    const outcome = await sendBatches({ ...made, store: { ...made.store, claim } }, issue, patient);
    expect(outcome).toEqual({ kind: 'settled' });
    expect(second.accepted.size).toBe(12);
    expect(await ledger(issue.issueId, 12)).toMatchObject({ submitted: 12, uncertain: 0 });
  });

  it('count as tried only where they were handed over: the others go when the lease of a dead sender is over', async () => {
    const issue = await freezeForTest(store, running, { readers: 120, batchSize: 1 });
    const dead = new Promise<never>(() => undefined);
    let marked = 0;
    // From the fortieth on nothing of it ever comes back, as after a kill.
    const dying = (inner: BatchStore): Partial<BatchStore> => ({
      handOver: async (...args) => (++marked > 40 ? dead : inner.handOver(...args)),
      renew: async () => undefined,
    });
    void sendBatches(deps('dead', 2_000, dying), issue, patient).catch(() => undefined);
    await expect.poll(() => marked).toBeGreaterThan(40);
    await expect.poll(() => sink.mails.length).toBe(40);
    await expect.poll(async () => (await ledger(issue.issueId, 120)).submitted).toBe(40);
    const held = await stillOpen(issue.issueId);
    expect(held.filter(({ state }) => state === 'submitting').length).toBeGreaterThan(0);
    expect(held.every(batch => batch.unclear_since === null)).toBe(true);
    expect(await sendBatches(deps('next'), issue, patient)).toEqual({ kind: 'settled' });
    expect(await ledger(issue.issueId, 120)).toMatchObject({ submitted: 120, uncertain: 0 });
    expect(sink.mails).toHaveLength(120);
  });
});

describeStores('what is handed over and not answered', open => {
  let store: TestStore;
  let sink: SmtpSink;
  let mailer: Mailer;

  beforeEach(async () => {
    store = await open();
    sink = await startSmtpSink();
    mailer = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: running.now });
  });
  afterEach(async () => {
    await mailer.close();
    await sink.close();
  });

  it('is three mails at most, however many lanes and connections there are', async () => {
    const issue = await freezeForTest(store, running, { readers: 40, batchSize: 1 });
    const answered = Promise.withResolvers<void>();
    sink.react = command => (command === '.' ? { after: answered.promise } : null);
    const sending = sendBatches(senderDeps(store, running, [mailer], { lanes: 8 }), issue, patient);
    const count = (start: string) => sink.commands.filter(command => command.startsWith(start)).length;
    // Six connections have told whom their mails are for, and three have given them out.
    await expect.poll(() => [count('DATA'), count('.')]).toEqual([6, 3]);
    const marked = store.db.selectFrom('batches').select('n').where('unclear_since', 'is not', null);
    expect(await marked.execute()).toHaveLength(3);
    answered.resolve();
    expect(await sending).toEqual({ kind: 'settled' });
    expect(sink.mails).toHaveLength(40);
    expect(await marked.execute()).toEqual([]);
  });

  it('goes over as many connections as the server has room for, and nobody waits for the others', async () => {
    const issue = await freezeForTest(store, running, { readers: 60, batchSize: 1 });
    let connections = 0;
    sink.react = command =>
      command === 'connect' && ++connections > 3 ? '421 4.7.0 Too many connections from your host' : null;
    let holds = 0;
    const made = senderDeps(store, running, [mailer], { lanes: 8 });
    const mailers = made.mailers.map(paced => ({
      ...paced,
      pacer: { ...paced.pacer, hold: async () => ++holds },
    }));
    expect(await sendBatches({ ...made, mailers }, issue, patient)).toEqual({ kind: 'settled' });
    expect(new Set(sink.mails.map(({ to }) => to[0])).size).toBe(60);
    expect(sink.mails).toHaveLength(60);
    expect(holds).toBe(0);
    expect(connections).toBeLessThanOrEqual(6);
  });
});

describe('claims ahead', () => {
  let ticks = 0;
  let numbers = 0;
  const putBack: number[] = [];
  const deps = {
    store: { putBack: async (batch: { n: number }) => void putBack.push(batch.n) } as unknown as BatchStore,
    leaseMs: 60_000,
    now: () => 0,
    ticks: () => ticks,
  };
  const claim = async () =>
    ({ batch: { n: ++numbers, reason: '' }, payload: null, leasedAt: ticks }) as SealedClaim;

  beforeEach(() => {
    [ticks, numbers] = [0, 0];
    putBack.length = 0;
  });

  it('grow while they go quickly, and are one at a time again where they do not', async () => {
    const ahead = new ClaimsAhead();
    const groups: number[] = [];
    const take = async (everyMs: number, times: number) => {
      for (let time = 0; time < times; time++) {
        const before = numbers;
        await ahead.next(claim, deps);
        if (numbers > before) groups.push(numbers - before);
        ticks += everyMs;
      }
    };
    await take(10, 40);
    expect(groups).toEqual([1, 2, 4, 8, 16, 16]);
    groups.length = 0;
    await take(200, 60);
    expect(groups.at(-1)).toBeLessThanOrEqual(2);
    expect(putBack.length).toBeGreaterThan(0);
  });

  it('are taken by all lanes that ask at once, each by one', async () => {
    const ahead = new ClaimsAhead();
    const taken = await Promise.all(Array.from({ length: 5 }, () => ahead.next(claim, deps)));
    expect(taken.map(each => each?.batch.n).toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  it('fail as the claim does, and only where none came of it', async () => {
    const ahead = new ClaimsAhead();
    const broken = async () => {
      throw new Error('the disk is full');
    };
    await expect(ahead.next(broken, deps)).rejects.toThrow('the disk is full');
    expect(await ahead.next(async () => null, deps)).toBeNull();
    expect((await ahead.next(claim, deps))?.batch.n).toBe(1);
  });
});
