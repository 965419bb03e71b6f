import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { type DueIssue, openDueIssue } from '../support/due-issue.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const statusNow = async ({ app }: DueIssue) => statusOf(app, (await app.issues.find(WEEK))!);

describeStores('over SMTP, "later"', open => {
  let clock: FixedClock;
  let store: TestStore;
  let sink: SmtpSink;
  let mailer: Mailer;

  beforeEach(async () => {
    clock = fixedClock('2026-11-23T09:00:00Z');
    store = await open();
    sink = await startSmtpSink();
    mailer = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: clock.now });
  });
  afterEach(async () => {
    await mailer.close();
    await sink.close();
  });

  const issueFor = (readers: number, lanes = 4) =>
    openDueIssue(store, clock, { readers, mailers: [mailer], lanes });
  const heard = (start: string) => sink.commands.filter(command => command.startsWith(start)).length;

  it.each([
    ['RCPT', '452 4.2.2 Mailbox full'],
    ['RCPT', '451 4.7.1 Greylisting in action, please come back later'],
    ['.', '450 4.2.0 Not yet'],
  ])('about one reader (%s %s) delays that reader alone, by growing waits with an end', async (at, reply) => {
    // One lane, so that the end of a mail is known to be that of the last RCPT.
    const issue = await issueFor(10, 1);
    let last = '';
    sink.react = command => {
      if (command.startsWith('RCPT')) last = command;
      return command.startsWith(at) && last.includes('<reader4@') ? reply : null;
    };
    const tries: number[] = [];
    const first = await issue.send();
    expect(first).toMatchObject({
      kind: 'unfinished',
      why: expect.stringContaining('2026-11-26T09:05:00.000Z'),
      status: { submitted: 9, pending: 1, waiting: { kind: 'readers', readers: 1 } },
    });
    expect((await statusNow(issue)).waiting).toMatchObject({ reason: expect.stringContaining(reply) });
    expect(await readGauges(store, clock.now())).toMatchObject({ waitingMembers: 1, deferredMembers: 1 });
    for (let round = 0; round < 80 && (await statusNow(issue)).state === 'sending'; round++) {
      const before = clock.now();
      const { waiting } = await statusNow(issue);
      clock.advance(waiting!.until - before);
      tries.push((clock.now() - before) / MINUTE);
      await issue.send();
    }
    expect(tries.slice(0, 7)).toEqual([5, 15, 30, 60, 120, 240, 240]);
    const days = tries.reduce((sum, minutes) => sum + minutes, 0) / (24 * 60);
    expect(days).toBeGreaterThanOrEqual(4);
    expect(days).toBeLessThan(4.2);
    expect(await statusNow(issue)).toMatchObject({ state: 'sent', submitted: 9, rejected: 1, waiting: null });
    const row = await store.db
      .selectFrom('deliveries')
      .select('reason')
      .where('status', '=', 2)
      .executeTakeFirstOrThrow();
    expect(row.reason).toMatch(/^Given up after four days.*4\.[27]/);
    expect(sink.mails).toHaveLength(9);
  });

  it('from a grey list passes at its time, once', async () => {
    const issue = await issueFor(8);
    const seen = new Set<string>();
    sink.react = command => {
      if (!command.startsWith('RCPT') || seen.has(command)) return null;
      seen.add(command);
      return '451 4.7.1 Greylisted';
    };
    expect(await issue.send()).toMatchObject({ status: { submitted: 0, pending: 8 } });
    expect(heard('RCPT')).toBe(8);
    clock.advance(5 * MINUTE);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 8, rejected: 0 } });
    expect(new Set(sink.mails.map(({ to }) => to[0])).size).toBe(8);
    expect(sink.mails).toHaveLength(8);
  });

  it.each([
    ['MAIL', '451 4.3.0 Later'],
    ['connect', '421 4.3.2 Busy'],
    ['RCPT', '452 4.3.1 Insufficient system storage'],
    ['connect', 'close'],
  ] as const)(
    'to everybody (%s %s) holds all lanes, longer each time, and one mail tries for all',
    async (at, reply) => {
      const issue = await issueFor(20);
      sink.react = command => (command.startsWith(at) ? reply : null);
      const attempts = () => heard(at);
      expect(await issue.send(0)).toMatchObject({
        kind: 'unfinished',
        why: expect.stringContaining('Everybody waits until'),
      });
      expect(attempts()).toBeLessThanOrEqual(4);
      const holds: number[] = [];
      for (let round = 0; round < 9; round++) {
        const { waiting } = await statusNow(issue);
        expect(waiting).toMatchObject({ kind: 'api', reason: expect.any(String) });
        holds.push(waiting!.until - clock.now());
        clock.advance(waiting!.until - clock.now());
        const before = attempts();
        await issue.send(0);
        expect(attempts()).toBe(before + 1);
      }
      expect(holds).toEqual(holds.toSorted((one, other) => one - other));
      expect(holds.at(-1)).toBe(10 * MINUTE);
      expect(await issue.notices()).toEqual([`${WEEK}: mail is not going out`]);
      sink.react = () => null;
      clock.advance(10 * MINUTE);
      expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 20 } });
      expect(sink.mails).toHaveLength(20);
    },
  );
});

describeStores('the mail API', open => {
  let clock: FixedClock;
  let store: TestStore;
  let standIn: StandIn;
  let mailer: Mailer;

  beforeEach(async () => {
    clock = fixedClock('2026-11-23T09:00:00Z');
    store = await open();
    standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
    const real = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
    mailer = { ...real, maxBatch: 5 };
  });
  afterEach(async () => {
    await mailer.close();
    await standIn.close();
  });

  const issueFor = (readers: number) => openDueIssue(store, clock, { readers, mailers: [mailer], lanes: 4 });
  const once = (readers: number) => {
    const { addresses } = standIn.ledger();
    expect(Object.values(addresses)).toEqual(Array(readers).fill(1));
  };

  it.each(['0', 'Thu, 26 Nov 2026 08:00:00 GMT'])(
    'with retry-after %j is asked after a growing second',
    async retryAfter => {
      const issue = await issueFor(40);
      standIn.fault({
        do: 'answer',
        status: 429,
        times: 100,
        body: { statusCode: 429, name: 'rate_limit_exceeded', message: 'Slow down' },
        headers: { 'retry-after': retryAfter },
      });
      await issue.send(0);
      const first = standIn.requests().length;
      expect(first).toBeLessThanOrEqual(4);
      const holds: number[] = [];
      for (let round = 0; round < 5; round++) {
        const pause = (await issue.app.mailers[0]!.pacer.held())!;
        holds.push((pause.until - clock.now()) / 1_000);
        clock.advance(pause.until - clock.now());
        await issue.send(0);
      }
      expect(holds).toEqual([1, 2, 4, 8, 16]);
      expect(standIn.requests().length).toBe(first + 5);
      standIn.clearFaults();
      clock.advance(MINUTE);
      expect(await issue.send()).toMatchObject({ kind: 'sent' });
      once(40);
    },
  );

  it('with a quota leaves no lane hanging: it is said until when, and resume goes on at once', async () => {
    const issue = await issueFor(60);
    standIn.limit({ dailyQuota: 10 });
    const waiting = await issue.send();
    expect(waiting).toMatchObject({
      kind: 'unfinished',
      why: expect.stringMatching(
        /^Everybody waits until 2026-11-27T00:01:00\.000Z\. 429 daily_quota_exceeded/,
      ),
      status: { state: 'sending', submitted: 10, pending: 50 },
    });
    expect(await readGauges(store, clock.now())).toMatchObject({ rateWaitMs: 15 * HOUR + MINUTE });
    const asked = standIn.requests().length;
    expect(await issue.send()).toMatchObject({ kind: 'unfinished' });
    expect(standIn.requests().length).toBe(asked);
    standIn.limit({ dailyQuota: 1_000 });
    expect(await issue.resume()).toMatchObject({ kind: 'done', state: 'sending' });
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 60 } });
    once(60);
  });

  it('without a clear answer for hours is asked by one batch for all; nobody is sealed into the trouble', async () => {
    const issue = await issueFor(200);
    standIn.fault({ do: 'answer', status: 502, times: 10_000, body: '<html>Bad gateway</html>' });
    await issue.send(0);
    for (let round = 0; round < 12; round++) {
      const pause = await issue.app.mailers[0]!.pacer.held();
      clock.advance(Math.max(MINUTE, (pause?.until ?? 0) - clock.now()));
      const before = standIn.requests().length;
      await issue.send(0);
      expect(standIn.requests().length - before).toBeLessThanOrEqual(1);
    }
    const { batches, waiting } = await statusNow(issue);
    expect(batches.submitting).toBeLessThanOrEqual(8);
    expect(waiting).toMatchObject({ kind: 'api', reason: expect.stringContaining('502') });
    expect(await issue.notices()).toEqual([`${WEEK}: mail is not going out`]);
    standIn.clearFaults();
    clock.advance(10 * MINUTE);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 200, uncertain: 0 } });
    once(200);
  });
});

describe('a limit over a day', () => {
  it('is no pace: "1000;w=86400" does not put 90 seconds between two requests', async () => {
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const standIn = await startStandIn({ now: clock.now });
    const mailer = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
    standIn.fault({
      do: 'answer',
      status: 429,
      body: { statusCode: 429, name: 'rate_limit_exceeded', message: '' },
      headers: { 'ratelimit-policy': '1000;w=86400', 'retry-after': '1' },
    });
    const { mailTo } = await import('../support/resend-pair.ts');
    const answer = await mailer.submit([mailTo('ada@readers.example')], {
      key: 'k',
      signal: new AbortController().signal,
    });
    await mailer.close();
    await standIn.close();
    expect(answer).toMatchObject({ kind: 'wait', because: 'rate' });
    expect(answer).not.toHaveProperty('pace');
  });
});
