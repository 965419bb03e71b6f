import { expect, it } from 'vitest';
import { checkDmarc } from '../../src/doctor/dns/dmarc-check.ts';
import { served } from './served.ts';

const DOMAIN = 'weekly.example.net';
const WITHOUT = /_dmarc/u;

const judged = async (more: string, domain = DOMAIN) => {
  const { resolver } = await served({ out: WITHOUT, more });
  return checkDmarc(resolver, domain);
};

it('takes the policy of a name above, and says what it means for the sender', async () => {
  const { resolver, asked } = await served();
  expect(await checkDmarc(resolver, DOMAIN)).toEqual({
    check: 'dns dmarc',
    state: 'ok',
    found:
      '_dmarc.example.net: v=DMARC1; p=reject; np=reject; rua=mailto:dmarc@example.net, which for weekly.example.net means reject',
    fix: '',
  });
  // Up to the root, without a list of public suffixes.
  expect(asked.filter(question => question.includes('_dmarc'))).toEqual([
    'TXT _dmarc.weekly.example.net',
    'TXT _dmarc.example.net',
    'TXT _dmarc.net',
  ]);
});

it('makes eight questions of a name of twelve labels, and finds what stands above the seventh', async () => {
  const { resolver, asked } = await served();
  const deep = 'a.b.c.d.e.f.g.h.i.weekly.example.net';
  expect(await checkDmarc(resolver, deep)).toMatchObject({ state: 'ok' });
  const walked = asked.filter(question => question.startsWith('TXT _dmarc.'));
  expect(walked).toHaveLength(8);
  expect(walked[1]).toBe('TXT _dmarc.f.g.h.i.weekly.example.net');
});

it('applies sp to a name that exists, np to one that does not', async () => {
  const record = '_dmarc IN TXT "v=DMARC1; p=reject; sp=quarantine; np=none; rua=mailto:a@example.net"';
  expect(await judged(record)).toMatchObject({ found: expect.stringContaining('means quarantine') });
  expect(await judged(record, 'nowhere.example.net')).toMatchObject({
    found: expect.stringContaining('means none'),
  });
});

it('stops at psd=n, and takes one label below psd=y', async () => {
  const above = '_dmarc IN TXT "v=DMARC1; p=none"\n';
  const own = `${above}_dmarc.weekly IN TXT "v=DMARC1; p=reject; psd=n"`;
  expect(await judged(own)).toMatchObject({ state: 'ok', found: expect.stringContaining('_dmarc.weekly') });
  const registry = '_dmarc.net. IN TXT "v=DMARC1; p=quarantine; psd=y"';
  expect(await judged(registry)).toMatchObject({
    state: 'ok',
    found: expect.stringContaining('_dmarc.net: '),
  });
  const mistaken = '_dmarc.weekly IN TXT "v=DMARC1; p=reject; psd=y"';
  expect(await judged(mistaken)).toMatchObject({ state: 'warning', fix: expect.stringContaining('psd=y') });
});

it.each([
  ['v=DMARC1; p=reject; t=y', 'warning', 't=y is a test: what fails is treated as by quarantine'],
  ['v=DMARC1; p=quarantine; t=y', 'warning', 't=y is a test: what fails is treated as by none'],
  ['v=DMARC1; p=reject; t=n', 'ok', 'p=reject'],
  ['v=DMARC1; p=none; t=y; rua=mailto:a@b.example', 'ok', 'p=none'],
  ['v=DMARC1; p=reject; pct=50', 'warning', 'pct no longer exist (RFC 9989)'],
  ['v=DMARC1; p=reject; rf=afrf; ri=86400', 'warning', 'rf, ri no longer exist'],
  ['v=DMARC1; rua=mailto:a@b.example', 'warning', 'no p=, so all of it counts as p=none'],
  ['v=DMARC1; p=rejekt; rua=mailto:a@b.example', 'warning', 'p=rejekt, so all of it counts as p=none'],
  ['v=DMARC1; p=reject; sp=x; rua=mailto:a@b.example', 'warning', 'sp=x, so all of it counts as p=none'],
  ['v=DMARC1; p=none', 'warning', 'nobody gets the reports'],
  ['v=DMARC1', 'error', 'no policy that can be read and nobody to report to'],
  ['v=DMARC1; p=reject; sp=x', 'error', 'no policy that can be read'],
  ['v=dmarc1; p=reject', 'error', 'receivers pass it over'],
  ['p=reject; v=DMARC1', 'error', 'no DMARC policy'],
])('judges %s', async (record, state, words) => {
  expect(await judged(`_dmarc.weekly IN TXT "${record}"`)).toMatchObject({
    state,
    found: expect.stringContaining(words) as string,
  });
});

it('says that two policies under one name are none, and that nobody knows where nobody answers', async () => {
  const two = '_dmarc IN TXT "v=DMARC1; p=none"\n_dmarc IN TXT "v=DMARC1; p=reject"';
  expect(await judged(two)).toMatchObject({
    state: 'error',
    found: '2 policies at _dmarc.example.net: receivers discard them all',
  });
  const failing = await served({}, { failing: ['_dmarc.weekly.example.net'] });
  expect(await checkDmarc(failing.resolver, DOMAIN)).toMatchObject({ state: 'unknown' });
  const silent = await served({}, { silent: ['_dmarc.example.net'] });
  expect(await checkDmarc(silent.resolver, DOMAIN)).toMatchObject({
    state: 'unknown',
    found: expect.stringContaining('could not be checked offline'),
  });
});
