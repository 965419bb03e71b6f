import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { bulkReaders } from '../../src/delivery/payload.ts';
import { fixedClock } from '../support/clock.ts';
import { KEYRING } from '../support/frozen-issue.ts';
import { never, recipients, thinIssue, thinMailer } from '../support/thin-issue.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let standIn: StandIn;
let mailer: ReturnType<typeof thinMailer>;

beforeEach(async () => {
  standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
  mailer = thinMailer(standIn, clock);
});
afterEach(async () => {
  await mailer.close();
  await standIn.close();
});

function post(): Promise<MailerAnswer> {
  const readers = bulkReaders(thinIssue('gone'), KEYRING.current, recipients(['Ada', 'Bob']));
  return mailer.thin.post(mailer.thin.encode(readers), { key: 'k/1', signal: never });
}

describe('an answer to a batch that names a template', () => {
  it.each<[number, string, string, Partial<MailerAnswer>]>([
    [400, 'validation_error', 'Bad', { kind: 'refused', scope: 'form' }],
    [404, 'not_found', 'Template not found', { kind: 'refused', scope: 'form' }],
    [413, 'payload_too_large', 'Large', { kind: 'refused', scope: 'form' }],
    [422, 'validation_error', 'Missing template variable `LEAVE`.', { kind: 'refused', scope: 'form' }],
    // In full the sender's own fault is told again, and then it counts.
    [422, 'invalid_from_address', 'Invalid `from` field.', { kind: 'refused', scope: 'form' }],
    [403, 'invalid_access', 'No access to templates', { kind: 'refused', scope: 'form' }],
    [401, 'restricted_api_key', 'Restricted', { kind: 'refused', scope: 'account' }],
    [403, 'validation_error', 'The x.dev domain is not verified.', { kind: 'refused', scope: 'account' }],
    [409, 'invalid_idempotent_request', 'Other bytes', { kind: 'unclear' }],
    [409, 'concurrent_idempotent_requests', 'Busy', { kind: 'wait', because: 'busy' }],
    [429, 'rate_limit_exceeded', 'Fast', { kind: 'wait', because: 'rate' }],
    [429, 'daily_quota_exceeded', 'Enough', { kind: 'wait', because: 'daily_quota' }],
    [500, 'application_error', 'Oops', { kind: 'unclear' }],
  ])('%i %s (%s)', async (status, name, message, expected) => {
    standIn.fault({ do: 'answer', status, body: { statusCode: status, name, message } });
    expect(await post()).toMatchObject(expected);
  });

  it('is about the form when every reader was refused, and about a reader when only one was', async () => {
    const errors = [0, 1].map(index => ({ index, message: 'Template not found' }));
    standIn.fault({ do: 'answer', status: 200, body: { data: [], errors } });
    expect(await post()).toMatchObject({ kind: 'refused', scope: 'form', reason: 'Template not found' });
    standIn.fault({ do: 'answer', status: 200, body: { data: [{ id: 'a' }], errors: errors.slice(1) } });
    expect(await post()).toMatchObject({ kind: 'accepted', items: [{ id: 'a' }, { kind: 'rejected' }] });
  });
});
