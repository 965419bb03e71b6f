import { expect, it } from 'vitest';
import { wordsOf } from '../../src/issue/content-words.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { earlierTools } from '../../src/newsroom/earlier-tools.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { frozenContent } from '../../src/storage/issue/frozen-content.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, sentIssue } from '../vote/vote-week.ts';

const NEXT = '2026-W49';

describeStores('what readers were told before', open => {
  it('is what the last issue with a tool said of it, if it was out when this one was picked', async () => {
    const { store, clock, app, issue } = await sentIssue(await open(), { readers: 3 });
    clock.set(CLOSES);
    await pickWeek(app, NEXT, 'schedule');
    const next = (await app.issues.find(NEXT))!;
    // As if the same tools met again: the rules of the picker would not have it so soon.
    const again = { ...next, pick: issue.pick };
    const content = (await frozenContent(store, issue.id))!;
    const told = await earlierTools(app, again);
    expect([...told.keys()].sort()).toEqual(content.pairings.flatMap(({ a, b }) => [a.slug, b.slug]).sort());
    for (const tool of content.pairings.flatMap(({ a, b }) => [a, b]))
      expect(told.get(tool.slug)).toEqual({ date: content.date, tool, words: wordsOf(content) });
    expect(await earlierTools(app, { ...again, createdAt: (issue.frozenAt ?? 0) - 1 })).toEqual(new Map());
    expect(await earlierTools(app, { ...again, week: issue.week })).toEqual(new Map());
    // Nothing has changed in the catalogue, so nothing is said.
    const draft = await draftIssue(app, again);
    expect(draft.content.pairings.flatMap(({ a, b }) => [a.since, b.since])).toEqual(
      draft.content.pairings.flatMap(() => ['', '']),
    );
  });
});
