import { expect, it } from 'vitest';
import { answerLinkRequests } from '../../src/readers/lost-link/answer-link-requests.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { insertPending, unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { EMAIL, openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

const consent = { wording: 'Yes.', source: 'form', evidence: {} };

describeStores('a reader whose links do not work', open => {
  async function setUp() {
    const site = await openReaderSite(await open());
    const ask = (email: string, from = '198.51.100.7') =>
      site.web.request(
        '/lost-link',
        { method: 'POST', body: new URLSearchParams({ email }) },
        { incoming: { socket: { remoteAddress: from, remotePort: 1, remoteFamily: '' } } },
      );
    const answer = () => answerLinkRequests(site.app, new AbortController().signal);
    const mails = () =>
      site.store.db.selectFrom('single_mails').select(['kind', 'to_email', 'subject', 'text']).execute();
    const waiting = () => site.store.db.selectFrom('link_requests').selectAll().execute();
    return { ...site, ask, answer, mails, waiting };
  }

  it('gets new ones by mail, from the page that says so, and they work', async () => {
    const { web, ask, answer, mails, waiting, post, store } = await setUp();
    const dead = await (await web.request('/preferences/nothing')).text();
    expect(dead).toContain('action="/lost-link"');
    const asked = await ask(' ADA@Readers.Example ');
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/lost-link/asked']);
    expect((await web.request('/lost-link/asked')).status).toBe(200);

    await answer();
    await answer();

    const [mail, ...more] = await mails();
    expect(mail).toMatchObject({
      kind: 'welcome',
      to_email: EMAIL,
      subject: expect.stringContaining('Your links'),
    });
    expect(more).toEqual([]);
    expect(await waiting()).toEqual([]);
    const path = (page: string) => new RegExp(`/${page}/[\\w.~-]+`).exec(mail?.text ?? '')?.[0] ?? '';
    expect(await (await web.request(path('preferences'))).text()).toContain('Ada Lovelace');
    await post(path('unsubscribe'), {});
    expect(await store.db.selectFrom('subscribers').select('state').execute()).toEqual([
      { state: 'unsubscribed' },
    ]);
  });

  it('learns from the answer nothing of any address, and who gets no mails is not written to', async () => {
    const { store, clock, ask, answer, mails, waiting } = await setUp();
    const at = clock.now();
    for (const email of ['pending@readers.example', 'left@readers.example', 'loud@readers.example']) {
      const profile = { name: '', timezone: '', interests: [] };
      const added = await insertPending(store, { email, dedupeKey: email, ...profile, at, consent });
      if (added.kind === 'added' && email.startsWith('left'))
        await unsubscribe(store, added.id, { at, consent });
    }
    await suppress(store, { email: 'loud@readers.example', reason: 'complaint', detail: '', at });
    const seen = [];
    for (const email of [
      EMAIL,
      'pending@readers.example',
      'left@readers.example',
      'loud@readers.example',
      'no@x.example',
    ]) {
      const answered = await ask(email);
      seen.push([answered.status, answered.headers.get('location'), await answered.text()]);
    }
    expect(new Set(seen.map(one => JSON.stringify(one))).size).toBe(1);
    expect(await waiting()).toHaveLength(5);
    await answer();
    expect((await mails()).map(mail => mail.to_email)).toEqual([EMAIL]);
    expect(await waiting()).toEqual([]);
  });

  it('is told what is wrong with an address, and no page that is only opened writes anything', async () => {
    const { web, ask, waiting } = await setUp();
    const refused = await ask('ada@@x');
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('aria-invalid="true"'),
    ]);
    for (const path of ['/lost-link', '/lost-link?email=ada%40readers.example', '/lost-link/asked'])
      expect((await web.request(path)).status).toBe(200);
    expect(await waiting()).toEqual([]);
  });

  it('is sent three a day, and one network asks for ten an hour; the answer stays the same', async () => {
    const { ask, answer, mails } = await setUp();
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push((await ask(EMAIL, `192.0.${n}.1`)).status);
    await answer();
    expect(await mails()).toHaveLength(3);
    const site = await setUp();
    for (let n = 0; n < 12; n++) answers.push((await site.ask(`reader${n}@x.example`)).status);
    expect(await site.waiting()).toHaveLength(10);
    expect(new Set(answers)).toEqual(new Set([303]));
  });

  it('is asked for no more once everything of theirs is erased', async () => {
    const { store, clock, ask, waiting, answer, mails } = await setUp();
    await ask(EMAIL);
    await erase(store, EMAIL, clock.now());
    expect(await waiting()).toEqual([]);
    await answer();
    expect(await mails()).toEqual([]);
  });
});
