import { expect, it } from 'vitest';
import { openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

const IS_TEST = 'This is the link of a test mail.';

describeStores('the links of a test mail', open => {
  it('say what they would be, and change nothing, whatever is pressed', async () => {
    const { web, link, post, store } = await openReaderSite(await open());
    const before = await store.db.selectFrom('subscribers').selectAll().execute();
    const preferences = link('preferences', '0');
    const unsubscribe = link('unsubscribe', '0');
    const answers = [
      await web.request(preferences),
      await post(preferences, { action: 'save', name: 'X' }),
      await post(preferences, { action: 'erase', confirm: 'erase' }),
      await post(preferences, { action: 'export' }),
      await web.request(unsubscribe),
      await post(unsubscribe, {}),
      await web.request(`${unsubscribe}?pause`),
      await post(`${unsubscribe}?pause`, { pauseWeeks: '4' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await answer.text()).toContain(IS_TEST);
    }
    const oneClick = await post(unsubscribe, { 'List-Unsubscribe': 'One-Click' });
    expect([oneClick.status, await oneClick.text()]).toEqual([200, '']);
    expect((await web.request(preferences, { method: 'PUT' })).status).toBe(405);
    expect(await store.db.selectFrom('subscribers').selectAll().execute()).toEqual(before);
    expect(await store.db.selectFrom('consents').selectAll().execute()).toHaveLength(2);
  });

  it('leave forged, foreign and unknown links alike: none of them is called a test', async () => {
    const { web, link, post } = await openReaderSite(await open());
    const forged = [
      link('preferences', 9_999),
      `${link('preferences', '0').slice(0, -1)}1`,
      link('unsubscribe', '0').replace('/unsubscribe/', '/preferences/'),
      link('preferences', '00'.slice(1).padEnd(2, 'x')),
      '/preferences/0',
    ];
    const answers = new Set<string>();
    for (const path of forged) {
      const got = await web.request(path);
      answers.add(`${got.status} ${await got.text()}`);
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^404 /);
    expect([...answers][0]).not.toContain(IS_TEST);

    const ours = [link('unsubscribe'), link('unsubscribe', 9_999)];
    const unread = [link('preferences', '0').replace('/preferences/', '/unsubscribe/'), '/unsubscribe/0'];
    for (const paths of [ours, unread]) {
      const leaving = new Set<string>();
      for (const path of paths) {
        const got = await web.request(path);
        const posted = await post(path, {});
        leaving.add(`${got.status} ${await got.text()} ${posted.status} ${await posted.text()}`);
      }
      expect(leaving.size).toBe(1);
      expect([...leaving][0]).not.toContain(IS_TEST);
    }
  });
});
