import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReturnedMail, readReturnedMail } from '../../src/feedback/returned-mail.ts';

const FOLDER = new URL('../fixtures/returned-mail/', import.meta.url);
const named = (prefix: RegExp) =>
  readdirSync(FOLDER)
    .filter(name => prefix.test(name) && name.endsWith('.eml'))
    .map(name => readFileSync(new URL(name, FOLDER)));
const all = fc.constantFrom(...named(/./));
const byPeople = fc.constantFrom(...named(/^(person|reply)-/));
const harmless = fc.constantFrom(
  ...named(/^(complaint-(not|auth)|report-(deliv|relay|delay|mailbox|full|dmarc|spam))/),
);

const isHarsh = (mail: ReturnedMail) =>
  mail.is === 'complained' || mail.is === 'left' || (mail.is === 'bounced' && mail.permanent);

async function expectBounded(bytes: Uint8Array): Promise<readonly ReturnedMail[]> {
  const read = await readReturnedMail(bytes);
  expect(read.length).toBeGreaterThan(0);
  expect(read.length).toBeLessThanOrEqual(200);
  for (const mail of read) {
    if (mail.is === 'bounced' && mail.permanent) expect(mail.about).toBe('reader');
    if ('detail' in mail) expect(mail.detail.length).toBeLessThanOrEqual(300);
    if ('recipient' in mail) expect((mail.recipient ?? '').length).toBeLessThanOrEqual(320);
  }
  return read;
}

/** Cuts, flips bytes, and puts some of another one in. */
const mangled = (mails: fc.Arbitrary<Buffer>) =>
  fc
    .tuple(
      mails,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(20_000), fc.nat(255)), { maxLength: 12 }),
      fc.option(fc.tuple(fc.nat(20_000), fc.uint8Array({ maxLength: 60 })), { nil: undefined }),
    )
    .map(([mail, cut, flips, insert]) => {
      const bytes = Buffer.from(mail.subarray(0, Math.ceil(mail.length * (cut < 0.3 ? 1 : cut))));
      for (const [place, value] of flips) if (bytes.length > 0) bytes[place % bytes.length] = value;
      if (!insert || bytes.length === 0) return bytes;
      const place = insert[0] % bytes.length;
      return Buffer.concat([bytes.subarray(0, place), insert[1], bytes.subarray(place)]);
    });

describe('whatever comes to the return path', () => {
  it('is read without a fault: any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async bytes => void (await expectBounded(bytes))),
    );
  });

  it('is read without a fault: mails that were cut, flipped and mixed', async () => {
    await fc.assert(
      fc.asyncProperty(mangled(all), async bytes => void (await expectBounded(bytes))),
      { numRuns: 500 },
    );
  });

  it('never makes a bounce or a complaint of what a person or an absence wrote, however it was cut', async () => {
    const cut = fc.tuple(byPeople, fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, async ([mail, share]) => {
        const read = await expectBounded(mail.subarray(0, Math.ceil(mail.length * share)));
        expect(read.every(({ is }) => is === 'other' || is === 'auto_reply')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never grows harsher by being cut', async () => {
    const cut = fc.tuple(harmless, fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, async ([mail, share]) => {
        const read = await expectBounded(mail.subarray(0, Math.ceil(mail.length * share)));
        expect(read.some(isHarsh)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing when a person pastes any of them into a mail of their own', async () => {
    await fc.assert(
      fc.asyncProperty(
        all,
        fc.constantFrom('', 'Re: ', 'Fwd: ', 'Mail delivery failed: '),
        async (mail, subject) => {
          const by = `From: Ann <ann@home.example>\nSubject: ${subject}hello\nContent-Type: text/plain\n\n`;
          expect(await readReturnedMail(Buffer.concat([Buffer.from(by), mail]))).toEqual([{ is: 'other' }]);
        },
      ),
    );
  });

  it('is bounded where it is deep, long or wide', async () => {
    const nested = Array.from(
      { length: 1_000 },
      (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\n\n--b${depth}\n`,
    ).join('');
    const recipients = 'Final-Recipient: rfc822; a@mailbox.example\nAction: failed\nStatus: 5.1.1\n\n'.repeat(
      20_000,
    );
    const report = (inside: string) =>
      `From: MAILER-DAEMON@relay.example\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n${inside}\n--b--\n`;
    for (const text of [
      nested,
      report(nested),
      report(recipients),
      report(`Final-Recipient: rfc822; ${'@'.repeat(500_000)}\nStatus: 5.1.1\nAction: failed\n`),
      report(`Diagnostic-Code: ${'550 5.1.1 user '.repeat(40_000)}\nFinal-Recipient: a@b\nAction: failed\n`),
      report('a: b\n'.repeat(150_000)),
      `Subject: ${'x'.repeat(50_000_000)}\n\nHi`,
      `From: MAILER-DAEMON@relay.example\nSubject: failure notice\n\n${'<a@b.example>:\n'.repeat(60_000)}`,
      `From: MAILER-DAEMON@relay.example\nSubject: failure notice\n\n${'a@'.repeat(400_000)}`,
      `From: MAILER-DAEMON@relay.example\nSubject: failure notice\n\n${'-'.repeat(60_000)} ${'4'.repeat(60_000)}`,
      `From: MAILER-DAEMON@relay.example\nContent-Type: text/plain; charset=x-no-such\n\n550 \u{1f600}`,
      '\n'.repeat(1_000_000),
      `From: MAILER-DAEMON@relay.example\nContent-Type: multipart/report; boundary=b\n\n${'--b\n\na\n'.repeat(30_000)}`,
      `From: MAILER-DAEMON@relay.example\nContent-Type: multipart/report; boundary=b\n\n${'--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n'.repeat(5_000)}`,
    ]) {
      await expectBounded(Buffer.from(text));
    }
  });

  it('is read for one megabyte, and no further', async () => {
    const mail = readFileSync(new URL('report-user-unknown.eml', FOLDER));
    const late = Buffer.concat([Buffer.from(`X-Filler: a\n`), mail, Buffer.alloc(40_000_000, 'a\n')]);
    expect((await readReturnedMail(late)).map(({ is }) => is)).toEqual(['bounced']);
    const tooLate = Buffer.concat([Buffer.alloc(1_200_000, 'X-Filler: aaaaaaaaaaaaaaaaaa\n'), mail]);
    expect(await readReturnedMail(tooLate)).toEqual([{ is: 'other' }]);
  });
});
