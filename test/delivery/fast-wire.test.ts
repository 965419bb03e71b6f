import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../scripts/stand-in/fault.ts';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { bulkReaders, type FrozenIssue } from '../../src/delivery/payload.ts';
import { fixedClock } from '../support/clock.ts';
import { closedPort } from '../support/closed-port.ts';
import { frozenMail, KEYRING, WEEK } from '../support/frozen-issue.ts';
import { type ResendPair, startResendPair, threeMails } from '../support/resend-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
const issue: FrozenIssue = { issueId: 7, week: WEEK, mails: [frozenMail()], installationId: 'inst' };
let pair: ResendPair;

beforeEach(async () => {
  pair = await startResendPair(clock, { requestsPerSecond: null });
});
afterEach(() => pair.close());

function readers(names: readonly string[]) {
  const recipients = names.map((name, index) => ({
    seq: index + 1,
    subscriberId: index + 1,
    email: `${name}@readers.example`,
    name,
    variant: 1,
  }));
  return bulkReaders(issue, KEYRING.current, recipients);
}

function fast(key = 'k/fast', signal = never, names = ['ada', 'bob', 'cleo']): Promise<MailerAnswer> {
  const bulk = pair.mailer.bulk!;
  return bulk.post(bulk.encode(readers(names)), { key, signal });
}

const answer = (status: number, body: Fault extends { body?: infer B } ? B : never, accept = false): Fault =>
  ({ do: 'answer', status, body, accept }) as Fault;
const named = (status: number, name: string) =>
  answer(status, { statusCode: status, name, message: `it is ${name}` } as never);

describe('a batch posted as bytes', () => {
  it('is taken item by item, in the order of its readers', async () => {
    pair.standIn.refuse(['bob@readers.example']);
    const taken = await fast();
    const ids = pair.standIn.ledger().mails.map(({ id }) => id);
    expect(taken).toMatchObject({
      kind: 'accepted',
      items: [{ kind: 'accepted', id: ids[0] }, { kind: 'rejected' }, { kind: 'accepted', id: ids[1] }],
    });
    expect(pair.standIn.ledger().mails.map(({ tags }) => tags.delivery)).toEqual(['inst_7_1', 'inst_7_3']);
  });

  it.each<[string, Fault]>([
    ['rubbish for a yes', answer(200, '<html>' as never, true)],
    ['a yes without a body', answer(204, '' as never, true)],
    ['a broken connection', { do: 'reset' }],
    ['a broken connection after the mails were taken', { do: 'reset', accept: true }],
    ['a wrong key', named(401, 'missing_api_key')],
    ['a suspended key', named(403, 'suspended_api_key')],
    ['an unknown place', named(404, 'not_found')],
    ['a bad field', named(422, 'validation_error')],
    ['a payload too large, from a gateway', answer(413, '<h1>413</h1>' as never)],
    ['a key in flight', named(409, 'concurrent_idempotent_requests')],
    ['a key with other bytes', named(409, 'invalid_idempotent_request')],
    ['too many requests, in plain text', answer(429, 'local_rate_limited' as never)],
    ['the day’s quota', named(429, 'daily_quota_exceeded')],
    ['the month’s quota', named(429, 'monthly_quota_exceeded')],
    ['a fault of theirs', named(500, 'application_error')],
    ['a gateway’s page', answer(502, '<html>' as never)],
    ['a bare null', answer(422, null as never)],
  ])('is told the same as the SDK: %s', async (_what, fault) => {
    pair.standIn.fault(fault);
    const bytes = await fast();
    pair.standIn.fault(fault);
    const sdk = await pair.submit(threeMails, 'k/sdk');
    expect(meaning(bytes)).toEqual(meaning(sdk));
    expect(bytes.kind).not.toBe('accepted');
  });

  it('half answered is unclear, and asked again under its key gets the first answer', async () => {
    pair.standIn.fault({ do: 'half' });
    expect(await fast()).toMatchObject({ kind: 'unclear' });
    expect(await fast()).toMatchObject({ kind: 'accepted' });
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 3, replays: 1, duplicates: [] });
  });

  it('without an answer is unclear once the time is up', async () => {
    pair.standIn.fault({ do: 'hang' });
    const controller = new AbortController();
    const waiting = fast('k/fast', controller.signal);
    await expect.poll(() => pair.standIn.requests().length).toBe(1);
    controller.abort();
    expect(await waiting).toEqual({ kind: 'unclear', reason: 'no answer before the time was up' });
  });

  it('is not posted at all once the signal has ended, or without a connection: nothing was taken', async () => {
    expect(await fast('k/fast', AbortSignal.abort())).toMatchObject({ kind: 'wait', retryAfterMs: 0 });
    const nobody = resendMailer({
      apiKey: 're_x',
      baseUrl: `http://127.0.0.1:${await closedPort()}`,
      clock: clock.now,
    });
    const refused = await nobody.bulk!.post(nobody.bulk!.encode(readers(['ada'])), {
      key: 'k',
      signal: never,
    });
    expect(refused).toMatchObject({ kind: 'wait', because: 'busy' });
    expect(pair.standIn.ledger().requests).toBe(0);
    await nobody.close();
  });

  it('keeps its bytes while others are written and posted beside it', async () => {
    pair.standIn.fault({ do: 'hold' });
    const held = fast('k/held', never, ['ada', 'bob']);
    await expect.poll(() => pair.standIn.requests().length).toBe(1);
    const others = await Promise.all(
      Array.from({ length: 6 }, (_, n) => fast(`k/${n}`, never, [`x${n}`, `y${n}`, `z${n}`])),
    );
    expect(others.map(({ kind }) => kind)).toEqual(Array(6).fill('accepted'));
    pair.standIn.release();
    expect(await held).toMatchObject({ kind: 'accepted' });
    // Every memory is free again: what follows is written over it.
    await fast('k/last', never, ['last']);
    const { addresses } = pair.standIn.ledger();
    expect(Object.values(addresses)).toEqual(Array(21).fill(1));
    for (const request of pair.standIn.requests()) expect(() => JSON.parse(request.body)).not.toThrow();
  });
});

/** Without the words, which differ where one side knows the cause and the other does not. */
function meaning(said: MailerAnswer): unknown {
  switch (said.kind) {
    case 'refused':
      return { kind: said.kind, scope: said.scope, code: said.code };
    case 'wait':
      return { kind: said.kind, because: said.because, retryAfterMs: said.retryAfterMs };
    default:
      return { kind: said.kind };
  }
}
