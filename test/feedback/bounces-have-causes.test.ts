import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blameOf } from '../../src/delivery/mailers/blame.ts';
import { bounceCause } from '../../src/feedback/returned/bounce-cause.ts';

const cause = (words: string, status: string | null = null) => bounceCause({ status, words });

/** Refusals that every reader would get. */
const ABOUT_US = [
  '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using lists.example',
  '550 5.7.26 This mail is unauthenticated: DMARC',
  '550 5.7.1 Message rejected as spam',
  '550 5.7.1 SPF check failed',
  '553 5.1.8 <a@b.example>: Sender address rejected: Domain not found',
  '550 5.7.1 Unable to relay',
  '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
  '550 5.7.606 Access denied, banned sending IP [192.0.2.1]',
  '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
  '550 5.7.25 The sending IP does not have a PTR record',
  '552 5.3.4 Message size exceeds fixed limit',
  '554 5.4.6 Too many hops',
  '550 Rejected for policy reasons',
  '550 HELO host not found',
  '550 5.1.1 user unknown (in reply to MAIL FROM command)',
  'SMTP error from remote mail server after MAIL FROM:<a@b.example> SIZE=1543: 550 Unknown user',
  '550 Mail from 192.0.2.1 refused: IP address not found',
];

const ABOUT_READER = [
  '550 5.1.1 User unknown',
  '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Please try double-checking',
  '550 5.2.1 The email account that you tried to reach is disabled',
  '552 5.2.2 Mailbox over quota',
  '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  '554 5.7.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table',
  '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
  '550 5.7.17 Mailbox owner has changed',
];

describe('why a mail came back', () => {
  it.each(ABOUT_US)('is about us, and never for good, whatever the report adds: %s', words => {
    for (const status of [null, '5.0.0', '5.1.1', '5.2.1', '5.1.2', '4.4.7']) {
      expect(cause(words, status)).toMatchObject({ about: 'us', permanent: false });
    }
  });

  it.each([...ABOUT_US, ...ABOUT_READER])(
    'is about the same as where a server refuses at once: %s',
    words => {
      const blame = blameOf(words);
      if (blame !== null) expect(cause(words).about).toBe(blame === 'us' ? 'us' : 'reader');
    },
  );

  it.each(ABOUT_READER)('is about the reader: %s', words => {
    expect(cause(words).about).toBe('reader');
  });

  it('is never for good where anybody says that it is for now', () => {
    for (const words of ABOUT_READER) {
      expect(cause(words, '4.4.7').permanent).toBe(false);
      expect(cause(words.replaceAll('55', '45').replaceAll(' 5.', ' 4.')).permanent).toBe(false);
    }
    expect(cause('550 5.1.1 Mailbox temporarily not found').permanent).toBe(false);
  });

  it.each([
    '550 The recipient refused the mail; connection closed',
    '550 The user does not accept mail from you',
    '550 mailbox unavailable',
    '550 Unrouteable address',
  ])('is not for good where it may mean less: %s', words => {
    expect(cause(words)).toMatchObject({ permanent: false, about: 'reader' });
  });

  it('is not known to be for good from a number that does not say so', () => {
    const mild = fc.constantFrom(
      '5.0.0',
      '5.2.0',
      '5.2.2',
      '5.3.0',
      '5.4.1',
      '5.4.4',
      '5.5.0',
      '5.6.0',
      '5.7.1',
    );
    const vague = fc.constantFrom('550 Rejected', '554 Transaction failed', '', '550 5.7.1 No', '500 ?');
    fc.assert(
      fc.property(mild, vague, (status, words) => {
        expect(cause(words, status).permanent).toBe(false);
      }),
    );
  });

  it.each([
    ['5.1.1', 'unknown_user'],
    ['5.1.2', 'unknown_domain'],
    ['5.1.3', 'bad_address'],
    ['5.1.6', 'moved'],
    ['5.1.10', 'unknown_user'],
    ['5.2.1', 'mailbox_disabled'],
    ['5.7.17', 'moved'],
  ])('is for good by its number alone: %s', (status, code) => {
    expect(cause('', status)).toEqual({ permanent: true, about: 'reader', code, status });
  });

  it('is read from what the remote server said, not from what the server before it made of that', () => {
    expect(
      cause("5.1.0 - Unknown address error 550-'5.7.1 Access denied' (delivery attempts: 0)"),
    ).toMatchObject({
      permanent: false,
      status: '5.7.1',
    });
    // Two recipients in one transcript: which of the replies is ours, nobody can say.
    expect(cause('554 Mail refused. 550 5.1.1 User unknown').permanent).toBe(false);
  });

  it('does not take an address, a link, a version or a time for a reason', () => {
    for (const words of [
      '550 5.0.0 <user.unknown@spam.example> see https://help.example/spam/blocked?full=mailbox',
      '554 relay 5.1.1.20 said no',
    ]) {
      expect(cause(words)).toMatchObject({ permanent: false, about: 'reader', code: 'unspecified' });
    }
  });

  it('is always one of the two, and for good only about the reader', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.option(fc.constantFrom('5.1.1', '4.2.2', '2.0.0', '5.7.1')),
        (words, status) => {
          const { about, permanent } = cause(words, status);
          expect(permanent && about === 'us').toBe(false);
        },
      ),
    );
  });
});
