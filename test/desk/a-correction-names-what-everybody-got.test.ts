import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { queueCorrections } from '../../src/desk/going/queue-corrections.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, openGoingDesk, WEEK, wordsOf } from './going.ts';

const never = new AbortController().signal;
const PATH = `${BASE}/correction`;

describeStores('a correction to an issue whose readers got it led by different pairings', open => {
  it('speaks of the mail each of them got, and quotes no subject that some never saw', async () => {
    const store = await open();
    const desk = await openGoingDesk(store, { readers: 6 });
    const [, second] = (await desk.app.issues.find(WEEK))!.pick.pairings;
    await store.db
      .updateTable('subscribers')
      .set({ interests: JSON.stringify([second!.category]) })
      .where('id', '<=', 2)
      .execute();
    expect(await desk.send()).toBe('sent');
    const issues = await desk.app.mails('issue');
    const got = await Promise.all(
      issues.map(async name => PostalMime.parse(await desk.app.read('issue', name))),
    );
    const subjects = [...new Set(got.map(mail => mail.subject ?? ''))];
    expect(subjects.length).toBe(2);

    const browser = await desk.signIn();
    await browser.post(PATH, {
      revision: '0',
      wrong: 'It costs $10.',
      right: 'It is free.',
      url: `https://weekly.example.com/issues/${WEEK}`,
    });
    const [, revision = '', hash = ''] =
      /name="revision" value="(\d+)"\/?><input type="hidden" name="hash" value="([0-9a-f]{64})"/.exec(
        await browser.page(PATH),
      ) ?? [];
    await browser.post(`${PATH}/approve`, { revision, hash, read: 'yes' });
    for (let round = 0; round < 3; round += 1) {
      await queueCorrections(desk.app, never);
      await submitDueSingleMails(desk.app, never);
    }
    const names = await desk.app.mails('correction');
    expect(names).toHaveLength(6);
    for (const name of names) {
      const mail = await PostalMime.parse(await desk.app.read('correction', name));
      expect(mail.subject).toBe('Correction: No. 1 of 26 Nov 2026');
      const words = `${mail.subject} ${mail.text} ${wordsOf(mail.html ?? '')}`;
      for (const subject of subjects) expect(words).not.toContain(subject);
    }
    // What the correction names stands in whatever they got.
    for (const mail of got) expect(mail.text).toContain('No. 1 · 26 Nov 2026');
  });
});
