import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MailMark, MailScan } from '../../scripts/bench/mail-scan.ts';
import { RESEND, sinkApi } from '../../scripts/bench/sink-api.ts';

/** Of nearly one length, as a send's mails are. */
const body = fc.array(fc.integer({ min: 960, max: 1_000 }), { minLength: 1, maxLength: 12 });
const chunks = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 30 });

const POSTMARK = sinkApi('/email/batch');
const SES = sinkApi('/v2/email/outbound-bulk-emails');

it.each([
  [
    'last, as the engine and the SDK write it',
    (to: string, html: string) => `{"html":"${html}","to":["${to}"]}`,
    RESEND,
  ],
  ['first', (to: string, html: string) => `{"to":["${to}"],"html":"${html}"}`, RESEND],
  ['as Postmark has it', (to: string, html: string) => `{"To":"${to}","HtmlBody":"${html}"}`, POSTMARK],
  [
    'as SES has it',
    (to: string, html: string) => `{"Destination":{"ToAddresses":["${to}"]},"Data":"${html}"}`,
    SES,
  ],
])('finds every reader, wherever the body is cut, with the address %s', (_, mail, mark) => {
  fc.assert(
    fc.property(body, chunks, (lengths, sizes) => {
      const readers = lengths.map((_length, index) => `reader${index + 1}@readers.example`);
      const mails = lengths.map((length, index) => mail(readers[index] ?? '', 'x'.repeat(length)));
      const { found, isDoubtful } = scanned(mails, sizes, mark);
      expect(found).toEqual(readers);
      expect(isDoubtful).toBe(false);
    }),
  );
});

it('sees that a body has room for a mail that it did not see', () => {
  const mail = (to: string, length: number) => `{"html":"${'x'.repeat(length)}","to":["${to}"]}`;
  const [long, short] = [mail('a@readers.example', 1_000), mail('b@readers.example', 200)];
  expect(scanned([long, long, short, long], [700])).toMatchObject({ isDoubtful: true });
  expect(scanned([long, long, long, long], [700])).toMatchObject({ isDoubtful: false });
});

it('is in no doubt about small mails before a long end, all of which it reads', () => {
  const mails = ['a', 'b', 'c'].map(who => `{"Destination":{"ToAddresses":["${who}@readers.example"]}}`);
  const { found, isDoubtful } = scanned([...mails, `{"Template":"${'x'.repeat(500)}"}`], [90], SES);
  expect([found.length, isDoubtful]).toEqual([3, false]);
});

function scanned(mails: readonly string[], sizes: readonly number[], mark: MailMark = RESEND) {
  const whole = Buffer.from(`[${mails.join(',')}]`);
  const found: string[] = [];
  const scan = new MailScan({ shortest: Number.POSITIVE_INFINITY }, address => found.push(address), mark);
  for (let from = 0, turn = 0; from < whole.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    scan.push(whole.subarray(from, from + size));
    from += size;
  }
  return { found, ...scan.end() };
}
