import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReturnedMail, readReturnedMail } from '../../src/feedback/returned-mail.ts';

const FOLDER = new URL('../fixtures/returned-mail/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.eml`, FOLDER));

/** What is told of each, as `code about status`, with a `!` where it is for good. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'complaint-abuse': ['complained abuse'],
  'complaint-auth-failure': ['other'],
  'complaint-microsoft': ['complained abuse'],
  'complaint-not-spam': ['other'],
  'complaint-opt-out': ['left'],
  'complaint-short-and-redacted': ['complained abuse'],
  'person-at-postmaster': ['other'],
  'person-forwards-a-report': ['other'],
  'person-forwards-a-report-in-parts': ['other'],
  'person-pastes-a-report': ['other'],
  'person-pastes-words': ['other'],
  'person-replies': ['other'],
  'reply-absence': ['auto_reply'],
  'reply-absence-exchange': ['auto_reply'],
  'reply-absence-old': ['auto_reply'],
  'reply-absence-unmarked': ['auto_reply'],
  'reply-challenge': ['auto_reply'],
  'reply-was-read': ['auto_reply'],
  'report-5.7.1-user-unknown': ['unknown_user reader 5.7.1 !'],
  'report-block-list': ['blocklisted us 5.7.1'],
  'report-block-list-as-5.1.1': ['blocklisted us 5.1.1'],
  'report-delayed': ['delayed 4.4.1'],
  'report-delivered': ['delivered'],
  'report-disabled': ['mailbox_disabled reader 5.2.1 !'],
  'report-dmarc': ['authentication us 5.7.26'],
  'report-domain-without-mx': ['takes_no_mail reader 5.1.10 !'],
  'report-full-at-google': ['mailbox_full reader 5.2.2'],
  'report-grey-then-expired': ['expired reader 4.7.1'],
  'report-headers-only': ['unknown_user reader 5.1.1 !'],
  'report-international': ['unknown_user reader 5.1.1 !'],
  'report-loop': ['loop us 5.4.6'],
  'report-mailbox-full': ['mailbox_full reader 5.2.2'],
  'report-moved': ['moved reader 5.7.17 !'],
  'report-no-route': ['network reader 4.4.1'],
  'report-no-such-domain': ['unknown_domain reader 5.4.4 !'],
  'report-nothing-quoted': ['unknown_user reader 5.1.1 !'],
  'report-of-a-report': ['mailbox_full reader 5.2.2'],
  'report-recipient-denied': ['restricted reader 5.4.1'],
  'report-relayed': ['delivered'],
  'report-restricted-at-exchange': ['restricted reader 5.7.133'],
  'report-soft-user-unknown': ['unknown_user reader 4.1.1'],
  'report-spam': ['spam us 5.7.1'],
  'report-too-big': ['too_big us 5.3.4'],
  'report-too-fast-for-one': ['rate_limited reader 5.2.1'],
  'report-too-many-this-hour': ['rate_limited us 5.1.1'],
  'report-two-readers': ['unknown_user reader 5.1.1 !', 'delayed 4.2.2', 'delivered'],
  'report-unknown-at-exchange': ['unknown_user reader 5.1.10 !'],
  'report-user-unknown': ['unknown_user reader 5.1.1 !'],
  'report-without-action': ['unknown_user reader 5.1.1 !'],
  'report-without-diagnosis': ['unknown_user reader 5.1.1 !'],
  'words-exchange': ['unknown_user reader null !'],
  'words-exim': ['unknown_user reader 5.1.1 !', 'mailbox_full reader 5.2.2'],
  'words-exim-delayed': ['delayed 4.7.1'],
  'words-gmail': ['unknown_user reader 5.1.1 !'],
  'words-postfix': ['content us 5.7.1'],
  'words-qmail': ['unknown_user reader 5.1.1 !'],
  'words-qmail-full': ['mailbox_full reader 5.2.2'],
  'words-sendmail': ['unknown_domain reader 5.1.2 !'],
  'words-yahoo': ['unknown_user reader null !'],
};

function told(mail: ReturnedMail): string {
  switch (mail.is) {
    case 'bounced':
      return `${mail.code} ${mail.about} ${mail.status}${mail.permanent ? ' !' : ''}`;
    case 'delayed':
      return `delayed ${mail.status}`;
    case 'complained':
      return `complained ${mail.type}`;
    default:
      return mail.is;
  }
}

describe('a mail that came back', () => {
  it('has its expectation here, each of them', () => {
    expect(
      readdirSync(FOLDER)
        .filter(name => name.endsWith('.eml'))
        .sort(),
    ).toEqual(
      Object.keys(EXPECTED)
        .map(name => `${name}.eml`)
        .sort(),
    );
  });

  it.each(Object.entries(EXPECTED))('%s is read as %j, whatever ends its lines', async (name, expected) => {
    const bytes = fixture(name);
    expect((await readReturnedMail(bytes)).map(told)).toEqual(expected);
    const wired = Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n'));
    expect(await readReturnedMail(wired)).toEqual(await readReturnedMail(bytes));
  });

  it('names the reader and what it quotes of our headers', async () => {
    for (const name of ['report-user-unknown', 'report-headers-only', 'words-qmail', 'complaint-abuse']) {
      const [mail] = await readReturnedMail(fixture(name));
      expect(mail).toMatchObject({ recipient: 'reader@mailbox.example' });
      const headers = mail && 'headers' in mail ? mail.headers : new Map();
      expect(headers.get('message-id')).toBe('<7.41@mail.verdicts.example>');
      expect(headers.get('return-path')).toBe('<b+7_41_9f3c2a@mail.verdicts.example>');
    }
  });

  it('keeps no address among the words of the server, and 300 characters at most', async () => {
    for (const name of Object.keys(EXPECTED)) {
      for (const mail of await readReturnedMail(fixture(name))) {
        if (!('detail' in mail)) continue;
        expect(mail.detail).not.toContain('@');
        expect(mail.detail.length).toBeLessThanOrEqual(300);
      }
    }
  });

  it('reads an address in any script, as a report writes it that knows ASCII only', async () => {
    const [mail] = await readReturnedMail(fixture('report-international'));
    expect(mail).toMatchObject({ recipient: 'lesер@mailbox.example' });
  });
});
