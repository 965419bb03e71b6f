import { expect, it } from 'vitest';
import type { IssueContent } from '../../src/issue/content.ts';
import {
  archiveLines,
  countSent,
  frozenWebVersion,
  issueOfPair,
  latestSent,
  relatedLines,
  sentPlaces,
} from '../../src/storage/issue/archive.ts';
import { contentStates, fullest } from '../support/content.ts';
import { describeStores } from '../support/stores.ts';
import { addIssue } from './sent-issue.ts';

const names = (lines: readonly { readonly a: string; readonly b: string }[]) =>
  lines.map(({ a, b }) => `${a} vs ${b}`);

function only(content: IssueContent, week: string, ...positions: number[]): IssueContent {
  return {
    ...content,
    week,
    number: Number(week.slice(-2)),
    pairings: content.pairings.filter(({ position }) => positions.includes(position)),
  };
}

describeStores('the archive', open => {
  it('lists what was sent, newest first, in the words that were frozen', async () => {
    const store = await open();
    const odd = { ...only(contentStates.hostile!, '2026-W46', 1), subject: `"Quotes" 'and' \\ <b>` };
    await addIssue(store, odd);
    await addIssue(store, only(fullest, '2026-W47', 1), { state: 'aborted' });
    await addIssue(store, only(fullest, '2026-W48', 2, 3), { sentAt: Date.parse('2026-11-26T09:01:00Z') });
    await addIssue(store, only(contentStates.longName!, '2026-W49', 1), { state: 'picked' });

    const lines = await archiveLines(store, 0, 10);

    expect(lines.map(({ week, number, subject, date }) => ({ week, number, subject, date }))).toEqual([
      { week: '2026-W48', number: 48, subject: fullest.subject, date: fullest.date },
      { week: '2026-W46', number: 46, subject: odd.subject, date: odd.date },
    ]);
    expect(lines.map(({ pairings }) => names(pairings))).toEqual(
      [only(fullest, '', 2, 3), odd].map(({ pairings }) =>
        pairings.map(({ a, b }) => `${a.name} vs ${b.name}`),
      ),
    );
    expect(lines[0]?.sentAt).toBe(Date.parse('2026-11-26T09:01:00Z'));
    expect((await archiveLines(store, 1, 1)).map(({ week }) => week)).toEqual(['2026-W46']);
    expect(await countSent(store)).toBe(2);
    expect((await latestSent(store))?.content).toEqual(only(fullest, '2026-W48', 2, 3));
    expect((await sentPlaces(store)).map(({ week, pairs }) => [week, pairs.length])).toEqual([
      ['2026-W48', 2],
      ['2026-W46', 1],
    ]);
  });

  it('has nothing before the first issue', async () => {
    const store = await open();
    await addIssue(store, only(fullest, '2026-W48', 1), { state: 'picked' });

    expect(await latestSent(store)).toBeNull();
    expect(await archiveLines(store, 0, 10)).toEqual([]);
    expect(await countSent(store)).toBe(0);
    expect(await sentPlaces(store)).toEqual([]);
    expect(await frozenWebVersion(store, '2026-W48')).toBeNull();
    expect(await issueOfPair(store, 'a', 'b')).toBeNull();
  });

  it('shows an issue and its pairings from the freeze on, to whoever has the mail', async () => {
    const store = await open();
    const [{ a, b } = fullest.pairings[0]!] = fullest.pairings;
    await addIssue(store, only(fullest, '2026-W48', 1), { state: 'sending', webHtml: '<p>2026-W48' });

    expect(await frozenWebVersion(store, '2026-W48')).toBe('<p>2026-W48');
    expect((await issueOfPair(store, b.slug, a.slug))?.sentAt).toBeNull();
    expect((await issueOfPair(store, a.slug, b.slug))?.content.week).toBe('2026-W48');
    expect(await latestSent(store)).toBeNull();
  });

  it('finds pairings with a tool or the category in common, never the pairing itself', async () => {
    const store = await open();
    const [lead, other] = fullest.pairings;
    const sibling = {
      ...lead!,
      slug: 'one-vs-two',
      a: { ...lead!.a, slug: 'one' },
      b: { ...lead!.b, slug: 'two' },
    };
    await addIssue(store, { ...fullest, week: '2026-W47', pairings: [sibling] });
    await addIssue(store, only(fullest, '2026-W48', 1, 2, 3));
    const { a, b, category } = lead!;

    const byCategory = await relatedLines(store, { a: a.slug, b: b.slug, category }, 5);
    const byTool = await relatedLines(store, { a: other!.a.slug, b: 'nobody', category: 'None' }, 5);

    expect(byCategory.map(({ slug }) => slug)).toContain('one-vs-two');
    expect(byCategory.map(({ slug }) => slug)).not.toContain(lead!.slug);
    expect(byTool.map(({ slug, date }) => ({ slug, date }))).toEqual([
      { slug: other!.slug, date: fullest.date },
    ]);
  });
});
