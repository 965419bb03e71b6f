import { expect, it } from 'vitest';
import { checkAlignment } from '../../src/doctor/dns/alignment-check.ts';
import { resendNames, smtpNames } from '../../src/doctor/dns/dns-names.ts';
import { checkReturnPath } from '../../src/doctor/dns/return-path-check.ts';
import { checkRelayName } from '../../src/doctor/relay-name-check.ts';
import { served } from './served.ts';

const DOMAIN = 'weekly.example.net';
const KEY = 'IN TXT "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC"';

it('a mail API with its return path below the sender is aligned by both, while the policy is relaxed', async () => {
  const { resolver } = await served();
  expect(await checkAlignment(resolver, resendNames(DOMAIN, []))).toMatchObject({
    state: 'ok',
    found:
      'From weekly.example.net, SPF for send.weekly.example.net (aligned), DKIM by weekly.example.net (aligned)',
  });
});

it('a strict policy takes no return path below it: the signature carries the mail alone', async () => {
  const { resolver } = await served({
    out: /_dmarc/u,
    more: '_dmarc IN TXT "v=DMARC1; p=reject; aspf=s; adkim=s"',
  });
  expect(await checkAlignment(resolver, resendNames(DOMAIN, []))).toMatchObject({
    state: 'warning',
    found: expect.stringContaining(
      'send.weekly.example.net (not aligned: its policy wants exactly this name)',
    ),
  });
});

it('a name between with a policy of its own does not part them, one with psd=n does', async () => {
  const own = '_dmarc.send.weekly IN TXT "v=DMARC1; p=none; psd=n"';
  const { resolver } = await served({ more: own });
  expect(await checkAlignment(resolver, resendNames(DOMAIN, []))).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('send.weekly.example.net (not aligned)'),
  });
});

it('a key of ours under another house’s name counts for nothing', async () => {
  const { resolver } = await served({ out: /^weekly +IN TXT/u, more: `s1._domainkey.other.example. ${KEY}` });
  const names = smtpNames(DOMAIN, { domain: 'other.example', selector: 's1', key: '' });
  expect(await checkAlignment(resolver, names)).toMatchObject({
    state: 'error',
    found: 'From weekly.example.net, SPF for nobody, DKIM by other.example (not aligned)',
  });
});

it('of a relay’s own signature nothing is guessed; of a missing answer neither', async () => {
  const { resolver } = await served();
  expect(await checkAlignment(resolver, smtpNames(DOMAIN, null))).toMatchObject({
    state: 'unknown',
    fix: expect.stringContaining('doctor --mail'),
  });
  const failing = await served({}, { failing: ['send.weekly.example.net'] });
  expect(await checkAlignment(failing.resolver, resendNames(DOMAIN, []))).toMatchObject({ state: 'unknown' });
});

it.each([
  [{}, 'ok', 'takes mail at feedback-smtp.eu-west-1.mailapi.example'],
  [{ out: /^send.weekly +IN MX/u }, 'error', 'no MX and no address'],
  [{ out: /^send.weekly +IN MX/u, more: 'send.weekly IN A 93.184.216.9' }, 'warning', 'no MX'],
  [{ out: /^send.weekly +IN MX/u, more: 'send.weekly IN MX 0 .' }, 'error', 'takes no mail'],
])('judges the return path %#', async (change, state, words) => {
  const { resolver } = await served(change);
  const finding = await checkReturnPath(resolver, resendNames(DOMAIN, []));
  expect(finding).toMatchObject({ state, found: expect.stringContaining(words) as string });
});

it('a return path nobody answers about is neither well nor ill', async () => {
  const { resolver } = await served({ out: /^weekly +IN MX/u }, { failing: ['weekly.example.net'] });
  expect(await checkReturnPath(resolver, smtpNames(DOMAIN, null))).toMatchObject({ state: 'unknown' });
});

const RELAY = 'smtp://mail.weekly.example.net:587';
it.each([
  [{}, 'ok', 'leads back to it'],
  [{ out: /^25\.215/u }, 'warning', '93.184.215.25 has no name'],
  [{ out: /^25\.215/u, more: '25.215.184.93.in-addr.arpa. IN PTR weekly' }, 'warning', 'does not lead back'],
  [{ out: /ip6\.arpa/u }, 'warning', 'has no name'],
])('asks for the relay’s name and back %#', async (change, state, words) => {
  const { resolver } = await served(change);
  expect(await checkRelayName(resolver, RELAY)).toMatchObject({
    state,
    found: expect.stringContaining(words) as string,
  });
});

it('says that it does not know the name of a relay on this network, or where nobody answers', async () => {
  const { resolver } = await served({ more: 'inside IN A 10.0.0.7' });
  for (const url of ['smtp://127.0.0.1:25', 'smtp://localhost', 'smtp://inside.example.net']) {
    expect(await checkRelayName(resolver, url)).toMatchObject({ state: 'unknown' });
  }
  const failing = await served({}, { failing: ['25.215.184.93.in-addr.arpa'] });
  expect(await checkRelayName(failing.resolver, RELAY)).toMatchObject({ state: 'unknown' });
});
