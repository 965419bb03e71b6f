import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MailerAnswer } from '../../../src/delivery/mailers/mailer.ts';
import { fixedClock } from '../../support/clock.ts';
import { type ResendPair, startResendPair, threeMails } from '../../support/resend-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: ResendPair;

beforeEach(async () => {
  clock.set('2026-11-26T09:00:00Z');
  pair = await startResendPair(clock);
});

afterEach(() => pair.close());

/** Every row of the API's error table, as documented or seen. */
const rows: readonly [status: number, name: string, expected: Partial<MailerAnswer>][] = [
  [400, 'invalid_idempotency_key', { kind: 'refused', scope: 'account', code: 'invalid_idempotency_key' }],
  [400, 'validation_error', { kind: 'refused', scope: 'payload', code: 'validation_error' }],
  [401, 'validation_error', { kind: 'refused', scope: 'account', code: 'validation_error' }],
  [401, 'missing_api_key', { kind: 'refused', scope: 'account', code: 'missing_api_key' }],
  [401, 'restricted_api_key', { kind: 'refused', scope: 'account', code: 'restricted_api_key' }],
  [402, 'payment_required', { kind: 'refused', scope: 'account', code: 'payment_required' }],
  [403, 'restricted_api_key', { kind: 'refused', scope: 'account', code: 'restricted_api_key' }],
  [403, 'validation_error', { kind: 'refused', scope: 'account', code: 'validation_error' }],
  [403, 'invalid_api_key', { kind: 'refused', scope: 'account', code: 'invalid_api_key' }],
  [403, 'suspended_api_key', { kind: 'refused', scope: 'account', code: 'suspended_api_key' }],
  [403, 'invalid_permission', { kind: 'refused', scope: 'account', code: 'invalid_permission' }],
  [403, 'email_above_quota', { kind: 'refused', scope: 'account', code: 'email_above_quota' }],
  [404, 'not_found', { kind: 'refused', scope: 'account', code: 'not_found' }],
  [405, 'method_not_allowed', { kind: 'refused', scope: 'account', code: 'method_not_allowed' }],
  [408, 'request_timeout', { kind: 'unclear' }],
  [409, 'concurrent_idempotent_requests', { kind: 'wait', because: 'busy', retryAfterMs: 3_000 }],
  [409, 'resource_locked', { kind: 'wait', because: 'busy', retryAfterMs: 3_000 }],
  [409, 'invalid_idempotent_request', { kind: 'unclear' }],
  [409, 'something_new', { kind: 'unclear' }],
  [413, 'payload_too_large', { kind: 'refused', scope: 'payload', code: 'payload_too_large' }],
  [422, 'validation_error', { kind: 'refused', scope: 'payload', code: 'validation_error' }],
  [422, 'invalid_attachment', { kind: 'refused', scope: 'payload', code: 'invalid_attachment' }],
  [422, 'invalid_parameter', { kind: 'refused', scope: 'payload', code: 'invalid_parameter' }],
  [422, 'missing_required_field', { kind: 'refused', scope: 'payload', code: 'missing_required_field' }],
  [
    422,
    'missing_required_parameter',
    { kind: 'refused', scope: 'payload', code: 'missing_required_parameter' },
  ],
  [422, 'invalid_from_address', { kind: 'refused', scope: 'account', code: 'invalid_from_address' }],
  [422, 'invalid_region', { kind: 'refused', scope: 'account', code: 'invalid_region' }],
  [422, 'invalid_access', { kind: 'refused', scope: 'account', code: 'invalid_access' }],
  [429, 'rate_limit_exceeded', { kind: 'wait', because: 'rate', retryAfterMs: 1_000 }],
  [
    429,
    'daily_quota_exceeded',
    { kind: 'wait', because: 'daily_quota', retryAfterMs: 15 * 3_600_000 + 60_000 },
  ],
  [429, 'monthly_quota_exceeded', { kind: 'wait', because: 'monthly_quota', retryAfterMs: 3_600_000 }],
  [451, 'security_error', { kind: 'refused', scope: 'account', code: 'security_error' }],
  [500, 'application_error', { kind: 'unclear' }],
  [500, 'internal_server_error', { kind: 'unclear' }],
  [503, 'service_unavailable', { kind: 'unclear' }],
];

describe('an answer of the API', () => {
  it.each(rows)('%i %s is what the table says', async (status, name, expected) => {
    pair.standIn.fault({ do: 'answer', status, body: { statusCode: status, name, message: 'Said so.' } });
    const answer = await pair.submit();
    expect(answer).toMatchObject({ ...expected, reason: `${status} ${name} Said so.` });
    expect(pair.standIn.ledger().accepted).toBe(0);
  });

  it('names our pace also when it says no', async () => {
    pair.standIn.limit({ requestsPerSecond: 1 });
    await pair.submit();
    expect(await pair.submit(threeMails, 'k/2')).toMatchObject({
      kind: 'wait',
      because: 'rate',
      retryAfterMs: 1_000,
      pace: { requestsPerSecond: 1 },
    });
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Thu, 26 Nov 2026 09:00:30 GMT', 30_000],
    ['soon', 1_000],
    ['999999999', 24 * 3_600_000],
  ])('asks to wait with retry-after %j', async (retryAfter, retryAfterMs) => {
    const body = { statusCode: 429, name: 'rate_limit_exceeded', message: '' };
    pair.standIn.fault({ do: 'answer', status: 429, body, headers: { 'retry-after': retryAfter } });
    expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'rate', retryAfterMs });
  });

  it('is a rate limit also in plain text, where the SDK has lost the name', async () => {
    pair.standIn.fault({ do: 'answer', status: 429, body: 'local_rate_limited' });
    expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'rate', retryAfterMs: 1_000 });
  });

  it.each([
    ['2026-11-26T23:59:30Z', 90_000],
    ['2026-11-26T00:00:10Z', 600_000],
  ])('at %s makes a daily quota wait until the new day is surely theirs too', async (now, retryAfterMs) => {
    clock.set(now);
    pair.standIn.limit({ dailyQuota: 2 });
    expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'daily_quota', retryAfterMs });
  });

  it('about our sender blames the account, not the readers, wherever it is said', async () => {
    const said = 'The weekly.example domain is not verified. Please, add and verify your domain.';
    pair.standIn.fault({
      do: 'answer',
      status: 422,
      body: { statusCode: 422, name: 'validation_error', message: said },
    });
    expect(await pair.submit()).toMatchObject({
      kind: 'refused',
      scope: 'account',
      code: 'validation_error',
    });
    const errors = threeMails.map((_, index) => ({ index, message: 'Invalid `from` field.' }));
    pair.standIn.fault({ do: 'answer', status: 200, body: { data: [], errors } });
    expect(await pair.submit()).toMatchObject({
      kind: 'refused',
      scope: 'account',
      reason: 'Invalid `from` field.',
    });
  });

  it.each([
    ['rate_limit_exceeded', 'wait'],
    ['concurrent_idempotent_requests', 'wait'],
    ['validation_error', 'unclear'],
    ['application_error', 'unclear'],
  ])(
    'without a status in its body is judged by its name only where that is safe (%s: %s)',
    async (name, kind) => {
      pair.standIn.fault({ do: 'answer', status: 400, body: { name, message: 'x' } });
      expect(await pair.submit()).toMatchObject({ kind });
    },
  );

  it('never carries an address or a key into our books', async () => {
    const message =
      'API key re_AbC123_x of boss@corp.example cannot mail "ada@readers.example"\nor <bob@readers.example>.';
    pair.standIn.fault({
      do: 'answer',
      status: 422,
      body: { statusCode: 422, name: 'validation_error', message },
    });
    expect(await pair.submit()).toMatchObject({
      reason: '422 validation_error API key (key) of (address) cannot mail "(address)" or <(address)>.',
    });
  });
});
