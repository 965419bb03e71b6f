import fc from 'fast-check';
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { addresseeLine } from '../../src/render/addressee.ts';
import { compileMail, fillMail, readCompiledMail } from '../../src/render/compiled-mail.ts';
import {
  placeholderFields,
  placeholderMark,
  unsubscribeTokenPlaceholder,
} from '../../src/render/placeholders.ts';
import { readerLine } from '../../src/render/reader-text.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';

const nonce = 'd1a8c0ffee0123456789abcdef';
const values = {
  reader: 'Ada',
  address: 'ada@example.com',
  preferences: 'https://weekly.example.com/preferences/Tok-en_1.a',
  unsubscribe: 'https://weekly.example.com/unsubscribe/Tok-en_2.b',
  vote: ['https://weekly.example.com/vote/Tok-en_3.c', 'https://weekly.example.com/vote/Tok-en_4.d'],
};

/** A template as the engines write it: name in text and attribute, links with and without a query. */
function html(fields: ReaderFields): string {
  return renderToStaticMarkup(
    createElement(
      Fragment,
      null,
      createElement(
        'p',
        { title: `For ${fields.reader}` },
        'Dear ',
        createElement('bdi', null, fields.reader),
        ', 1~2',
      ),
      ...[1, 2].map(n => createElement('a', { key: n, href: `${fields.vote(n)}?choice=a` }, `Vote ${n}`)),
      createElement('a', { href: fields.preferences }, 'Preferences'),
      createElement('a', { href: fields.unsubscribe }, 'Leave'),
    ),
  );
}

function text(fields: ReaderFields): string {
  return `Dear ${fields.reader},\n${fields.vote(1)}?choice=a\n${fields.vote(2)}\n${fields.preferences} ${fields.unsubscribe}\n`;
}

function compiled() {
  const fields = placeholderFields(nonce);
  return compileMail({
    subject: 'Zed or Windsurf?',
    html: html(fields),
    text: text(fields),
    headers: { 'List-Unsubscribe': `<${fields.unsubscribe}>`, 'X-Verdicts-Kind': 'issue' },
    nonce,
    votes: 2,
  });
}

function real(reader: string): ReaderFields {
  return { ...values, reader, vote: position => values.vote[position - 1] ?? '' };
}

describe('a compiled mail', () => {
  it('filled for a reader is what rendering for that reader alone would have given, whatever the name', () => {
    const mail = compiled();
    fc.assert(
      fc.property(hostileName(), reader => {
        const line = addresseeLine(reader, values.address);
        expect(fillMail(mail, { ...values, reader })).toEqual({
          subject: 'Zed or Windsurf?',
          headers: { 'List-Unsubscribe': `<${values.unsubscribe}>`, 'X-Verdicts-Kind': 'issue' },
          html: html(real(line)),
          text: text(real(line)),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('lets no name break out of its line or carry what cannot be printed', () => {
    fc.assert(
      fc.property(hostileName(), reader => {
        expect(readerLine(reader)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(readerLine(reader).isWellFormed()).toBe(true);
      }),
    );
    expect(readerLine('  Ada\r\nBcc: all@example.com\u0000\u202e ')).toBe('Ada Bcc: all@example.com');
    expect(readerLine('José Ñandú 李小龍 👩🏽‍💻')).toBe('José Ñandú 李小龍 👩🏽‍💻');
  });

  it('survives the database: its JSON reads back as the same value', () => {
    const mail = compiled();
    expect(readCompiledMail(JSON.stringify(mail))).toEqual(mail);
  });

  it('of the first version stays readable, byte for byte as it was stored', () => {
    const stored =
      '{"version":1,"subject":"S","votes":1,"headers":{"List-Unsubscribe":["<",{"slot":"unsubscribe"},">"]},' +
      '"html":["<p>",{"slot":"reader"},"</p><a href=\\"",{"slot":"vote-1"},"?choice=b\\">"],' +
      '"text":["Hi ",{"slot":"reader"}," ",{"slot":"vote-1"}," ",{"slot":"preferences"}]}';
    expect(
      fillMail(readCompiledMail(stored), { ...values, reader: '<Ada>', vote: ['https://a.example/v'] }),
    ).toEqual({
      subject: 'S',
      headers: { 'List-Unsubscribe': '<https://weekly.example.com/unsubscribe/Tok-en_2.b>' },
      html: '<p>&lt;Ada&gt;</p><a href="https://a.example/v?choice=b">',
      text: 'Hi <Ada> https://a.example/v https://weekly.example.com/preferences/Tok-en_1.a',
    });
  });

  it('of the second version names the reader in the subject of a mail that asks to leave', () => {
    const stored =
      '{"version":2,"subject":"S","votes":0,"headers":{"List-Unsubscribe":["<",{"slot":"unsubscribe"},' +
      '">, <mailto:leave@example.com?subject=unsubscribe%20",{"slot":"unsubscribe-token"},">"]},"html":[],"text":[]}';
    expect(fillMail(readCompiledMail(stored), { ...values, vote: [] }).headers).toEqual({
      'List-Unsubscribe':
        '<https://weekly.example.com/unsubscribe/Tok-en_2.b>, <mailto:leave@example.com?subject=unsubscribe%20Tok-en_2.b>',
    });
  });

  it('of the third version names the reader with the address, and one without a name once', () => {
    const stored =
      '{"version":3,"subject":"S","votes":0,"headers":{"X":[{"slot":"unsubscribe-token"}]},' +
      '"html":["<p>",{"slot":"reader"},"</p>"],"text":["To ",{"slot":"reader"}]}';
    const filled = (reader: string, address: string) =>
      fillMail(readCompiledMail(stored), { ...values, reader, address, vote: [] });
    expect(filled('<Ada>', "o'ada@example.com")).toEqual({
      subject: 'S',
      headers: { X: 'Tok-en_2.b' },
      html: '<p>&lt;Ada&gt; (o&#x27;ada@example.com)</p>',
      text: "To <Ada> (o'ada@example.com)",
    });
    for (const name of ['ada@example.com', '', '\u202e'])
      expect(filled(name, 'ada@example.com').text).toBe('To ada@example.com');
    expect(filled('עדה', 'ada@example.com').text).toBe('To \u2068עדה\u2069 (ada@example.com)');
  });

  it('is of the third version only where a reader is named', () => {
    const fields = placeholderFields(nonce);
    const links = `${fields.preferences} ${fields.unsubscribe}`;
    const mail = { subject: 'S', html: links, text: links, nonce, votes: 0 };
    expect(compileMail(mail).version).toBe(1);
    expect(compileMail({ ...mail, text: `${fields.reader} ${links}` }).version).toBe(3);
  });

  it('is of the second version only where a header names the reader, and nothing else may', () => {
    const fields = placeholderFields(nonce);
    const token = unsubscribeTokenPlaceholder(nonce);
    const links = `${fields.preferences} ${fields.unsubscribe}`;
    const mail = { subject: 'S', html: links, text: links, nonce, votes: 0 };
    expect(compileMail({ ...mail, headers: { 'List-Unsubscribe': `<${fields.unsubscribe}>` } }).version).toBe(
      1,
    );
    const second = compileMail({
      ...mail,
      headers: { 'List-Unsubscribe': `<mailto:a@b.c?subject=${token}>` },
    });
    expect(second.version).toBe(2);
    expect(readCompiledMail(JSON.stringify(second))).toEqual(second);
    expect(() => compileMail({ ...mail, text: `${links} ${token}` })).toThrow(
      '"unsubscribe-token" is no part',
    );
  });

  it.each([
    ['another version', '{"version":4,"subject":"","votes":0,"headers":{},"html":[],"text":[]}'],
    [
      'an unknown slot',
      '{"version":1,"subject":"","votes":0,"headers":{},"html":[{"slot":"age"}],"text":[]}',
    ],
    ['something else', '[]'],
  ])('is not read from %s', (_what, json) => {
    expect(() => readCompiledMail(json)).toThrow('Not a compiled mail of version 1, 2 or 3');
  });
});

describe('compiling', () => {
  it('lists every link that is missing from a part, and every placeholder nobody knows', () => {
    const fields = placeholderFields(nonce);
    const compile = () =>
      compileMail({
        subject: `For ${fields.reader}`,
        html: `${fields.vote(1)} ${fields.vote(3)} ${fields.unsubscribe}`,
        text: `${fields.vote(1)} ${fields.vote(2)} ${fields.unsubscribe}s ${fields.preferences}`,
        headers: { 'X-Name': fields.reader },
        nonce,
        votes: 2,
      });
    expect(compile).toThrow(
      new Error(
        `This mail cannot be cut for its readers:
- subject: holds a reader's part; a subject is the same for all
- header X-Name: a reader's name does not go into a header
- html: "vote-3" is no part of a mail with 2 ballots
- html: the preferences link is missing
- html: the vote-2 link is missing
- text: "unsubscribes" is no part of a mail with 2 ballots
- text: the unsubscribe link is missing`,
      ),
    );
  });

  it.each([
    ['a heading in capitals', (url: string) => url.toUpperCase()],
    ['an encoder', (url: string) => encodeURIComponent(url)],
    ['a line break', (url: string) => url.replace('/unsub', '\n/unsub')],
  ])('notices a link that was changed by %s', (_what, change) => {
    const fields = placeholderFields(nonce);
    const good = `${fields.unsubscribe} ${fields.preferences}`;
    const compile = () =>
      compileMail({
        subject: 'S',
        html: good,
        text: `${good} ${change(fields.unsubscribe)}`,
        nonce,
        votes: 0,
      });
    expect(compile).toThrow(/- text: a placeholder was changed on the way/);
  });

  it("finds the reader's name again in a heading printed in capitals", () => {
    const fields = placeholderFields(nonce);
    const links = `${fields.unsubscribe} ${fields.preferences}`;
    const mail = compileMail({
      subject: 'S',
      html: links,
      text: `${`For ${fields.reader}`.toUpperCase()} ${links}`,
      nonce,
      votes: 0,
    });
    expect(fillMail(mail, { ...values, vote: [] }).text).toMatch(/^FOR Ada \(ada@example\.com\) https/);
  });

  it('tells ballot 1 from ballot 12', () => {
    const fields = placeholderFields(nonce);
    const vote = Array.from({ length: 12 }, (_, at) => `https://a.example/v${at + 1}`);
    const all = `${vote.map((_, at) => fields.vote(at + 1)).join(' ')} ${fields.unsubscribe} ${fields.preferences}`;
    const mail = compileMail({ subject: 'S', html: all, text: all, nonce, votes: 12 });
    expect(fillMail(mail, { ...values, vote }).text).toBe(
      `${vote.join(' ')} ${values.unsubscribe} ${values.preferences}`,
    );
  });

  it('needs a nonce long enough to occur nowhere by chance', () => {
    expect(() => placeholderFields('abc')).toThrow('16 hexadecimal digits');
    expect(placeholderMark('0000000000000001ffff')).toBe('00000000000000000001');
  });
});

describe('filling', () => {
  it.each([
    'https://weekly.example.com/u/"><script>',
    'https://weekly.example.com/u/a?b=c',
    'https://weekly.example.com/u/a b',
    'https://weekly.example.com/u/a\r\nBcc: x@example.com',
    'javascript:alert(1)',
    '//weekly.example.com/u/a',
    '',
  ])('refuses the address %j, without repeating it', unsubscribe => {
    expect(() => fillMail(compiled(), { ...values, unsubscribe })).toThrow(
      new Error('The unsubscribe address has characters that are not safe in a mail.'),
    );
  });

  it.each(['http://127.0.0.1:3000/u/a', 'http://[::1]:3000/u/a', 'http://localhost:3000/u/a'])(
    'takes %s, as development has it',
    unsubscribe => {
      expect(fillMail(compiled(), { ...values, unsubscribe }).text).toContain(unsubscribe);
    },
  );

  it('refuses a reader with too few ballots', () => {
    expect(() => fillMail(compiled(), { ...values, vote: values.vote.slice(1) })).toThrow(
      'The mail has 2 ballots, the reader 1.',
    );
  });
});

function hostileName(): fc.Arbitrary<string> {
  const pieces = [
    '$&',
    "$'",
    '$1',
    '{{reader}}',
    '<script>',
    '"',
    "'",
    '&amp;',
    '\r\n',
    '\u202e',
    '\u0000',
    '~',
    '\ud800',
  ];
  const { reader, unsubscribe } = placeholderFields(nonce);
  const piece = fc.oneof(fc.constantFrom(...pieces, reader, unsubscribe), fc.string({ unit: 'binary' }));
  return fc.array(piece, { maxLength: 6 }).map(parts => parts.join(''));
}
