import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PostmarkFault } from '../../../scripts/stand-in/postmark/fault-plan.ts';
import { postmarkMailer } from '../../../src/delivery/mailers/postmark.ts';
import { fixedClock } from '../../support/clock.ts';
import { closedPort } from '../../support/closed-port.ts';
import { type PostmarkPair, startPostmarkPair, threeReaders } from './postmark-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: PostmarkPair;

beforeEach(async () => {
  pair = await startPostmarkPair(clock);
});
afterEach(() => pair.close());

describe('what came of a call', () => {
  it.each<readonly [string, PostmarkFault, number]>([
    ['a connection that breaks', { do: 'reset' }, 0],
    ['a connection that breaks after all were taken', { do: 'reset', accept: 3 }, 3],
    ['a connection that breaks after one was taken', { do: 'reset', accept: 1 }, 1],
    ['half an answer', { do: 'half' }, 3],
    ['a page with a yes', { do: 'answer', status: 200, body: '<html>Welcome</html>' }, 0],
    [
      'a gateway without what it leads to',
      { do: 'answer', status: 502, body: '<html>Bad Gateway</html>', accept: 2 },
      2,
    ],
    ['a page of a guard in between', { do: 'answer', status: 403, body: '<html>403 Forbidden</html>' }, 0],
  ])('nobody knows after %s', async (_, fault, taken) => {
    pair.standIn.fault(fault);
    expect(await pair.submit()).toMatchObject({ kind: 'unclear' });
    expect(pair.standIn.mails).toHaveLength(taken);
    expect(pair.standIn.calls()).toBe(1);
  });

  it('nobody knows when no answer comes in time', async () => {
    pair.standIn.fault({ do: 'hang', accept: 3 });
    const waiting = pair.submit(threeReaders, { signal: AbortSignal.timeout(300) });
    await expect.poll(() => pair.mailer.underWay?.()).toBe(3);
    const answer = await waiting;
    expect(pair.mailer.underWay?.()).toBe(0);
    expect(answer).toEqual({ kind: 'unclear', reason: 'no answer before the time was up' });
  });

  it('is that nothing left, where nobody listens', async () => {
    const mailer = postmarkMailer({
      token: 't',
      stream: 'broadcast',
      baseUrl: `http://127.0.0.1:${await closedPort()}`,
      clock: clock.now,
    });
    const options = { key: 'k', signal: new AbortController().signal };
    expect(await mailer.submit(threeReaders, options)).toMatchObject({
      kind: 'wait',
      because: 'busy',
      retryAfterMs: 5_000,
    });
    await mailer.close();
  });

  it('is told for each mail, where some are to come later', async () => {
    pair.standIn.fault({ do: 'some', mails: 2, result: { ErrorCode: 429, Message: 'Rate limit exceeded.' } });
    expect(await pair.submit()).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'later' }, { kind: 'later' }, { kind: 'accepted' }],
    });
    expect(pair.standIn.mails.map(({ to }) => to)).toEqual(['cleo@readers.example']);
  });
});

describe('an account', () => {
  it.each([
    ['pending', '412'],
    ['may not send', '413'],
    ['no credits', '405'],
  ] as const)('that is %s stops everybody and refuses nobody', async (state, code) => {
    pair.standIn.account.state = state;
    expect(await pair.submit()).toMatchObject({ kind: 'refused', scope: 'account', code });
    expect(pair.standIn.mails).toHaveLength(0);
  });

  it('that is pending writes to its own domain, and the others wait', async () => {
    pair.standIn.account.state = 'pending';
    const [first, ...others] = threeReaders;
    const answer = await pair.submit([{ ...first!, to: 'editor@weekly.example' }, ...others]);
    expect(answer).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'accepted' }, { kind: 'later' }, { kind: 'later' }],
    });
  });

  it('without the stream, the sender or the token stops everybody', async () => {
    pair.standIn.account.streams.delete('broadcast');
    expect(await pair.submit()).toMatchObject({ kind: 'refused', scope: 'account', code: '1235' });
    pair.standIn.account.streams.set('broadcast', {
      type: 'Broadcasts',
      archivedAt: null,
      unsubscribes: 'Custom',
    });
    pair.standIn.account.domains = ['elsewhere.example'];
    expect(await pair.submit()).toMatchObject({ kind: 'refused', scope: 'account', code: '400' });
    pair.standIn.account.token = 'another';
    expect(await pair.submit()).toMatchObject({ kind: 'refused', scope: 'account', code: '10' });
  });
});
