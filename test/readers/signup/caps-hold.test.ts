import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, it } from 'vitest';
import { parseAddress } from '../../../src/audience/address.ts';
import { networkOf } from '../../../src/audience/network.ts';
import type { Challenge } from '../../../src/audience/proof-of-work.ts';
import { askToSubscribe } from '../../../src/readers/signup/ask-to-subscribe.ts';
import { raiseSignupAlarms } from '../../../src/readers/signup/signup-alarms.ts';
import { readGauges } from '../../../src/storage/feedback/gauges.ts';
import { describeStores } from '../../support/stores.ts';
import { openSignupSite, type SignupSite } from './signup-site.ts';

const HOUR_MS = 3_600_000;
const ask = async (site: SignupSite, body: object, from?: string) =>
  (await (await site.json(body, from)).json()) as { status: string; challenge?: Challenge };

/** Without the web around it, which ten thousand times takes longer than the act. */
function enter(site: SignupSite, text: string, from: string): Promise<Challenge | null> {
  const address = parseAddress(text);
  if (address.kind === 'bad') throw new Error(address.reason);
  const visitor = { network: networkOf(from), userAgent: '' };
  const profile = { name: '', timezone: '', interests: [] };
  return askToSubscribe(site.app, { ...address, ...profile, from: { kind: 'json' }, proof: '', visitor });
}

async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

describeStores('sign-ups', (open, dialect) => {
  // The same statements on both databases; on Postgres each is a round trip.
  const many = dialect === 'sqlite' ? 10_000 : 300;

  it(`${many} for one address make one mail a day, three until it is confirmed, also after a restart`, async () => {
    const store = await open();
    const site = await openSignupSite(store);
    for (let index = 0; index < many; index += 1) {
      // Every spelling of one mailbox, from ever new networks.
      await enter(site, `a${'.'.repeat(index % 2)}d.a+${index}@gmail.com`, `10.${index % 3}.1.1`);
      if (index % 1_000 === 0) await site.decide();
    }
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(1);

    const again = await openSignupSite(store.another(), { clock: site.clock });
    for (const day of [1, 2, 3, 4]) {
      site.clock.advance(24 * HOUR_MS);
      for (let index = 0; index < 5; index += 1) await again.form({ email: 'ada@gmail.com' });
      await again.decide();
      expect(await site.mails('confirm')).toHaveLength(Math.min(1 + day, 3));
    }
  }, 60_000);

  it(`${many} addresses from one network meet the caps, raise one alarm an hour, and a restart forgets nothing`, async () => {
    const store = await open();
    const site = await openSignupSite(store);
    for (let index = 0; index < many; index += 1) {
      await enter(site, `r${index}@gmail.com`, `203.0.113.${index % 256}`);
    }
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(10);

    expect(await raiseSignupAlarms(site.app)).toEqual(['flood']);
    const again = await openSignupSite(store.another(), { clock: site.clock });
    expect(await raiseSignupAlarms(again.app)).toEqual([]);
    const [notice, ...more] = await site.mails('notice');
    expect(notice?.text).toContain('203.0.113.0/24');
    expect(more).toEqual([]);
    expect((await readGauges(store, site.clock.now())).signupsTurnedAway).toBe(many - 100);

    expect(await ask(again, { email: 'late@gmail.com' }, '203.0.113.200')).toHaveProperty('challenge');
    expect(await ask(again, { email: 'elsewhere@gmail.com' }, '203.0.114.1')).not.toHaveProperty('challenge');
    site.clock.advance(HOUR_MS);
    expect(await ask(again, { email: 'later@gmail.com' }, '203.0.113.200')).not.toHaveProperty('challenge');
  }, 60_000);

  it('beyond the first ten a program solves a task and comes again, once a task', async () => {
    const site = await openSignupSite(await open());
    const answers = [];
    for (let index = 0; index < 11; index += 1)
      answers.push(await ask(site, { email: `r${index}@gmail.com` }));
    expect(answers.map(answer => 'challenge' in answer)).toEqual([...Array(10).fill(false), true]);
    const altcha = await solved(answers[10]?.challenge as Challenge);

    expect(await ask(site, { email: 'proved@gmail.com', altcha })).toEqual({ status: 'accepted' });
    expect(await ask(site, { email: 'replayed@gmail.com', altcha })).toHaveProperty('challenge');
    site.clock.advance(31 * 60_000);
    expect(await ask(site, { email: 'unsolved@gmail.com', altcha: 'e30=' })).not.toHaveProperty('challenge');

    await site.decide();
    const to = (await site.mails('confirm')).map(mail => mail.to_email);
    expect(to).toContain('proved@gmail.com');
    expect(to).not.toContain('replayed@gmail.com');
  });

  it('beyond the first ten a form without a proof is answered later, and not for ever', async () => {
    const site = await openSignupSite(await open());
    expect((await site.request('/subscribe/challenge', {})).status).toBe(204);
    for (let index = 0; index < 30; index += 1) {
      expect((await site.form({ email: `r${index}@gmail.com` })).status).toBe(303);
    }
    expect((await site.request('/subscribe/challenge', {})).status).toBe(200);
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(10);
    site.clock.advance(15 * 60_000);
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(20);
  });

  it('one company is not mailed more than twenty times an hour', async () => {
    const site = await openSignupSite(await open());
    for (let index = 0; index < 25; index += 1) {
      await site.form({ email: `r${index}@d${index}.ministry.example` }, `10.0.${index}.1`);
    }
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(20);
    expect(await raiseSignupAlarms(site.app)).toEqual(['domain']);
  });

  it('what only programs do is answered alike and forgotten, what a person may do is answered: quick, or an old field', async () => {
    const site = await openSignupSite(await open());
    const honest = await site.form({ email: 'honest@gmail.com' });
    const others = [
      await site.form({ email: 'trapped@gmail.com', second_line: 'Main Street' }),
      await site.form({ email: 'fast@gmail.com' }, '198.51.100.7', 1),
      await site.form({ email: 'instant@gmail.com' }, '198.51.100.7', 0),
      await site.form({ email: 'rotated@gmail.com', form: 'page_0' }),
    ];
    for (const answer of others) {
      expect([answer.status, answer.headers.get('Location')]).toEqual([
        honest.status,
        honest.headers.get('Location'),
      ]);
    }
    await site.decide();
    const mailed = async () => (await site.mails('confirm')).map(mail => mail.to_email);
    expect(await mailed()).toEqual(['honest@gmail.com', 'rotated@gmail.com']);
    site.clock.advance(30_000);
    await site.decide();
    expect((await mailed()).slice(2)).toEqual(['fast@gmail.com', 'instant@gmail.com']);
  });

  it('forms without a believable time share sixty mails an hour, and those beyond it wait a quarter of an hour', async () => {
    const site = await openSignupSite(await open());
    for (let n = 0; n < 61; n++) await site.form({ email: `quick${n}@gmail.com` }, `198.51.${n}.7`, 1);
    site.clock.advance(31_000);
    expect(await site.decide()).toBe(60);
    site.clock.advance(15 * 60_000);
    expect(await site.decide()).toBe(1);
  });

  it('one customer’s many networks of IPv6 have a cap together', async () => {
    const site = await openSignupSite(await open());
    const challenges = [];
    for (let index = 0; index < 35; index += 1) {
      const from = `2001:db8:7:${(index % 20).toString(16)}::1`;
      challenges.push('challenge' in (await ask(site, { email: `r${index}@gmail.com` }, from)));
    }
    expect(challenges.indexOf(true)).toBe(30);
    expect(await ask(site, { email: 'next@gmail.com' }, '2001:db8:8::1')).not.toHaveProperty('challenge');
  });

  it('behind one proxy the network is what that proxy says, and what a visitor writes before it counts for nothing', async () => {
    const site = await openSignupSite(await open(), { settings: { TRUST_PROXY: '1' } });
    const through = async (forwarded: string) => {
      const body = JSON.stringify({ email: `r${forwarded.length}@gmail.com` });
      const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded };
      const answer = await site.request('/subscribe', { method: 'POST', headers, body }, '127.0.0.1');
      return 'challenge' in ((await answer.json()) as object);
    };
    for (let index = 0; index < 10; index += 1) {
      expect(await through(`10.0.${index}.1, 203.0.113.${index}`)).toBe(false);
    }
    expect(await through('10.0.99.1, 203.0.113.99')).toBe(true);
    expect(await through('203.0.113.1, 198.51.100.1')).toBe(false);
  });
});
