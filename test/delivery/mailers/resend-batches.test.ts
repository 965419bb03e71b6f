import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resendMailer } from '../../../src/delivery/mailers/resend.ts';
import { fixedClock } from '../../support/clock.ts';
import { mailTo, type ResendPair, startResendPair, threeMails } from '../../support/resend-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: ResendPair;

beforeEach(async () => {
  clock.set('2026-11-26T09:00:00Z');
  pair = await startResendPair(clock);
});

afterEach(() => pair.close());

describe('a batch', () => {
  it('goes out in one request as written, and every mail gets the id of its place', async () => {
    const answer = await pair.submit();
    const { mails } = pair.standIn.ledger();
    expect(answer).toEqual({
      kind: 'accepted',
      items: mails.map(taken => ({ kind: 'accepted', id: taken.id })),
      pace: { requestsPerSecond: 10 },
    });
    expect(mails.map(taken => taken.to)).toEqual(threeMails.map(({ to }) => [to]));
    const [request] = pair.standIn.requests();
    expect(request).toMatchObject({
      path: '/emails/batch',
      headers: {
        'idempotency-key': 'k/1',
        'x-batch-validation': 'permissive',
        authorization: 'Bearer re_stand_in',
        'user-agent': 'weekly-ai-tool-verdicts',
      },
    });
    expect(JSON.parse(request?.body ?? '')[0]).toEqual({
      from: 'Weekly AI Tool Verdicts <verdicts@weekly.example>',
      to: ['ada@readers.example'],
      reply_to: 'editor@weekly.example',
      subject: 'Zed or Windsurf?',
      html: '<p>Zed ✓</p>',
      text: 'Zed ✓',
      headers: { 'X-Verdicts-Kind': 'issue', 'List-Unsubscribe': '<https://weekly.example/u/1>' },
      tags: [
        { name: 'kind', value: 'issue' },
        { name: 'issue', value: '2026-W48' },
        { name: 'delivery', value: '7' },
      ],
    });
  });

  it('tried again has the same bytes and gets the same ids, and nobody a second mail', async () => {
    const first = await pair.submit();
    const again = await resendMailer({
      apiKey: pair.standIn.apiKey,
      baseUrl: `${pair.standIn.url}/`,
      clock: clock.now,
    }).submit(structuredClone(threeMails), { key: 'k/1', signal: new AbortController().signal });
    expect(again).toEqual(first);
    const [one, two] = pair.standIn.requests();
    expect(two?.body).toBe(one?.body);
    expect(pair.standIn.ledger()).toMatchObject({ requests: 2, accepted: 3, replays: 1, duplicates: [] });
  });

  it('of one mail of an issue is still a batch; one mail of any other kind goes out by itself', async () => {
    await pair.submit([mailTo('ada@readers.example')], 'k/1');
    const answer = await pair.submit([mailTo('ada@readers.example', 'sign-in')], 'k/2');
    expect(pair.standIn.requests().map(({ path }) => path)).toEqual(['/emails/batch', '/emails']);
    expect(answer).toEqual({
      kind: 'accepted',
      items: [{ kind: 'accepted', id: pair.standIn.ledger().mails[1]?.id }],
      pace: { requestsPerSecond: 10 },
    });
    expect(await pair.submit([mailTo('ada@readers.example', 'sign-in')], 'k/2')).toEqual(answer);
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 2, replays: 1 });
  });

  it.each(['compacted', 'aligned'] as const)(
    'with a bad address is taken without it, in either form of a partial yes (%s)',
    async partialData => {
      await pair.close();
      pair = await startResendPair(clock, { partialData });
      pair.standIn.refuse(['bob@readers.example']);
      const answer = await pair.submit();
      const ids = pair.standIn.ledger().mails.map(({ id }) => id);
      expect(answer).toEqual({
        kind: 'accepted',
        items: [
          { kind: 'accepted', id: ids[0] },
          {
            kind: 'rejected',
            reason:
              'Invalid `to` field. The email address needs to follow the `(address)` or `Name <(address)>` format.',
          },
          { kind: 'accepted', id: ids[1] },
        ],
        pace: { requestsPerSecond: 10 },
      });
      expect(pair.standIn.ledger().addresses).toEqual({
        'ada@readers.example': 1,
        'cleo@readers.example': 1,
      });
    },
  );

  it('of nothing but bad addresses is taken with every one of them rejected', async () => {
    pair.standIn.refuse(threeMails.map(({ to }) => to));
    const answer = await pair.submit();
    expect(answer.kind === 'accepted' && answer.items.map(({ kind }) => kind)).toEqual(
      Array(3).fill('rejected'),
    );
  });
});

describe('a call', () => {
  it('that waits for its own key in another process is told to wait', async () => {
    pair.standIn.fault({ do: 'hold' });
    const slow = pair.submit();
    await expect.poll(() => pair.standIn.requests().length).toBe(1);
    expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'busy', retryAfterMs: 3_000 });
    pair.standIn.release();
    expect(await slow).toMatchObject({ kind: 'accepted' });
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 3, duplicates: [] });
  });

  it('with a key no header can hold, or too many mails, is a fault of ours', async () => {
    await expect(pair.submit(threeMails, 'schlüssel')).rejects.toThrow('visible ASCII');
    await expect(pair.submit(threeMails, 'k'.repeat(257))).rejects.toThrow('1 to 256');
    await expect(pair.submit([])).rejects.toThrow('1 to 100 mails, got 0');
    await expect(pair.submit(Array.from({ length: 101 }, () => mailTo('a@b.example')))).rejects.toThrow(
      'got 101',
    );
    expect(pair.standIn.ledger().requests).toBe(0);
  });

  it('takes a hundred mails, and may be repeated for a day', () => {
    expect(pair.mailer).toMatchObject({ name: 'resend', maxBatch: 100, keyWindowMs: 24 * 3_600_000 });
  });

  it('leaves out an empty reply address, and sends an empty text part as such', async () => {
    await pair.submit([{ ...mailTo('ada@readers.example'), replyTo: '', text: '' }]);
    const sent = JSON.parse(pair.standIn.requests()[0]?.body ?? '')[0];
    expect(sent).not.toHaveProperty('reply_to');
    expect(sent.text).toBe('');
  });
});
