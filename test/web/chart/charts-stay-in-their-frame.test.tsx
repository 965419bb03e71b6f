import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrowthWeek } from '../../../src/desk/audience/growth.ts';
import { growthOf, growthWeeks } from '../../../src/desk/audience/growth.ts';
import { GrowthChart } from '../../../src/desk/audience/growth-chart.tsx';
import { SendRateChart } from '../../../src/desk/going/send-rate-chart.tsx';
import { UsualChart } from '../../../src/desk/going/usual-chart.tsx';
import { compareShare } from '../../../src/newsroom/going/compare-issue.ts';
import { courseFrom, sliceFor } from '../../../src/newsroom/going/send-course.ts';
import { VoteCourse } from '../../../src/readers/vote/vote-course.tsx';
import { CHOICES } from '../../../src/vote/ballot.ts';
import { courseOf } from '../../../src/vote/course.ts';
import { tallyOf } from '../../../src/vote/tally.ts';
import { countScale, shareScale, timeScale } from '../../../src/web/chart/scale.ts';
import { HOUSE_WORDS } from '../../../src/words/words.ts';
import { drawingsIn, drawn, expectInFrame } from './drawn.tsx';

const START = Date.parse('2026-11-26T09:00:00Z');
const anyCount = fc.oneof(fc.nat(40), fc.nat(9_000), fc.nat(3_000_000), fc.constant(0));
const runs = { numRuns: 60 };

describe('a scale', () => {
  it('has round and whole ticks that go up evenly from nothing to what holds the largest', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyCount, fc.double({ min: 0, max: 1e9, noNaN: true })),
        fc.integer({ min: 2, max: 6 }),
        (largest, wanted) => {
          const { ticks, place } = countScale(largest, [0, 100], wanted);
          const values = ticks.map(({ words }) => Number(words.replaceAll(',', '')));
          expect(values[0]).toBe(0);
          expect(place(largest)).toBeLessThanOrEqual(100);
          expect(values.at(-1)).toBeGreaterThanOrEqual(Math.floor(largest));
          const steps = new Set(values.slice(1).map((value, index) => value - values[index]!));
          expect(steps.size).toBe(1);
          expect(String([...steps][0])).toMatch(/^[125]0*$/);
        },
      ),
    );
  });

  it('never leaves its range, whatever it is asked for', () => {
    const odd = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e308));
    fc.assert(
      fc.property(odd, odd, (largest, value) => {
        for (const scale of [countScale(largest, [200, 10]), shareScale([200, 10], HOUSE_WORDS)]) {
          const place = scale.place(value);
          expect(place >= 10 && place <= 200).toBe(true);
        }
      }),
    );
  });

  it('ticks at round times of the zone’s own clock', () => {
    const span = { from: START, to: START + 3 * 3_600_000 };
    const words = timeScale(span, [0, 100], { zone: 'Asia/Kolkata', words: HOUSE_WORDS }, 4).ticks.map(
      tick => tick.words,
    );
    expect(words).toEqual(['15:00', '16:00', '17:00']);
    const days = timeScale(
      { from: START, to: START + 4 * 86_400_000 },
      [0, 100],
      { zone: 'Europe/Prague', words: HOUSE_WORDS },
      4,
    );
    expect(days.ticks.map(tick => tick.words)).toEqual(['27 Nov', '28 Nov', '29 Nov', '30 Nov']);
  });
});

/** @param weeks how many came and left in each of the last weeks; before them nothing happened */
function growth(weeks: readonly (readonly [number, number])[]): GrowthWeek[] {
  const all = growthWeeks(START, 'UTC').map(({ week }, index, { length }) => {
    const [confirmed, left] = weeks[index - (length - weeks.length)] ?? [0, 0];
    return { week, confirmed, left };
  });
  const begin = all.reduce((sum, { left }) => sum + left, 0);
  return growthOf(
    all,
    all.reduce((sum, { confirmed, left }) => sum + confirmed - left, begin),
  );
}

describe('everything drawn lies in its frame', () => {
  it('of growth', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCount, anyCount), { maxLength: 26 }), weeks => {
        expectInFrame(drawn(<GrowthChart growth={growth(weeks)} note="" />));
      }),
      runs,
    );
  });

  it('of a send', () => {
    const settled = fc.array(
      fc.record({ index: fc.integer({ min: -3, max: 60 }), members: anyCount, handed: anyCount }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(settled, anyCount, fc.integer({ min: 0, max: 400_000_000 }), (slices, pending, spanMs) => {
        const span = { from: START, to: START + spanMs, sliceMs: sliceFor(spanMs), pending };
        const course = courseFrom(slices, span);
        expect(course.slices.length).toBeLessThanOrEqual(48);
        expectInFrame(drawn(<SendRateChart course={course} />));
      }),
      runs,
    );
  });

  it('of a vote', () => {
    const ballots = fc.array(
      fc.record({
        at: fc.integer({ min: START, max: START + 4 * 86_400_000 }),
        choice: fc.constantFrom(...CHOICES),
        count: fc.integer({ min: 1, max: 300 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(ballots, slices => {
        const course = courseOf(slices, tallyOf(slices));
        expectInFrame(drawn(<VoteCourse id="v" course={course} names={{ a: 'Suno', b: 'Udio' }} />));
      }),
      runs,
    );
  });

  it('of an issue beside the usual', () => {
    const share = fc.tuple(anyCount, anyCount).map(([one, other]) => ({
      count: Math.min(one, other),
      of: Math.max(one, other),
    }));
    const lines = fc.tuple(share, fc.array(share, { maxLength: 8 }));
    fc.assert(
      fc.property(lines, lines, lines, (...all) => {
        const named = (['clicked', 'voted', 'unsubscribed'] as const).map((name, index) => ({
          name,
          ...compareShare(all[index]![0], all[index]![1]),
        }));
        expectInFrame(drawn(<UsualChart lines={named} table={<table />} />));
      }),
      runs,
    );
  });
});

describe('where there is no course to draw', () => {
  it.each([
    ['nobody ever', <GrowthChart key="g" growth={growth([])} note="" />, 'Nobody has confirmed yet.'],
    [
      'one week',
      <GrowthChart key="g" growth={growth([[38, 0]])} note="" />,
      'Readership grew from 0 to 38 in the week of 23 November.',
    ],
    [
      'a send of one breath',
      <SendRateChart
        key="s"
        course={courseFrom([{ index: 0, members: 38, handed: 38 }], {
          from: START,
          to: START,
          sliceMs: 1_000,
          pending: 0,
        })}
      />,
      '38 mails were handed over in one go.',
    ],
    [
      'nineteen who chose',
      <VoteCourse
        key="v"
        id="v"
        course={courseOf([{ at: START, choice: 'a', count: 19 }], tallyOf([{ choice: 'a', count: 19 }]))}
        names={{ a: 'Suno', b: 'Udio' }}
      />,
      'Too few readers chose one tool over the other to show how the vote went.',
    ],
    [
      'no issue before',
      <UsualChart
        key="u"
        lines={[{ name: 'clicked', ...compareShare({ count: 9, of: 900 }, []) }]}
        table={<table />}
      />,
      'Too few readers, or too few issues before this one, to tell what is usual.',
    ],
  ])('it is told in words: %s', (_, chart, words) => {
    const html = drawn(chart);
    expect(html).toContain(words);
    expect(drawingsIn(html)).toEqual([]);
  });
});
