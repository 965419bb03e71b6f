import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { communityLabel, shareOf } from '../../src/issue/community.ts';
import { type LastVote, lastWeekContent } from '../../src/issue/last-week.ts';
import { wilson } from '../../src/issue/wilson.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

describe('a community share', () => {
  test.each([
    [undefined, '—'],
    [{ ballots: 0, chosen: 0 }, '—'],
    [{ ballots: 19, chosen: 19 }, '—'],
    [{ ballots: 20, chosen: 20 }, '100% of 20 (84–100%)'],
    [{ ballots: 20, chosen: 0 }, '0% of 20 (0–16%)'],
    [{ ballots: 143, chosen: 87 }, '61% of 143 (53–68%)'],
    [{ ballots: 200, chosen: 199 }, '99% of 200 (97–100%)'],
  ])('%j is shown as %s', (community, label) => {
    expect(communityLabel(community, HOUSE_WORDS)).toBe(label);
  });

  test('is always inside its interval and never claims all or none', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 20, max: 1_000_000 }), (part, total) => {
        const chosen = part % (total + 1);
        const numbers =
          /^(\d+)% of (\d+) \((\d+)–(\d+)%\)$/.exec(shareOf(chosen, total, HOUSE_WORDS))?.map(Number) ?? [];
        const [, percent = -1, of, low = 101, high = -1] = numbers;
        expect(of).toBe(total);
        expect(low).toBeLessThanOrEqual(percent);
        expect(high).toBeGreaterThanOrEqual(percent);
        expect([percent === 100, percent === 0]).toEqual([chosen === total, chosen === 0]);
        const { low: from, high: to } = wilson(chosen, total);
        expect(from <= chosen / total + 1e-12 && to >= chosen / total - 1e-12).toBe(true);
      }),
    );
  });

  test('knows nothing without votes', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('last week’s line', () => {
  const vote = (counts: Partial<LastVote['counts']>, panel: LastVote['panel'] = 'a') =>
    lastWeekContent(
      {
        week: '2026-W46',
        a: 'Windsurf',
        b: 'Zed',
        counts: { a: 0, b: 0, both: 0, neither: 0, ...counts },
        panel,
      },
      'https://verdicts.example',
      HOUSE_WORDS,
    );

  test('counts people, says what the panel said, and leads to the issue it was about', () => {
    expect(vote({ a: 56, b: 87 })).toEqual({
      title: 'Windsurf vs Zed',
      line: '87 of 143 of you chose Zed; the panel leaned towards Windsurf.',
      url: 'https://verdicts.example/issues/2026-W46',
    });
    expect(vote({ a: 56, b: 87 }, 'b').line).toBe('87 of 143 of you chose Zed; so did the panel.');
    expect(vote({ a: 87, b: 56 }, 'split').line).toBe(
      '87 of 143 of you chose Windsurf; the panel had them level.',
    );
  });

  test.each([
    [{}, 'Fewer than 20 of you voted: too few to tell.'],
    [{ a: 19 }, 'Fewer than 20 of you voted: too few to tell.'],
    [{ a: 60, b: 83 }, '83 of 143 of you chose Zed: too close to call.'],
    [{ a: 20, b: 20 }, '20 of 40 of you chose Windsurf: too close to call.'],
    [{ a: 60, b: 83, neither: 2 }, '83 of the 143 of you who took sides chose Zed: too close to call.'],
    [
      { a: 56, b: 87, both: 4 },
      '87 of the 143 of you who took sides chose Zed; the panel leaned towards Windsurf.',
    ],
    [{ a: 5, both: 15 }, '15 of 20 of you would ship both.'],
    [{ b: 5, neither: 15 }, '15 of 20 of you would ship neither.'],
    [{ a: 10, b: 1, both: 10 }, 'Fewer than 20 of you took sides: too few to tell.'],
  ])('%j reads %s', (counts, line) => {
    expect(vote(counts).line).toBe(line);
  });
});
