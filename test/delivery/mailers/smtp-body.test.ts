import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listHeaders } from '../../../src/delivery/mail-headers.ts';
import type { Mailer } from '../../../src/delivery/mailers/mailer.ts';
import { wholeBody } from '../../../src/delivery/mailers/resend-body.ts';
import { smtpMailer } from '../../../src/delivery/mailers/smtp.ts';
import { SmtpBodies } from '../../../src/delivery/mailers/smtp-body.ts';
import { buildMessages, bulkReaders, type FrozenIssue } from '../../../src/delivery/payload.ts';
import type { Recipient } from '../../../src/delivery/recipient.ts';
import { compileMail } from '../../../src/render/compiled-mail.ts';
import { placeholderFields, unsubscribeTokenPlaceholder } from '../../../src/render/placeholders.ts';
import { fixedClock } from '../../support/clock.ts';
import { verifyDkim } from '../../support/dkim-verify.ts';
import { frozenMail, KEYRING, WEEK } from '../../support/frozen-issue.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

const NAMES = [
  '',
  'Ada',
  'Zoë "Quote" O’Brien',
  '</p><script>alert(1)</script>&amp;',
  '.',
  '. dot and  two   spaces',
  '=3D=\\r\\n.',
  'lone \ud800 surrogate',
  '😀 👩‍👩‍👧 नमस्ते مرحبا',
  '日本語の名前'.repeat(30),
  'a'.repeat(300),
];

const NONCE = '0123456789abcdef';
const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** What is hard about a mail: dots at a line's start, tabs, spaces in a row and at its end, long lines, slots at each edge. */
function issue(): FrozenIssue {
  const fields = placeholderFields(NONCE);
  const links = [fields.preferences, fields.unsubscribe, fields.vote(1), fields.vote(2)];
  const from = 'Wöchentliche Urteile <verdicts@weekly.example>';
  const compiled = compileMail({
    subject: 'Zed ⚖ Windsurf: which one ships, and which one should rather be skipped this week, and why?',
    html: `${fields.reader}<!doctype html>\n.\n..x\t\ttabs  and   spaces \n${'long “words” '.repeat(90)}${links
      .map(link => `<a href="${link}?choice=a">x = y</a>\n`)
      .join('')}<p>${fields.reader}</p>`,
    text: `.${fields.reader}.\n.\n${links.join('\n')}\n${fields.reader} \n${'x'.repeat(2_000)}\nFrom here\n${links.join(' ')}`,
    headers: listHeaders({
      kind: 'issue',
      week: WEEK,
      unsubscribe: fields.unsubscribe,
      unsubscribeMailbox: 'leave@weekly.example',
      unsubscribeToken: unsubscribeTokenPlaceholder(NONCE),
      publication: 'Wöchentliche Urteile',
      from,
    }),
    nonce: NONCE,
    votes: 2,
  });
  const plain = frozenMail();
  const mail = { ...plain.mail, compiled, from, replyTo: 'The editors <editor@weekly.example>' };
  return { issueId: 7, week: WEEK, mails: [{ ...plain, mail }], installationId: 'inst' };
}

function recipient(name: string, email = "o'hara+x=y@readers.example"): Recipient {
  return { seq: 3, subscriberId: 1_003, email, name, variant: 1 };
}

let sink: SmtpSink;
const mailers: Mailer[] = [];

beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(async () => {
  await Promise.all(mailers.splice(0).map(mailer => mailer.close()));
  await sink.close();
});

function open(dkim = false): Mailer & Required<Pick<Mailer, 'bulk'>> {
  const mailer = smtpMailer({
    url: `smtp://127.0.0.1:${sink.port}`,
    clock: clock.now,
    ...(dkim && { dkim: { domain: 'weekly.example', selector: 's1', privateKey: keys.privateKey } }),
  });
  mailers.push(mailer);
  return { ...mailer, bulk: mailer.bulk! };
}

/** Both ways, one after the other. */
async function sentBothWays(to: Recipient, dkim = false): Promise<[Buffer, Buffer]> {
  const { bulk, submit } = open(dkim);
  const readers = bulkReaders(issue(), KEYRING.current, [to]);
  const answer = await bulk.post(bulk.encode(readers), { key: 'k', signal: never });
  expect(answer).toEqual(
    await submit(buildMessages(issue(), KEYRING.current, [to]), { key: 'k', signal: never }),
  );
  const [fast, slow] = sink.mails;
  expect([fast?.from, fast?.to]).toEqual([slow?.from, slow?.to]);
  return [fast!.raw, slow!.raw];
}

/** All that two programs make of a mail; of its headers only how they are written in the source is left out. */
async function asRead(raw: Buffer) {
  const one = await simpleParser(raw);
  const two = await PostalMime.parse(raw);
  const unfolded = (text: string) => text.replaceAll(/\s+/g, ' ');
  const lines = one.headerLines
    .filter(({ key }) => key !== 'content-type')
    .map(({ line }) => unfolded(line))
    .toSorted();
  const values = two.headers
    .filter(({ key }) => key !== 'content-type')
    .map(({ key, value }) => `${key}: ${value}`);
  return [
    [one.html, one.text?.replace(/\n+$/, ''), one.subject, one.from?.text, one.date, lines],
    [
      two.html?.trimEnd(),
      two.text?.trimEnd(),
      two.subject,
      two.from,
      two.to,
      two.replyTo,
      two.date,
      two.messageId,
    ],
    values.toSorted(),
  ];
}

describe('a mail of an issue over SMTP, made of what was encoded once', () => {
  it.each(NAMES)('is read by two programs as the same mail written whole is: %j', async name => {
    const [fast, slow] = await sentBothWays(recipient(name));
    expect(await asRead(fast)).toEqual(await asRead(slow));
    const text = fast.toString('latin1');
    expect(text).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const body = text.slice(text.indexOf('\r\n\r\n'));
    expect(Math.max(...body.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(76);
  });

  it('says what was written for any name', async () => {
    const frozen = issue();
    const bodies = new SmtpBodies();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async name => {
        const [reader] = bulkReaders(frozen, KEYRING.current, [recipient(name)]);
        const [message] = buildMessages(frozen, KEYRING.current, [recipient(name)]);
        const body = bodies.of([reader!]);
        const parsed = await PostalMime.parse(
          Buffer.concat([Buffer.from(`${body.head(clock.now())}\r\n`), wholeBody(body)]),
        );
        expect(parsed.html?.trimEnd()).toBe(message?.html.toWellFormed().trimEnd());
        expect(parsed.text?.trimEnd()).toBe(message?.text.toWellFormed().trimEnd());
        expect(body.length).toBe(wholeBody(body).length);
      }),
      { numRuns: 30 },
    );
  });

  it.each(NAMES)('has a signature that holds, and breaks with one letter: %j', async name => {
    const [fast, slow] = await sentBothWays(recipient(name), true);
    const verdict = await verifyDkim(fast, keys.publicKey);
    expect(verdict).toEqual(await verifyDkim(slow, keys.publicKey));
    expect(verdict).toMatchObject({ valid: true, domain: 'weekly.example', selector: 's1' });
    const changed = (from: string, to: string) =>
      Buffer.from(fast.toString('latin1').replace(from, to), 'latin1');
    for (const [from, to] of [
      ['Zed', 'Zod'],
      ['One-Click', 'One-Clock'],
      ['doctype', 'doctope'],
      ['From here', 'From her'],
    ] as const) {
      expect((await verifyDkim(changed(from, to), keys.publicKey)).valid, from).toBe(false);
    }
  });

  it('is made in the old way for an address that is not plain ASCII, and arrives', () => {
    const bodies = new SmtpBodies();
    const readersTo = (email: string) => bulkReaders(issue(), KEYRING.current, [recipient('Ada', email)]);
    const odd = [
      'jörg@readers.example',
      'a@bücher.example',
      'A@READERS.example',
      'a..b@x.example',
      'a@127.1',
      'a b@x',
    ];
    for (const email of odd) expect(bodies.fits(readersTo(email)), email).toBe(false);
    for (const email of ['a@x.example', 'a.b-c+d@localhost', 'A@xn--bcher-kva.example'])
      expect(bodies.fits(readersTo(email)), email).toBe(true);
    expect(bodies.fits([])).toBe(false);
  });

  it('is made in the old way where a header does not stand on one line', () => {
    const frozen = issue();
    const [first] = frozen.mails;
    const withHeader = (value: string) => {
      const headers = { ...first!.mail.compiled.headers, 'X-Odd': [value, { slot: 'unsubscribe' as const }] };
      const mail = { ...first!.mail, compiled: { ...first!.mail.compiled, headers } };
      return bulkReaders({ ...frozen, mails: [{ ...first!, mail }] }, KEYRING.current, [recipient('')]);
    };
    expect(new SmtpBodies().fits(withHeader('fine '))).toBe(true);
    expect(new SmtpBodies().fits(withHeader('Grüße '))).toBe(false);
    expect(new SmtpBodies().fits(withHeader('x '.repeat(500)))).toBe(false);
  });

  it('has a fingerprint that it shares with no other mail', () => {
    const bodies = new SmtpBodies();
    const print = (to: Recipient, frozen = issue()) =>
      bodies.of(bulkReaders(frozen, KEYRING.current, [to])).sha256;
    const one = recipient('Ada');
    expect(print(one)).toBe(print({ ...one }));
    const others = [
      { ...one, name: 'Ad' },
      { ...one, email: 'a@readers.example' },
      { ...one, seq: 4 },
      { ...one, subscriberId: 1 },
    ];
    const prints = [one, ...others].map(each => print(each));
    const elsewhere = [
      print(one, { ...issue(), installationId: 'other' }),
      print(one, { ...issue(), issueId: 8 }),
    ];
    expect(new Set([...prints, ...elsewhere]).size).toBe(7);
  });

  it('keeps its bytes until they are read: its memory is used again only after a yes', async () => {
    const { bulk } = open();
    const post = (name: string) =>
      bulk.post(bulk.encode(bulkReaders(issue(), KEYRING.current, [recipient(name)])), {
        key: 'k',
        signal: never,
      });
    sink.react = command => (command === '.' && sink.mails.length === 0 ? '451 4.3.0 Later' : null);
    expect(await post('refused')).toMatchObject({ kind: 'wait' });
    sink.react = () => null;
    const names = Array.from({ length: 12 }, (_, n) => `Reader ${n}`);
    await Promise.all(names.map(post));
    const read = await Promise.all(sink.mails.map(async ({ raw }) => (await PostalMime.parse(raw)).text));
    const meant = names.map(name =>
      buildMessages(issue(), KEYRING.current, [recipient(name)])[0]!.text.trimEnd(),
    );
    expect(read.map(each => each?.trimEnd()).toSorted()).toEqual(meant.toSorted());
  });
});

it('a mail written whole still has its dots doubled on the way', async () => {
  const { submit } = open();
  const [message] = buildMessages(issue(), KEYRING.current, [recipient('Ada')]);
  await submit([{ ...message!, text: '.\n..\n.x' }], { key: 'k', signal: never });
  expect((await PostalMime.parse(sink.mails[0]!.raw)).text?.trimEnd()).toBe('.\n..\n.x');
});
