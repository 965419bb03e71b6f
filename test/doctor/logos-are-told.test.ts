import { expect, it } from 'vitest';
import { checkBimi } from '../../src/doctor/dns/bimi-check.ts';
import { served } from './served.ts';

const DOMAIN = 'weekly.example.net';
const NOW = Date.UTC(2026, 10, 30);

const told = async (more: string, fetch = nothingThere, out?: RegExp, failing: readonly string[] = []) => {
  const { resolver } = await served({ more, ...(out && { out }) }, { failing });
  return checkBimi(resolver, DOMAIN, { fetch, now: NOW });
};
const nothingThere = () => Promise.resolve(new Response('', { status: 404 }));
const WITH_LOGO =
  'default._bimi IN TXT "v=BIMI1; l=https://example.net/logo.svg; a=https://example.net/mark.pem"';

it.each([
  ['', 'ok', 'no record'],
  ['default._bimi IN TXT "v=BIMI1; l=; a="', 'ok', 'declares that it has no logo'],
  ['default._bimi IN TXT "v=BIMI1; l=http://example.net/logo.svg"', 'warning', 'invalid location'],
  ['default._bimi IN TXT "v=BIMI1; l=https://example.net/logo.svg"', 'warning', 'without a certificate'],
  [`${WITH_LOGO}\n${WITH_LOGO}`, 'warning', 'multiple BIMI records'],
  [WITH_LOGO, 'unknown', 'answers 404'],
])('tells of %s, and calls nothing an error', async (record, state, words) => {
  expect(await told(record)).toMatchObject({ state, found: expect.stringContaining(words) as string });
});

it('does not look for a logo that no policy allows', async () => {
  for (const policy of ['p=none; rua=mailto:a@b.example', 'p=reject; t=y']) {
    const finding = await told(`_dmarc IN TXT "v=DMARC1; ${policy}"\n${WITH_LOGO}`, nothingThere, /_dmarc/u);
    expect(finding).toMatchObject({ state: 'ok', found: expect.stringContaining('not looked for') });
  }
});

it('says what is wrong with a certificate, and that it does not know where nobody answers', async () => {
  const page = () => Promise.resolve(new Response('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  expect(await told(WITH_LOGO, page)).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('https://example.net/mark.pem'),
  });
  const away = () => Promise.reject(new Error('nobody is there'));
  expect(await told(WITH_LOGO, away)).toMatchObject({ state: 'unknown' });
  expect(await told(WITH_LOGO, page, undefined, ['default._bimi.weekly.example.net'])).toMatchObject({
    state: 'unknown',
  });
});
