import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../scripts/stand-in/fault.ts';
import { fixedClock } from '../../support/clock.ts';
import { type ResendPair, startResendPair, threeMails } from '../../support/resend-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: ResendPair;

beforeEach(async () => {
  clock.set('2026-11-26T09:00:00Z');
  pair = await startResendPair(clock);
});

afterEach(() => pair.close());

describe('an unclear answer', () => {
  const good = { data: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };

  it.each<[string, Fault]>([
    ['a reset before the request was read', { do: 'reset' }],
    ['a reset after the mails were taken', { do: 'reset', accept: true }],
    ['a reset in the middle of the yes', { do: 'half' }],
    ['a 502 page from something in between', { do: 'answer', status: 502, body: '<html>Bad gateway</html>' }],
    ['a 500 although the mails were taken', { do: 'answer', status: 500, body: '', accept: true }],
    ['a 200 page', { do: 'answer', status: 200, body: '<html>Welcome</html>', accept: true }],
    ['an empty 200', { do: 'answer', status: 200, body: '', accept: true }],
    ['a 200 with null', { do: 'answer', status: 200, body: null, accept: true }],
    ['a 404 with null', { do: 'answer', status: 404, body: null }],
    ['a 400 with a bare string', { do: 'answer', status: 400, body: '"no"' }],
    ['too few ids', { do: 'answer', status: 200, body: { data: good.data.slice(1) }, accept: true }],
    [
      'too many ids',
      { do: 'answer', status: 200, body: { data: [...good.data, { id: 'd' }] }, accept: true },
    ],
    ['an id twice', { do: 'answer', status: 200, body: { data: [{ id: 'a' }, { id: 'a' }, { id: 'c' }] } }],
    ['an empty id', { do: 'answer', status: 200, body: { data: [{ id: '' }, { id: 'b' }, { id: 'c' }] } }],
    [
      'threeMails ids and an error',
      { do: 'answer', status: 200, body: { ...good, errors: [{ index: 1, message: 'x' }] } },
    ],
    [
      'an error beyond the end',
      { do: 'answer', status: 200, body: { data: good.data.slice(1), errors: [{ index: 3, message: 'x' }] } },
    ],
    [
      'the same error twice',
      {
        do: 'answer',
        status: 200,
        body: { data: [{ id: 'a' }], errors: [1, 1].map(index => ({ index, message: 'x' })) },
      },
    ],
    ['the id of a single mail', { do: 'answer', status: 200, body: { id: 'a' }, accept: true }],
  ])('is %s; asked again it becomes clear and nobody is mailed twice', async (_what, fault) => {
    pair.standIn.fault(fault);
    expect(await pair.submit()).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/./) });
    expect(await pair.submit()).toMatchObject({ kind: 'accepted' });
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 3, duplicates: [] });
  });

  it('is a connection refused: the SDK does not say why it failed', async () => {
    await pair.standIn.close();
    expect(await pair.submit()).toMatchObject({
      kind: 'unclear',
      reason: expect.stringContaining('Unable to fetch'),
    });
  });

  it('is our own patience ending before the answer came', async () => {
    const patience = new AbortController();
    pair.standIn.fault({ do: 'hang', accept: true });
    const answer = pair.submit(threeMails, 'k/1', patience.signal);
    await expect.poll(() => pair.standIn.ledger().accepted).toBe(3);
    patience.abort();
    expect(await answer).toEqual({ kind: 'unclear', reason: 'no answer before the time was up' });
    expect(await pair.submit()).toMatchObject({ kind: 'accepted' });
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 3, replays: 1, duplicates: [] });
  });

  it('is not a call that was stopped before it began: nothing was sent', async () => {
    expect(await pair.submit(threeMails, 'k/1', AbortSignal.abort())).toMatchObject({
      kind: 'wait',
      because: 'busy',
    });
    expect(pair.standIn.ledger().requests).toBe(0);
  });

  it('is a key that was used for other bytes: nobody may read it as a no and send again', async () => {
    await pair.submit(threeMails.slice(1));
    expect(await pair.submit()).toEqual({
      kind: 'unclear',
      conflict: true,
      reason: expect.stringMatching(/^409 invalid_idempotent_request/),
    });
  });
});
