import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf, growthWeeks } from '../../../src/desk/audience/growth.ts';
import { growthGist } from '../../../src/desk/audience/growth-words.ts';
import { sendGist } from '../../../src/desk/going/send-words.ts';
import { percent, usualGist } from '../../../src/desk/going/usual-words.ts';
import { mondayOf } from '../../../src/issue/week.ts';
import { wilson } from '../../../src/issue/wilson.ts';
import { compareShare } from '../../../src/newsroom/going/compare-issue.ts';
import { courseFrom, sliceFor } from '../../../src/newsroom/going/send-course.ts';
import { courseGist } from '../../../src/readers/vote/course-words.ts';
import { clearSince, courseOf } from '../../../src/vote/course.ts';
import { tallyOf } from '../../../src/vote/tally.ts';
import { HOUSE_WORDS } from '../../../src/words/words.ts';

const START = Date.parse('2026-11-26T09:00:00Z');
const MINUTE = 60_000;
const number = (words = '') => Number(words.replaceAll(',', ''));

/** What came and left in each of the last weeks; before them nothing happened, and nobody read. */
function growth(weeks: readonly (readonly [number, number])[]) {
  const all = growthWeeks(START, 'UTC').map(({ week }, index, { length }) => {
    const [confirmed, left] = weeks[index - (length - weeks.length)] ?? [0, 0];
    return { week, confirmed, left };
  });
  return growthOf(
    all,
    all.reduce((sum, { confirmed, left }) => sum + confirmed - left, 0),
  );
}

describe('what is said of growth', () => {
  it('names its ends, its length and its best week', () => {
    const weeks = growth([
      [120, 0],
      [30, 4],
      [260, 0],
      [10, 6],
    ]);
    expect(growthGist(weeks)).toBe(
      'Readership grew from 0 to 410 in 4 weeks, fastest in the week of 16 November.',
    );
  });

  it('is true whatever the weeks were', () => {
    const week = fc.tuple(fc.nat(3_000), fc.nat(900));
    fc.assert(
      fc.property(fc.array(week, { minLength: 2, maxLength: 26 }), weeks => {
        const seen = growth(weeks.map(([came, left], index) => [came + (index === 0 ? 30_000 : 0), left]));
        const found =
          /^Readership (grew|shrank) from ([\d,]+) to ([\d,]+) in (\d+) weeks?, fastest in the week of (.+)\.$/.exec(
            growthGist(seen),
          );
        const [, way, from, to, span, day] = found ?? [];
        expect([way, Number(span)]).toEqual(['grew', weeks.length]);
        expect([number(from), number(to)]).toEqual([0, seen.at(-1)!.readers]);
        const best = Math.max(...seen.map(one => one.confirmed - one.left));
        const named = seen.find(one => one.confirmed - one.left === best)!;
        const monday = new Date(`${mondayOf(named.week)}T00:00:00Z`);
        const words = monday.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
        expect(day).toBe(words);
      }),
    );
  });

  it('says that readers became fewer, and when as many left as came', () => {
    const many = growthOf(
      growthWeeks(START, 'UTC').map(({ week }, index) => ({
        week,
        confirmed: 0,
        left: index === 25 ? 7 : 1,
      })),
      100,
    );
    expect(growthGist(many)).toBe(
      'Readership shrank from 132 to 100 in 26 weeks, fastest in the week of 23 November.',
    );
    const even = growthOf(
      growthWeeks(START, 'UTC').map(({ week }) => ({ week, confirmed: 3, left: 3 })),
      50,
    );
    expect(growthGist(even)).toBe('50 readers, as 26 weeks ago: as many left as came.');
  });
});

describe('what is said of a send', () => {
  const course = (minutes: readonly number[], pending = 0) =>
    courseFrom(
      minutes.map((handed, index) => ({ index, members: handed, handed })),
      { from: START, to: START + (minutes.length - 1) * MINUTE, sliceMs: MINUTE, pending },
    );

  it('names what went, how long it took, its fastest and what is left', () => {
    expect(sendGist(course([100, 900, 400]), 'UTC')).toBe(
      '1,400 mails were handed over in 3 minutes, peaking at 900 a minute at 09:01.',
    );
    expect(sendGist(course([100, 900, 400], 600), 'Asia/Kolkata')).toBe(
      '1,400 of 2,000 mails were handed over in 3 minutes, peaking at 900 a minute at 14:31. 600 are still to go.',
    );
    expect(sendGist(course([38], 0), 'UTC')).toBe('38 mails were handed over in one go.');
  });

  it('adds up whatever was settled when, also by a wrong clock', () => {
    const slice = fc.record({ index: fc.integer({ min: -9, max: 99 }), members: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.array(slice), fc.nat(9_000), fc.nat(90_000_000), (settled, pending, spanMs) => {
        const slices = settled.map(one => ({ ...one, handed: Math.floor(one.members / 2) }));
        const made = courseFrom(slices, {
          from: START,
          to: START + spanMs,
          sliceMs: sliceFor(spanMs),
          pending,
        });
        const members = settled.reduce((sum, one) => sum + one.members, 0);
        expect(made.slices.at(-1)!.left).toBe(pending);
        expect(made.slices[0]!.left).toBeLessThanOrEqual(pending + members);
        const fallen = made.slices.map(one => one.left);
        expect(fallen).toEqual(fallen.toSorted((one, other) => other - one));
        const handed = slices.reduce((sum, one) => sum + one.handed, 0);
        const [, told, of] = /^([\d,]+)(?: of ([\d,]+))? mails? w/.exec(sendGist(made, 'UTC')) ?? [];
        if (handed > 0) expect(number(told)).toBe(handed);
        if (handed > 0 && pending > 0) expect(number(of)).toBe(handed + pending);
      }),
    );
  });
});

describe('what is said of a vote over time', () => {
  const names = { a: 'Suno', b: 'Udio' };
  const slice = (hour: number, choice: 'a' | 'b' | 'both', count: number) => ({
    at: START + hour * 3_600_000,
    choice,
    count,
  });
  const courseTo = (slices: ReturnType<typeof slice>[]) => courseOf(slices, tallyOf(slices));

  it('begins with the twentieth who chose one, and never tells of who is behind', () => {
    const { side, points } = courseTo([
      slice(3, 'a', 60),
      slice(1, 'b', 19),
      slice(2, 'b', 1),
      slice(2, 'both', 9),
      slice(4, 'both', 5),
    ]);
    expect([side, points.map(point => [point.decided, point.chose])]).toEqual([
      'a',
      [
        [20, 0],
        [80, 60],
      ],
    ]);
    expect(points[1]).toMatchObject(wilson(60, 80));
  });

  it('says since when it has been clear, or that it is not', () => {
    const clear = courseTo([slice(1, 'a', 12), slice(1, 'b', 12), slice(30, 'a', 60), slice(40, 'a', 10)]);
    expect(courseGist(clear, names, { zone: 'UTC', one: 'tool', words: HOUSE_WORDS })).toBe(
      'Suno has been clearly ahead since 27 Nov 2026, 15:00: 87% of 94 (79–93%).',
    );
    const close = courseTo([slice(1, 'a', 15), slice(2, 'b', 14)]);
    expect(courseGist(close, names, { zone: 'UTC', one: 'tool', words: HOUSE_WORDS })).toBe(
      'Too close to call when the last vote came in: Suno 52% of 29 (34–69%).',
    );
  });

  it('is clear only where every interval from then on leaves no doubt', () => {
    const any = fc.array(
      fc.tuple(fc.nat(90), fc.constantFrom('a' as const, 'b' as const), fc.integer({ min: 1, max: 40 })),
    );
    fc.assert(
      fc.property(any, given => {
        const course = courseTo(given.map(([hour, choice, count]) => slice(hour, choice, count)));
        const since = clearSince(course);
        const doubtful = course.points.filter(({ low }) => low <= 0.5).map(({ at }) => at);
        if (since === null) expect(doubtful.at(-1)).toBe(course.points.at(-1)?.at);
        else expect(Math.max(Number.NEGATIVE_INFINITY, ...doubtful)).toBeLessThan(since);
      }),
    );
  });
});

describe('what is said of how an issue was taken', () => {
  const usual = (count: number, of: number) => Array.from({ length: 8 }, () => ({ count, of }));
  const line = (name: 'clicked' | 'voted' | 'unsubscribed', count: number, median: number) => ({
    name,
    ...compareShare({ count, of: 4_000 }, usual(median, 1_000)),
  });

  it('names what is clearly more or fewer, with both numbers, and no other', () => {
    const lines = [line('clicked', 600, 100), line('voted', 200, 50), line('unsubscribed', 4, 9)];
    expect(usualGist(lines)).toBe(
      'Clearly more than usual: clicked 15.0% against 10.0%. Clearly fewer than usual: left 0.10% against 0.90%. The rest is as usual.',
    );
    expect(usualGist([line('voted', 200, 50)])).toBe('As usual, as far as can be told.');
    expect(usualGist([])).toMatch(/^Too few readers/);
  });

  it('agrees with the table whatever was counted', () => {
    fc.assert(
      fc.property(fc.nat(4_000), fc.nat(1_000), (count, median) => {
        const clicked = line('clicked', count, median);
        const said = usualGist([clicked]);
        expect(said.includes('Clearly more')).toBe(clicked.judgement === 'above');
        expect(said.includes('Clearly fewer')).toBe(clicked.judgement === 'below');
        if (said.startsWith('Clearly'))
          expect(said).toContain(`${percent(clicked.rate)} against ${percent(clicked.median)}`);
      }),
    );
  });
});
