import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blameOf, enhancedCode, laterWhom } from '../../../src/delivery/mailers/blame.ts';
import { holdMs } from '../../../src/delivery/pause.ts';
import { causeOf } from '../../../src/delivery/refusal-cause.ts';

describe('the words of a refusal', () => {
  it.each([
    ['550 5.1.1 User unknown', 'recipient'],
    ['550 5.1.1 <(address)>: Recipient address rejected: User unknown in virtual mailbox table', 'recipient'],
    ['554 5.7.1 <(address)>: Recipient address rejected: Access denied', 'recipient'],
    ['552 5.2.2 Mailbox over quota', 'recipient'],
    ['550 5.5.0 Requested action not taken: mailbox unavailable', 'recipient'],
    ['550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'recipient'],
    ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'recipient'],
    ['550 No such user here', 'recipient'],
    ['550 5.2.1 The email account that you tried to reach is disabled', 'recipient'],
    ['550 5.7.17 Mailbox owner has changed', 'recipient'],
    ['Invalid `to` field. The email address needs to follow the `email@example.com` format.', 'recipient'],
    ['553 5.7.1 <(address)>: Sender address rejected: not owned by user news', 'us'],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'us'],
    ['550 5.1.8 <(address)>: Sender address rejected: Domain not found', 'us'],
    ['554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied', 'us'],
    ['554 Sending paused for this account', 'us'],
    ['550 5.4.6 Unusual sending activity detected', 'us'],
    ['550 5.7.26 This mail is unauthenticated: DMARC', 'us'],
    ['454 4.7.1 Relay access denied', 'us'],
    ['550 The computer says no', null],
    ['554 5.6.0 Message content rejected', null],
  ] as const)('%s: %s', (words, blame) => {
    expect(blameOf(words)).toBe(blame);
  });

  it.each([
    ['452 4.2.2 Mailbox full', 'recipient'],
    ['451 4.7.1 Greylisting in action, please come back later', 'recipient'],
    ['450 4.2.1 The user you are trying to contact is receiving mail at a rate that…', 'recipient'],
    ['450 Later', 'recipient'],
    ['452 4.3.1 Insufficient system storage', 'us'],
    ['451 4.7.0 Too many messages from this client', 'us'],
    ['450 4.7.1 Client host rejected: cannot find your reverse hostname', 'us'],
    ['450 4.1.8 Sender address rejected: Domain not found', 'us'],
    ['451 Local error in processing', 'us'],
  ] as const)('of a "later", %s: %s', (words, blame) => {
    expect(laterWhom(words)).toBe(blame);
  });

  it('no address of the internet is taken for a code', () => {
    expect(enhancedCode('550 5.7.1.20 is blocked')).toBe('');
    expect(enhancedCode('550-5.1.1 unknown')).toBe('5.1.1');
  });

  it('have one cause whatever differs from mail to mail', () => {
    const said = (who: string, id: string) =>
      `Can't send mail - all recipients were rejected: 550 5.1.1 <${who}>: user unknown [${id}.prod.example.com] ${id}`;
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.emailAddress(),
        fc.stringMatching(/^[a-z]\d[a-z0-9]{4,12}$/),
        (one, other, id) => {
          expect(causeOf(said(one, id))).toBe(causeOf(said(other, 'b2'.repeat(4))));
          expect(causeOf(said(one, id))).toBe('550 5.1.1 user unknown');
        },
      ),
    );
    expect(causeOf('550 5.1.1 user unknown')).not.toBe(causeOf('553 5.7.1 not owned'));
  });
});

describe('a wait of everybody', () => {
  const kinds = fc.constantFrom('rate', 'busy', 'unclear', 'daily_quota', 'monthly_quota');

  it('is never nothing, never shorter than the one before, and minutes at most where it is no quota', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: -1_000, max: 10 ** 12 }),
        fc.integer({ min: 1, max: 500 }),
        (because, ms, times) => {
          const wait = holdMs({ because, retryAfterMs: ms }, times);
          expect(wait).toBeGreaterThanOrEqual(1_000);
          expect(wait).toBeLessThanOrEqual(because.endsWith('quota') ? 25 * 3_600_000 : 600_000);
          expect(holdMs({ because, retryAfterMs: ms }, times + 1)).toBeGreaterThanOrEqual(wait);
        },
      ),
    );
  });
});
