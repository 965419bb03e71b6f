import { describe, expect, it } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { fixedClock } from '../support/clock.ts';
import { WEEK } from '../support/frozen-issue.ts';
import { mailTo } from '../support/resend-pair.ts';
import { describeStores } from '../support/stores.ts';
import { dueOverApi, dueOverSmtp } from './due-over.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeStores('over SMTP, "later"', open => {
  const due = dueOverSmtp(open);

  it.each([
    ['RCPT', '452 4.2.2 Mailbox full'],
    ['RCPT', '451 4.7.1 Greylisting in action, please come back later'],
    ['.', '450 4.2.0 Not yet'],
  ])('about one reader (%s %s) delays that reader alone, by growing waits with an end', async (at, reply) => {
    // One lane, so that the end of a mail is known to be that of the last RCPT.
    const issue = await due.issueFor(10, 1);
    let last = '';
    due.sink.react = command => {
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
    expect((await issue.status()).waiting).toMatchObject({ reason: expect.stringContaining(reply) });
    expect(await readGauges(due.store, due.clock.now())).toMatchObject({
      waitingMembers: 1,
      deferredMembers: 1,
    });
    for (let round = 0; round < 80 && (await issue.status()).state === 'sending'; round++) {
      const before = due.clock.now();
      const { waiting } = await issue.status();
      due.clock.advance(waiting!.until - before);
      tries.push((due.clock.now() - before) / MINUTE);
      await issue.send();
    }
    expect(tries.slice(0, 7)).toEqual([5, 15, 30, 60, 120, 240, 240]);
    const days = tries.reduce((sum, minutes) => sum + minutes, 0) / (24 * 60);
    expect(days).toBeGreaterThanOrEqual(4);
    expect(days).toBeLessThan(4.2);
    expect(await issue.status()).toMatchObject({ state: 'sent', submitted: 9, rejected: 1, waiting: null });
    const row = await due.store.db
      .selectFrom('deliveries')
      .select('reason')
      .where('status', '=', 2)
      .executeTakeFirstOrThrow();
    expect(row.reason).toMatch(/^Given up after four days.*4\.[27]/);
    expect(due.sink.mails).toHaveLength(9);
  });

  it('from a grey list passes at its time, once', async () => {
    const issue = await due.issueFor(8);
    const seen = new Set<string>();
    due.sink.react = command => {
      if (!command.startsWith('RCPT') || seen.has(command)) return null;
      seen.add(command);
      return '451 4.7.1 Greylisted';
    };
    expect(await issue.send()).toMatchObject({ status: { submitted: 0, pending: 8 } });
    expect(due.heard('RCPT')).toBe(8);
    due.clock.advance(5 * MINUTE);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 8, rejected: 0 } });
    expect(new Set(due.sink.mails.map(({ to }) => to[0])).size).toBe(8);
    expect(due.sink.mails).toHaveLength(8);
  });

  it.each([
    ['MAIL', '451 4.3.0 Later'],
    ['connect', '421 4.3.2 Busy'],
    ['RCPT', '452 4.3.1 Insufficient system storage'],
    ['connect', 'close'],
  ] as const)(
    'to everybody (%s %s) holds all lanes, longer each time, and one mail tries for all',
    async (at, reply) => {
      const issue = await due.issueFor(20);
      due.sink.react = command => (command.startsWith(at) ? reply : null);
      const attempts = () => due.heard(at);
      expect(await issue.send(0)).toMatchObject({
        kind: 'unfinished',
        why: expect.stringContaining('Everybody waits until'),
      });
      expect(attempts()).toBeLessThanOrEqual(4);
      const holds: number[] = [];
      for (let round = 0; round < 9; round++) {
        const { waiting } = await issue.status();
        expect(waiting).toMatchObject({ kind: 'api', reason: expect.any(String) });
        holds.push(waiting!.until - due.clock.now());
        due.clock.advance(waiting!.until - due.clock.now());
        const before = attempts();
        await issue.send(0);
        expect(attempts()).toBe(before + 1);
      }
      expect(holds).toEqual(holds.toSorted((one, other) => one - other));
      expect(holds.at(-1)).toBe(10 * MINUTE);
      expect(await issue.notices()).toEqual([`${WEEK}: mail is not going out`]);
      due.sink.react = () => null;
      due.clock.advance(10 * MINUTE);
      expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 20 } });
      expect(due.sink.mails).toHaveLength(20);
    },
  );
});

describeStores('the mail API', open => {
  const due = dueOverApi(open, 5);

  it.each(['0', 'Thu, 26 Nov 2026 08:00:00 GMT'])(
    'with retry-after %j is asked after a growing second',
    async retryAfter => {
      const issue = await due.issueFor(40);
      due.standIn.fault({
        do: 'answer',
        status: 429,
        times: 100,
        body: { statusCode: 429, name: 'rate_limit_exceeded', message: 'Slow down' },
        headers: { 'retry-after': retryAfter },
      });
      await issue.send(0);
      const first = due.standIn.requests().length;
      expect(first).toBeLessThanOrEqual(4);
      const holds: number[] = [];
      for (let round = 0; round < 5; round++) {
        const pause = (await issue.app.mailers[0]!.pacer.held())!;
        holds.push((pause.until - due.clock.now()) / 1_000);
        due.clock.advance(pause.until - due.clock.now());
        await issue.send(0);
      }
      expect(holds).toEqual([1, 2, 4, 8, 16]);
      expect(due.standIn.requests().length).toBe(first + 5);
      due.standIn.clearFaults();
      due.clock.advance(MINUTE);
      expect(await issue.send()).toMatchObject({ kind: 'sent' });
      due.expectOnceEach(40);
    },
  );

  it('with a quota leaves no lane hanging: it is said until when, and resume goes on at once', async () => {
    const issue = await due.issueFor(60);
    due.standIn.limit({ dailyQuota: 10 });
    const waiting = await issue.send();
    expect(waiting).toMatchObject({
      kind: 'unfinished',
      why: expect.stringMatching(
        /^Everybody waits until 2026-11-27T00:01:00\.000Z\. 429 daily_quota_exceeded/,
      ),
      status: { state: 'sending', submitted: 10, pending: 50 },
    });
    expect(await readGauges(due.store, due.clock.now())).toMatchObject({ rateWaitMs: 15 * HOUR + MINUTE });
    const asked = due.standIn.requests().length;
    expect(await issue.send()).toMatchObject({ kind: 'unfinished' });
    expect(due.standIn.requests().length).toBe(asked);
    due.standIn.limit({ dailyQuota: 1_000 });
    expect(await issue.resume()).toMatchObject({ kind: 'done', state: 'sending' });
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 60 } });
    due.expectOnceEach(60);
  });

  it('without a clear answer for hours is asked by one batch for all; nobody is sealed into the trouble', async () => {
    const issue = await due.issueFor(200);
    due.standIn.fault({ do: 'answer', status: 502, times: 10_000, body: '<html>Bad gateway</html>' });
    await issue.send(0);
    for (let round = 0; round < 12; round++) {
      const pause = await issue.app.mailers[0]!.pacer.held();
      due.clock.advance(Math.max(MINUTE, (pause?.until ?? 0) - due.clock.now()));
      const before = due.standIn.requests().length;
      await issue.send(0);
      expect(due.standIn.requests().length - before).toBeLessThanOrEqual(1);
    }
    const { batches, waiting } = await issue.status();
    expect(batches.submitting).toBeLessThanOrEqual(8);
    expect(waiting).toMatchObject({ kind: 'api', reason: expect.stringContaining('502') });
    expect(await issue.notices()).toEqual([`${WEEK}: mail is not going out`]);
    due.standIn.clearFaults();
    due.clock.advance(10 * MINUTE);
    expect(await issue.send()).toMatchObject({ kind: 'sent', status: { submitted: 200, uncertain: 0 } });
    due.expectOnceEach(200);
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
