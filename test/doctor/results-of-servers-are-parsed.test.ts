import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAuthenticationResults } from '../../src/doctor/received/authentication-results.ts';

const plain = (value: string) => {
  const { server, results } = parseAuthenticationResults(value);
  return {
    server,
    results: results.map(each => ({ ...each, properties: Object.fromEntries(each.properties) })),
  };
};

// RFC 8601 appendix B.
it.each([
  ['example.org 1; none', { server: 'example.org', results: [] }],
  [
    'example.com;\r\n    spf=pass smtp.mailfrom=example.net',
    {
      server: 'example.com',
      results: [{ method: 'spf', result: 'pass', properties: { 'smtp.mailfrom': 'example.net' } }],
    },
  ],
  [
    'example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; dkim=fail reason="bad \\"sig\\"; x" header.d=example.com',
    {
      server: 'example.com',
      results: [
        { method: 'auth', result: 'pass', properties: { 'smtp.auth': 'sender@example.net' } },
        { method: 'dkim', result: 'fail', properties: { reason: 'bad "sig"; x', 'header.d': 'example.com' } },
      ],
    },
  ],
  [
    "foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
    {
      server: 'foo.example.net',
      results: [{ method: 'dkim', result: 'fail', properties: { 'policy.expired': '1362471462' } }],
    },
  ],
])('reads %s', (value, expected) => {
  expect(plain(value)).toEqual(expected);
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const comment = fc.string({ maxLength: 12 }).map(text => `(${text.replaceAll(/[()\\]/g, '')})`);

it('finds every result, whatever stands in the comments between', () => {
  fc.assert(
    fc.property(
      word,
      fc.array(
        fc.tuple(
          fc.constantFrom('spf', 'dkim', 'dmarc'),
          word.map(each => each.replaceAll(/\d/g, 'x')),
          comment,
          word,
        ),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      (server, entries) => {
        const value = [
          `${server}.example`,
          ...entries.map(([method, result, aside, d]) => `${method}=${result} ${aside} header.d=${d}`),
        ].join(';');
        const read = parseAuthenticationResults(value);
        expect(read.server).toBe(`${server}.example`);
        expect(read.results.map(each => [each.method, each.result, each.properties.get('header.d')])).toEqual(
          entries.map(([method, result, , d]) => [method, result, d]),
        );
      },
    ),
  );
});

it('takes anything, and never hangs or throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '=', ';', '(', ')', '"', '\\', ' ', '.', '@') }),
      value => {
        expect(parseAuthenticationResults(value).results.length).toBeLessThanOrEqual(value.length);
      },
    ),
  );
});
