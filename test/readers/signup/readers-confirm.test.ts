import { expect, it } from 'vitest';
import { signExpiringToken } from '../../../src/audience/token.ts';
import { tidySignups } from '../../../src/readers/signup/tidy-signups.ts';
import { consentsOf } from '../../../src/storage/audience/consents.ts';
import { erase } from '../../../src/storage/audience/erasures.ts';
import { findByEmail, unsubscribe } from '../../../src/storage/audience/subscribers.ts';
import type { Store } from '../../../src/storage/database.ts';
import { describeStores } from '../../support/stores.ts';
import { openSignupSite, type SignupSite } from './signup-site.ts';

const EMAIL = 'ada@readers.example';
const DAY_MS = 24 * 3_600_000;
const { signal } = new AbortController();

async function signUp(site: SignupSite, fields: Record<string, string> = {}): Promise<string> {
  await site.form({ email: EMAIL, ...fields });
  await site.decide();
  return site.confirmPath();
}

const stateOf = async (site: SignupSite) => (await findByEmail(site.store, EMAIL))?.state ?? 'nobody';
const press = (site: SignupSite, path: string) => site.request(path, { method: 'POST' });

describeStores('a double opt-in', open => {
  it('brings a welcome whose mailto names its reader, where leaving by mail is set up', async () => {
    const site = await openSignupSite(await open(), {
      settings: { MAIL_UNSUBSCRIBE: 'leave@verdicts.example' },
    });
    await site.json({ email: EMAIL });
    await site.decide();
    await site.request(await site.confirmPath(), { method: 'POST' });
    const [welcome] = await site.mails('welcome');
    const ways = (JSON.parse(welcome?.headers ?? '{}') as Record<string, string>)['List-Unsubscribe'] ?? '';
    const token = /\/unsubscribe\/([\w.~-]+)>/.exec(ways)?.[1];
    expect(token).toBeTruthy();
    expect(ways).toContain(`<mailto:leave@verdicts.example?subject=unsubscribe%20${token}>`);
  });

  it('is a page with one button that changes nothing, a press that confirms, and a welcome', async () => {
    const site = await openSignupSite(await open());
    const path = await signUp(site, { name: 'Ada', timezone: 'europe/london' });
    const before = await everything(site.store);
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await site.request(path, { method })).status).toBe(200);
    }
    expect(await everything(site.store)).toEqual(before);
    expect(await stateOf(site)).toBe('pending');

    expect((await press(site, path)).status).toBe(200);

    expect(await findByEmail(site.store, EMAIL)).toMatchObject({
      state: 'confirmed',
      name: 'Ada',
      timezone: 'Europe/London',
      source: 'form:page',
    });
    const [welcome] = await site.mails('welcome');
    expect(welcome).toMatchObject({ to_email: EMAIL, subject: 'Welcome to Weekly AI Tool Verdicts' });
    expect(welcome?.headers).toContain('List-Unsubscribe-Post');
  });

  it.each(['off', 'on'])(
    'keeps the words that stood there, the network and the program, both times (%s)',
    async SEND_LOCAL_TIME => {
      const site = await openSignupSite(await open(), { settings: { SEND_LOCAL_TIME } });
      const page = await (await site.request('/subscribe', {})).text();
      const path = await signUp(site);
      const confirmPage = await (await site.request(path, {})).text();
      await press(site, path);

      const consents = await consentsOf(site.store, (await findByEmail(site.store, EMAIL))?.id ?? 0);
      expect(consents.map(consent => [consent.event, consent.source, consent.evidence.ip])).toEqual([
        ['requested', 'form:page', '198.51.100.0/24'],
        ['confirmed', 'confirm-page', '198.51.100.0/24'],
      ]);
      expect(page).toContain(consents[0]?.wording);
      expect(confirmPage).toContain(consents[1]?.wording);
      for (const { wording } of consents)
        expect(wording.includes('your local time')).toBe(SEND_LOCAL_TIME === 'on');
      expect(consents.map(consent => consent.evidence.wordingVersion)).toEqual(['sign-up/2', 'confirm/2']);
      expect(consents[1]?.evidence.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('gives forged, expired and used links one answer, with the form to ask again', async () => {
    const site = await openSignupSite(await open());
    const path = await signUp(site);
    await press(site, path);
    const { current } = site.app.keyring;
    const links = [
      path,
      `/confirm/${signExpiringToken(current, 'confirm', '1', site.clock.now())}`,
      `/confirm/${signExpiringToken(current, 'confirm', '999-abc', site.clock.now() + DAY_MS)}`,
      `/confirm/${signExpiringToken(current, 'sign-in', '1', site.clock.now() + DAY_MS)}`,
      '/confirm/nonsense',
    ];
    const answers = [];
    for (const link of links) {
      const answer = await press(site, link);
      answers.push([answer.status, await answer.text()]);
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(410);
    expect(answers[0]?.[1]).toContain('action="/subscribe"');
    expect(await site.mails('welcome')).toHaveLength(1);
  });

  it('brings back who has left and asks again, never by an older link', async () => {
    const site = await openSignupSite(await open());
    const first = await signUp(site);
    await press(site, first);
    const id = (await findByEmail(site.store, EMAIL))?.id ?? 0;
    site.clock.advance(DAY_MS);
    const consent = { wording: '', source: 'mail', evidence: {} };
    await unsubscribe(site.store, id, { at: site.clock.now(), consent });
    expect((await press(site, first)).status).toBe(410);
    expect(await stateOf(site)).toBe('unsubscribed');

    site.clock.advance(DAY_MS);
    expect((await press(site, await signUp(site))).status).toBe(200);
    expect(await stateOf(site)).toBe('confirmed');
  });

  it('shows nothing in the mail that was typed at the form', async () => {
    const site = await openSignupSite(await open());
    await signUp(site, { name: 'Buy pills at evil.example', interests: 'pills' });
    const [mail] = await site.mails('confirm');
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/pills|evil/i);
    expect(mail?.text).toContain('198.51.100.0');
  });

  it('is forgotten seven days after the last mail when nobody confirms, with consents and mails', async () => {
    const site = await openSignupSite(await open());
    await signUp(site);
    site.clock.advance(6 * DAY_MS);
    const second = await signUp(site);
    site.clock.advance(2 * DAY_MS);
    await site.store.db.updateTable('single_mails').set({ state: 'submitted' }).execute();
    await tidySignups(site.app, signal);
    expect(await stateOf(site)).toBe('pending');

    site.clock.advance(6 * DAY_MS);
    await tidySignups(site.app, signal);
    expect(await stateOf(site)).toBe('nobody');
    expect(await site.mails('confirm')).toEqual([]);
    expect(await site.store.db.selectFrom('consents').selectAll().execute()).toEqual([]);
    expect((await press(site, second)).status).toBe(410);
  });

  it('leaves the confirmed alone when it forgets', async () => {
    const site = await openSignupSite(await open());
    await press(site, await signUp(site));
    site.clock.advance(30 * DAY_MS);
    await tidySignups(site.app, signal);
    expect(await stateOf(site)).toBe('confirmed');
    expect(await site.store.db.selectFrom('caps').selectAll().execute()).toEqual([]);
  });

  it('of who is erased before it is decided, nothing is done', async () => {
    const site = await openSignupSite(await open());
    await site.form({ email: EMAIL });
    await erase(site.store, EMAIL, site.clock.now());
    expect(await site.decide()).toBe(0);
  });
});

async function everything(store: Store): Promise<unknown[]> {
  const tables = ['subscribers', 'consents', 'single_mails', 'signup_requests', 'caps', 'activity'] as const;
  return Promise.all(tables.map(table => store.db.selectFrom(table).selectAll().execute()));
}
