import { expect, it } from 'vitest';
import { checkSpfLookUps } from '../../src/doctor/dns/spf-look-ups-check.ts';
import { served } from './served.ts';

const DOMAIN = 'weekly.example.net';
const OWN = /^weekly +IN TXT/u;

const counted = async (record: string, more = '', options: Parameters<typeof served>[1] = {}) => {
  const { resolver } = await served({ out: OWN, more: `weekly IN TXT "${record}"\n${more}` }, options);
  const names = { domain: DOMAIN, spf: [DOMAIN], dkim: [], publicKey: '' };
  return (await checkSpfLookUps(resolver, names))[0];
};

/** `count` names that each stand for one look-up. */
const includes = (count: number) =>
  Array.from({ length: count }, (_, at) => `include:s${at}.example.net`).join(' ');
const included = (count: number) =>
  Array.from({ length: count }, (_, at) => `s${at} IN TXT "v=spf1 ip4:93.184.216.${at} -all"`).join('\n');

it('counts what is included, and every kind of term that asks', async () => {
  const more = [
    'one IN TXT "v=spf1 include:two.example.net a mx -all"',
    'one IN A 93.184.216.1',
    'one IN MX 10 mail.weekly',
    'two IN TXT "v=spf1 exists:there.example.net ptr ip4:93.184.216.0/24 redirect=three.example.net"',
    'there IN CNAME three',
    'three IN TXT "v=spf1 ip6:2606:2800::/32 -all"',
    'three IN AAAA 2606:2800::1',
  ].join('\n');
  // include one, include two, exists, ptr, redirect, a, mx
  expect(await counted('v=spf1 include:one.example.net -all', more)).toMatchObject({
    found: expect.stringContaining('7 of 10 at weekly.example.net'),
  });
  expect(await counted('v=spf1 ip4:93.184.215.0/24 -all')).toMatchObject({
    state: 'ok',
    found: '0 of 10 at weekly.example.net',
  });
});

it.each([
  [10, 'ok'],
  [11, 'error'],
  [14, 'error'],
])('%i look-ups are %s', async (count, state) => {
  expect(await counted(`v=spf1 ${includes(count)} -all`, included(count))).toMatchObject({
    state,
    found: `${count} of 10 at weekly.example.net`,
  });
});

it('names what is asked for and has nothing, and says that receivers give up after two', async () => {
  expect(await counted('v=spf1 a:gone1.example.net -all')).toMatchObject({
    state: 'warning',
    found: '1 of 10 at weekly.example.net; nothing is at gone1.example.net',
  });
  const three = await counted('v=spf1 a:gone1.example.net a:gone2.example.net mx:gone3.example.net -all');
  expect(three).toMatchObject({ state: 'error', found: expect.stringContaining('gone3.example.net') });
});

it('blames no term that is made of the sender’s address: nobody’s address has nothing', async () => {
  expect(
    await counted(
      'v=spf1 exists:%{ir}.a.example.net exists:%{i}.b.example.net exists:%{ir}.c.example.net ptr -all',
    ),
  ).toMatchObject({
    state: 'ok',
    found: '4 of 10 at weekly.example.net',
  });
});

it.each([
  ['v=spf1 include:nothing.example.net -all', 'error', 'nothing.example.net'],
  ['v=spf1 foo:bar -all', 'error', 'foo'],
  ['v=spf1 ip4:0.0.0.0/0 -all', 'error', 'lets in 198.51.100.77'],
])('%s is wrong', async (record, state, words) => {
  expect(await counted(record)).toMatchObject({ state, found: expect.stringContaining(words) as string });
});

it('does not take a name server that is silent in the middle for a broken record', async () => {
  const more = 'one IN TXT "v=spf1 -all"';
  expect(
    await counted('v=spf1 include:one.example.net -all', more, { failing: ['one.example.net'] }),
  ).toMatchObject({
    state: 'unknown',
  });
});
