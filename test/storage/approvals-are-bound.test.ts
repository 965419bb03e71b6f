import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { lastApproval } from '../../src/storage/issue/approvals.ts';
import { approveIssue, setGoAt, setGoNow } from '../../src/storage/issue/releases.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';

const line = (contentHash: string, at: number) => ({
  at,
  week: WEEK,
  who: 'editor@example.com',
  action: 'tried',
  detail: '',
  contentHash,
});

describeStores('an approval in the database', open => {
  it('is written for the revision that was seen alone, and only for who may; new ones forget an old wish', async () => {
    const store = await open();
    const app = await openTestApp(store, fixedClock('2026-11-25T09:00:00Z'));
    const outcome = await pickWeek(app, WEEK, 'schedule');
    if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
    const { issue } = outcome;
    const approve = (
      seen: Pick<typeof issue, 'state' | 'revision'>,
      may: (who: string) => boolean = () => true,
    ) =>
      approveIssue(store, {
        through: 'command line',
        issue: { ...issue, ...seen },
        to: 'approved',
        approval: { hash: 'h', by: 'editor@example.com', at: 1 },
        activity: line('h', 1),
        kept: { audience: 7, content: '{}', text: 't' },
        mails: { key: 'k', mails: '{}' },
        links: [],
        ticked: [],
        may,
      });
    expect(await approve({ state: 'picked', revision: issue.revision + 1 })).toBe('moved');
    expect(await approve({ state: 'in_review', revision: issue.revision })).toBe('moved');
    const asked: string[] = [];
    expect(await approve(issue, who => asked.push(who) > 1)).toBe('forbidden');
    expect(asked).toEqual(['schedule']);
    expect(await app.issues.find(WEEK)).toMatchObject({ state: 'picked', approval: null });
    expect(await lastApproval(store, issue.id)).toBe(null);

    expect(await approve(issue)).toBe('approved');
    expect(await lastApproval(store, issue.id)).toMatchObject({ contentHash: 'h', audience: 7 });
    expect(await setGoNow(store, issue, line('other', 5))).toBe(false);
    expect(await setGoNow(store, issue, line('h', 5))).toBe(true);
    expect((await app.issues.find(WEEK))?.goNowAt).toBe(5);
    // Whoever has not seen the wish cannot change its time.
    expect(await setGoAt(store, issue, 9, line('h', 6))).toBe(false);
    const wished = { ...issue, revision: issue.revision + 1 };
    expect(await approve({ state: 'approved', revision: wished.revision })).toBe('approved');
    expect((await app.issues.find(WEEK))?.goNowAt).toBe(null);

    expect(
      await Promise.all([setGoAt(store, wished, 9, line('h', 6)), setGoAt(store, wished, 10, line('h', 6))]),
    ).toContain(false);
    expect(await setGoNow(store, wished, line('h', 5))).toBe(false);
    const timed = { ...issue, revision: issue.revision + 2 };
    expect(await setGoNow(store, timed, line('h', 8))).toBe(true);
    // Another time in place of "at once".
    expect(await setGoAt(store, { ...issue, revision: issue.revision + 3 }, 9, line('h', 7))).toBe(true);
    expect(await app.issues.find(WEEK)).toMatchObject({ goNowAt: null, goAt: 9 });
    // What was refused left no line.
    const lines = (await activityOf(store, WEEK)).filter(({ action }) => action === 'tried');
    expect(lines.map(({ at }) => at)).toEqual([1, 5, 1, 6, 8, 7]);
  });
});
