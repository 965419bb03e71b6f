import { expect, it, vi } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { fieldsOf, textOf } from './page-fields.ts';

vi.setConfig({ testTimeout: 240_000 });

const WEEK = '2026-W48';
const BASE = `/desk/issues/${WEEK}`;
const TABS = ['', '/words', '/preview', '/check', '/progress'];
const OTHER = 'other@example.com';

describeStores('an approval that a change has voided', open => {
  it('is said with the change’s own answer and on every page, until it is approved again', async () => {
    const desk = await openDesk(await open(), { settings: { EDITORS: `${EDITOR},${OTHER}` } });
    await addReaders(desk.store, 3, desk.clock);
    await pickWeek(desk.app, WEEK, 'schedule');
    const browser = await desk.signIn();
    desk.clock.set('2026-11-25T14:02:00Z');
    expect((await approveWeek(desk.app, WEEK, OTHER)).kind).toBe('approved');
    for (const tab of TABS)
      expect(textOf(await browser.page(BASE + tab))).not.toMatch(/no longer|again until/);

    desk.clock.set('2026-11-25T15:00:00Z');
    const revision = String((await desk.app.issues.find(WEEK))?.revision);
    const answer = await browser.post(`${BASE}/words`, { revision, intro: 'One word more.' });
    expect(answer.status).toBe(303);
    const saved = await browser.page(answer.headers.get('location') ?? '');
    expect(textOf(saved)).toContain(
      `The words are saved. The approval by ${OTHER} on 25 Nov 2026 14:02 no longer holds: approve again, or see what changed.`,
    );
    expect(saved).toContain(`<a href="${BASE}/check#approval">approve again</a>`);

    for (const tab of TABS) {
      const page = await browser.page(BASE + tab);
      expect(textOf(page), tab).toMatch(/approval void.*other@example\.com approved it .*25 Nov 2026 14:02/i);
      expect(textOf(page), tab).toContain('Nothing goes out until it is approved again.');
      expect(textOf(page), tab).toMatch(/approve again/i);
      expect(page, tab).toMatch(/href="(?:[^"]*\/check|#approval)"/);
    }
    expect(await desk.app.issues.find(WEEK)).toMatchObject({
      state: 'in_review',
      approval: null,
      voided: { by: OTHER, at: Date.parse('2026-11-25T14:02:00Z') },
    });

    const check = await browser.page(`${BASE}/check`);
    expect(check).toContain('>Approve again for 3 readers</button>');
    const { fields, ticks } = fieldsOf(check, 'approve');
    const all = [...fields, ...ticks.map((tick): [string, string] => ['tick', tick])];
    expect((await browser.post(`${BASE}/check/approve`, all)).status).toBe(303);
    for (const tab of TABS)
      expect(textOf(await browser.page(BASE + tab)), tab).not.toMatch(/approval void|no longer holds/i);
    expect((await desk.app.issues.find(WEEK))?.voided).toBe(null);
  });

  it('is told no more once somebody holds the issue: that says it all', async () => {
    const desk = await openDesk(await open());
    await addReaders(desk.store, 3, desk.clock);
    await pickWeek(desk.app, WEEK, 'schedule');
    const browser = await desk.signIn();
    expect((await approveWeek(desk.app, WEEK, EDITOR)).kind).toBe('approved');
    const revision = String((await desk.app.issues.find(WEEK))?.revision);
    await browser.post(`${BASE}/words`, { revision, intro: 'One word more.' });
    expect((await desk.app.issues.find(WEEK))?.voided).toMatchObject({ by: EDITOR });
    const { fields } = fieldsOf(await browser.page(`${BASE}/check`), 'hold');
    expect((await browser.post(`${BASE}/check/hold`, fields)).status).toBe(303);
    expect(await desk.app.issues.find(WEEK)).toMatchObject({ state: 'held', voided: null });
    expect(textOf(await browser.page(BASE))).not.toMatch(/approval void|no longer holds/i);
  });
});
