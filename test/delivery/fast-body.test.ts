import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { BodyMemory } from '../../src/delivery/mailers/body-memory.ts';
import type { BulkReader } from '../../src/delivery/mailers/mailer.ts';
import { ResendBodies, wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { buildMessages, bulkReaders, type FrozenIssue } from '../../src/delivery/payload.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import { fixedClock } from '../support/clock.ts';
import { frozenMail, KEYRING, WEEK } from '../support/frozen-issue.ts';
import { type ResendPair, startResendPair } from '../support/resend-pair.ts';

const HOSTILE_NAMES = [
  '',
  'Zoë "Quote" O’Brien',
  '</p><script>alert(1)</script>&amp;',
  '\\u0022,"to":["eve@evil.example"]}',
  'back\\slash \\" \\n',
  'tab\there\r\nand line',
  'lone \ud800 surrogate \udfff',
  '😀 👩‍👩‍👧 नमस्ते مرحبا',
  '\u202egnp.exe \u2028 \u0000 \u001b[31m',
  '~01234567890123456789~ {{{reader}}} $& $1',
  '日本語の名前'.repeat(30),
  "'single' `back` <!-- -->",
];

function issue(change: { readonly subject?: string } = {}): FrozenIssue {
  const plain = frozenMail();
  const own = plain.mail.compiled;
  const headers = { ...own.headers, 'X-Leave': [{ slot: 'unsubscribe-token' as const }] };
  const first = { ...plain, mail: { ...plain.mail, compiled: { ...own, headers, ...change } } };
  const compiled = {
    ...first.mail.compiled,
    subject: 'Zed “or” Windsurf\\? <b>',
    headers: {
      ...first.mail.compiled.headers,
      'X-Odd': [
        'say "hi" \\ ',
        { slot: 'unsubscribe' as const },
        ' ',
        { slot: 'unsubscribe-token' as const },
      ],
    },
    version: 2 as const,
  };
  const second = { ...first, variant: 2, mail: { ...first.mail, replyTo: '', compiled } };
  return { issueId: 7, week: WEEK, mails: [first, second], installationId: 'inst' };
}

function recipients(names: readonly string[]): Recipient[] {
  return names.map((name, index) => ({
    seq: index + 1,
    subscriberId: 1_000 + index,
    email: index % 2 === 0 ? `reader${index}@example.org` : `zoë.o'brien+${index}@exämple.org`,
    name,
    variant: 1 + (index % 2),
  }));
}

const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
let pair: ResendPair;

beforeEach(async () => {
  pair = await startResendPair(clock, { requestsPerSecond: null });
});
afterEach(() => pair.close());

describe('the body of a batch made from frozen parts', () => {
  it('is byte for byte what the SDK sends for the same mails, and so are the headers that count', async () => {
    const frozen = issue();
    const readers = recipients(HOSTILE_NAMES);
    const bulk = pair.mailer.bulk!;
    const body = bulk.encode(bulkReaders(frozen, KEYRING.current, readers));
    expect(await bulk.post(body, { key: 'k/fast', signal: never })).toMatchObject({ kind: 'accepted' });
    await pair.submit(buildMessages(frozen, KEYRING.current, readers), 'k/sdk');
    const [fast, sdk] = pair.standIn.requests();
    expect(JSON.parse(fast!.body)).toEqual(JSON.parse(sdk!.body));
    expect(fast!.body).toBe(sdk!.body);
    expect(JSON.parse(fast!.body)).toHaveLength(HOSTILE_NAMES.length);
    const { 'idempotency-key': fastKey, ...fastHeaders } = countingHeaders(fast!.headers);
    const { 'idempotency-key': sdkKey, ...sdkHeaders } = countingHeaders(sdk!.headers);
    expect(fastHeaders).toEqual(sdkHeaders);
    expect([fastKey, sdkKey]).toEqual(['k/fast', 'k/sdk']);
    expect(fastHeaders).toMatchObject({
      authorization: 'Bearer re_stand_in',
      'user-agent': 'weekly-ai-tool-verdicts',
      'content-type': 'application/json',
      'x-batch-validation': 'permissive',
    });
  });

  it('says the same as the SDK for any name and address', () => {
    const frozen = issue();
    const bodies = new ResendBodies();
    const memory = new BodyMemory();
    const words = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), email: fc.string() }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, people => {
        const readers = people.map((person, index) => ({
          ...person,
          seq: index + 1,
          subscriberId: index + 1,
          variant: 1 + (index % 2),
        }));
        const bytes = wholeBody(bodies.of(bulkReaders(frozen, KEYRING.current, readers), memory));
        const messages = buildMessages(frozen, KEYRING.current, readers);
        const sent = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>[];
        expect(sent.map(mail => [mail.to, mail.html, mail.text, mail.subject, mail.headers])).toEqual(
          messages.map(mail => [[wellFormed(mail.to)], mail.html, mail.text, mail.subject, mail.headers]),
        );
      }),
    );
  });

  it('is the same bytes in another process', async () => {
    const names = HOSTILE_NAMES;
    const own = new ResendBodies().of(bulkReaders(issue(), KEYRING.current, recipients(names)));
    const load = (path: string) => JSON.stringify(pathToFileURL(`${PROJECT_ROOT}/${path}`).href);
    const script = `
      import { hash } from 'node:crypto';
      import { ResendBodies, wholeBody } from ${load('src/delivery/mailers/resend-body.ts')};
      import { bulkReaders } from ${load('src/delivery/payload.ts')};
      import { createKeyring } from ${load('src/audience/token.ts')};
      const { issue, recipients } = JSON.parse(process.argv[1]);
      const readers = bulkReaders(issue, createKeyring(['k'.repeat(32)]).current, recipients);
      const body = new ResendBodies().of(readers);
      console.log(hash('sha256', wholeBody(body), 'hex'), body.sha256);`;
    const input = JSON.stringify({ issue: issue(), recipients: recipients(names) });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script, input],
      { cwd: PROJECT_ROOT },
    );
    expect(stdout.trim()).toBe(`${hash('sha256', wholeBody(own), 'hex')} ${own.sha256}`);
  });

  it('has a fingerprint that it shares with no other bytes', () => {
    const bodies = new ResendBodies();
    const issues = [issue(), issue({ subject: 'Another' })];
    // Few words, so that equal bodies come up as often as others.
    const person = fc.record({
      name: fc.constantFrom('', 'Ada', 'Ada\n', 'A', 'da', '"'),
      email: fc.constantFrom('a@b.example', 'a@b.exampleA', 'ada@b.example'),
      seq: fc.integer({ min: 1, max: 3 }),
    });
    const written = fc
      .tuple(fc.constantFrom(...issues), fc.array(person, { minLength: 1, maxLength: 3 }))
      .map(([frozen, people]) => {
        const readers = people.map(each => ({
          ...each,
          subscriberId: each.seq,
          variant: 1 + (each.seq % 2),
        }));
        const body = bodies.of(bulkReaders(frozen, KEYRING.current, readers));
        return { body: wholeBody(body).toString(), sha256: body.sha256 };
      });
    fc.assert(
      fc.property(written, written, (one, other) => {
        expect(one.sha256 === other.sha256).toBe(one.body === other.body);
      }),
    );
  });

  it('is the same however little memory it passes through, and whatever was there before', () => {
    const frozen = issue();
    const bodies = new ResendBodies();
    const bodyOf = (names: readonly string[], memory = new BodyMemory()) => {
      const body = bodies.of(bulkReaders(frozen, KEYRING.current, recipients(names)), memory);
      const bytes = wholeBody(body);
      expect(body.length).toBe(bytes.length);
      return bytes.toString();
    };
    const large = ['ß'.repeat(100), '', '日'.repeat(5_000), '"'.repeat(3_000), '\\'.repeat(9_000)];
    const expected = bodyOf(large, new BodyMemory(1_000_000));
    expect(JSON.parse(expected)).toHaveLength(5);
    for (const room of [1, 2, 100, 5_000, Buffer.byteLength(expected) - 1, Buffer.byteLength(expected)]) {
      const memory = new BodyMemory(room);
      expect(bodyOf(large, memory)).toBe(expected);
      expect(JSON.parse(bodyOf([''], memory))).toHaveLength(1);
      expect(bodyOf([], memory)).toBe('[]');
      expect(bodyOf(large, memory)).toBe(expected);
    }
  });

  it('is whole for more readers, with longer names, than a memory begins with room for', () => {
    const names = Array.from({ length: 400 }, (_, n) => `${'日'.repeat(100)} ${n}`);
    const frozen = issue();
    const body = new ResendBodies().of(bulkReaders(frozen, KEYRING.current, recipients(names)));
    const sent = JSON.parse(wholeBody(body).toString()) as Record<string, unknown>[];
    const messages = buildMessages(frozen, KEYRING.current, recipients(names));
    expect(sent.map(mail => [mail.to, mail.text, mail.headers])).toEqual(
      messages.map(mail => [[mail.to], mail.text, mail.headers]),
    );
  });

  it('prepares what all readers share once, however many batches follow', () => {
    const readers = bulkReaders(issue(), KEYRING.current, recipients(['', '', '']));
    expect(readers[0]!.mail).toBe(readers[2]!.mail);
    expect(readers[0]!.mail).not.toBe(readers[1]!.mail);
  });

  it('refuses an address that would have to be escaped', () => {
    const [reader] = bulkReaders(issue(), KEYRING.current, recipients([''])) as [BulkReader];
    const odd = { ...reader, mail: { ...reader.mail, publicUrl: 'https://a.example/"><b>' } };
    expect(() => new ResendBodies().of([odd])).toThrow('preferences address');
  });
});

/** What a server could tell two requests apart by, without what fetch adds of its own. */
function countingHeaders(headers: Readonly<Record<string, string | undefined>>) {
  const own = new Set(['accept-language', 'sec-fetch-mode', 'accept-encoding', 'connection']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
}

/** As it comes out of UTF-8. */
function wellFormed(words: string): string {
  return words.toWellFormed();
}
