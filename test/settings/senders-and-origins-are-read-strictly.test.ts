import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSettings, type Settings } from '../../src/config.ts';

const load = (environment: Record<string, string>) => loadSettings({ ENV_FILE: 'off', ...environment });
const read = (name: keyof Settings, value: string) => {
  const outcome = load({ SECRET_KEYS: 'k'.repeat(32), [name]: value });
  return outcome.kind === 'ok' ? outcome.settings[name] : outcome.message.split('\n').at(-1);
};

describe.each(['MAIL_FROM', 'MAIL_REPLY_TO'] as const)('%s', name => {
  it.each([
    ['verdicts@weekly.example', 'verdicts@weekly.example'],
    ['<verdicts@weekly.example>', '<verdicts@weekly.example>'],
    [
      'Weekly AI Tool Verdicts <verdicts@weekly.example>',
      'Weekly AI Tool Verdicts <verdicts@weekly.example>',
    ],
    ['"AI Weekly: Verdicts, Inc." <a@x.example>', '"AI Weekly: Verdicts, Inc." <a@x.example>'],
    ['Bücher News <news@bücher.example>', 'Bücher News <news@xn--bcher-kva.example>'],
    ['news@BÜCHER.example', 'news@xn--bcher-kva.example'],
    ['  審査員 <a@x.example> ', '審査員 <a@x.example>'],
  ])('takes %s', (value, expected) => expect(read(name, value)).toBe(expected));

  it.each([
    ['AI Weekly: Verdicts <a@x.example>', `in quotation marks: '"AI Weekly: Verdicts" <a@x.example>'`],
    ['Verdicts, Weekly <a@x.example>', `in quotation marks: '"Verdicts, Weekly" <a@x.example>'`],
    ['AI Weekly: a@x.example;', 'such as a@x.example or Weekly Verdicts <a@x.example>'],
    ['a@x.example, b@x.example', 'one mailbox, not 2 of them: a@x.example'],
    ['a@x.example <b@x.example>', 'one mailbox; put a name with such characters'],
    ['<a@x.example> <b@x.example>', 'one mailbox; put a name with such characters'],
    ['Verdicts', 'one mailbox, such as verdicts@your-domain or'],
    ['nobody', 'one mailbox, such as'],
    ['Name <>', 'one mailbox, such as'],
    ['Me <a@x.example', 'such as a@x.example'],
    ['a@x.example (News)', 'such as a@x.example'],
    ['bücher@x.example', 'plain letters before the @'],
    ['News\r\nBcc: eve@evil.example <a@x.example>', 'in quotation marks'],
  ])('refuses %j, and says what to write', (value, words) => {
    expect(read(name, value)).toContain(words);
  });

  it('takes what it tells to write, also from a .env file', () => {
    const told = String(read(name, 'AI Weekly: Verdicts <a@x.example>')).split('quotation marks: ').at(-1);
    const { [name]: value = '' } = parseEnv(`${name}=${told}`);
    expect(read(name, value)).toBe('"AI Weekly: Verdicts" <a@x.example>');
  });

  it('lets no second author and no line end through, whatever is typed', () => {
    const part = fc.constantFrom(
      'a@x.example',
      'Name',
      ' ',
      ',',
      ';',
      ':',
      '<',
      '>',
      '"',
      '\\',
      '(',
      ')',
      '\n',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), parts => {
        const outcome = load({ [name]: parts.join('') });
        if (outcome.kind === 'bad') return;
        const unquoted = outcome.settings[name].replace(/"(?:[^"\\]|\\.)*"/gu, '');
        expect(unquoted).not.toMatch(/[,;:\n]/);
        expect(unquoted.match(/@/g) ?? ['@']).toHaveLength(1);
      }),
    );
  });
});

it('addresses of editors, seeds and the mailbox for leaving have their domains in ASCII', () => {
  const outcome = load({
    EDITORS: 'Ed@Bücher.example',
    SEED_LIST: 'a@bücher.example,b@x.example',
    MAIL_UNSUBSCRIBE: 'leave@bücher.example',
  });
  expect(outcome).toMatchObject({
    kind: 'ok',
    settings: {
      EDITORS: ['Ed@xn--bcher-kva.example'],
      SEED_LIST: ['a@xn--bcher-kva.example', 'b@x.example'],
      MAIL_UNSUBSCRIBE: 'leave@xn--bcher-kva.example',
    },
  });
});

describe('PUBLIC_URL', () => {
  it.each([
    ['https://news.example', 'https://news.example'],
    ['https://news.example/', 'https://news.example'],
    ['https://news.example//', 'https://news.example'],
    ['HTTPS://News.Example:443', 'https://news.example'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[::1]:8080/', 'https://[::1]:8080'],
  ])('%s becomes %s', (value, origin) => expect(read('PUBLIC_URL', value)).toBe(origin));

  it.each([
    ['https://x.example/news', 'without a path: https://x.example'],
    ['https://x.example/news/', 'without a path: https://x.example'],
    ['https://user:pass@x.example', 'without a name or password: https://x.example'],
    ['https://good.example@evil.example', 'without a name or password: https://evil.example'],
    ['https://@x.example', 'without a name or password: https://x.example'],
    ['https://x.example?', 'without a ?: https://x.example'],
    ['https://x.example/?a=1', 'without a ?: https://x.example'],
    ['https://x.example#', 'without a #: https://x.example'],
    ['https://x.example/a?b#c', 'without a path and a ? and a #: https://x.example'],
    ['news.example', 'an address starting with http:// or https://'],
    ['ftp://news.example', 'an address starting with http:// or https://'],
  ])('%s is refused with what to write', (value, words) => {
    expect(read('PUBLIC_URL', value)).toContain(words);
  });
});
