import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import { WordChoice } from '../../src/issue/word-choice.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { OUTCOME_WORDS, REASON_WORDS, SUBJECT_WORDS } from './house-words.ts';
import { composeInput } from './reference-pair.ts';

const FIRST = weekNumber('2026-W02');

/** A year of issues as they would be picked and worded, each with the last four behind it. */
function aYear(): IssueContent[] {
  const result = checkCatalogue(syntheticCatalogue({ tools: 400, seed: 1 }), 'test');
  if (result.kind === 'invalid') throw new Error('The invented catalogue is wrong');
  const history: PastIssue[] = [];
  const issues: IssueContent[] = [];
  for (let number = FIRST; number < FIRST + 52; number++) {
    const [week, today] = [weekName(number), thursdayOf(number)];
    const known = result.catalogue.tools.filter(one => one.addedOn <= today);
    const catalogue = { ...result.catalogue, tools: known };
    const picked = pick({ catalogue, history, week, today, seed: '0', count: 3, words: HOUSE_WORDS });
    history.push({ week, pairings: picked.pairings });
    issues.push(
      composeContent(
        composeInput({
          catalogue,
          pick: picked,
          week,
          today,
          number: issues.length + 1,
          recent: issues.slice(-4).flatMap(({ wordings = [] }) => wordings),
        }),
      ),
    );
  }
  return issues;
}

const year = aYear();

describe('a year of issues', () => {
  test('has no subject of one shape more often than in a third of its weeks', () => {
    const shapes = Map.groupBy(year, ({ wordings }) => wordings?.at(-1));
    const most = Math.max(...[...shapes.values()].map(issues => issues.length));
    expect(most * 3).toBeLessThanOrEqual(year.length);
  });

  test('repeats no outcome, reason or subject of one issue and the last four where another of its kind was left', () => {
    const kinds = [...Object.values(OUTCOME_WORDS), ...Object.values(REASON_WORDS)];
    year.forEach((issue, place) => {
      const before = year.slice(Math.max(0, place - 4), place).flatMap(({ wordings = [] }) => wordings);
      for (const [index, wording] of (issue.wordings ?? []).entries()) {
        const used = [...before, ...(issue.wordings ?? []).slice(0, index)];
        const kind = kinds.find(patterns => patterns.includes(wording)) ?? [];
        if (used.includes(wording)) expect(kind.filter(other => !used.includes(other))).toEqual([]);
      }
    });
  });

  test('takes at most 550 words of each reader', () => {
    expect(Math.max(...year.map(({ minutes }) => minutes))).toBeLessThanOrEqual(2);
  });
});

describe('wordings', () => {
  test('are at least six for every outcome, subject and reason, all different', () => {
    for (const patterns of [OUTCOME_WORDS, SUBJECT_WORDS, REASON_WORDS].flatMap(words =>
      Object.values(words),
    )) {
      expect(patterns.length).toBeGreaterThanOrEqual(6);
      expect(new Set(patterns).size).toBe(patterns.length);
    }
  });

  test('are chosen by what was used and when, and by nothing else', () => {
    const patterns = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(patterns, fc.array(fc.nat(9)), fc.nat(99), (all, uses, turn) => {
        const recent = uses.flatMap(use => all[use] ?? []);
        const taken = new WordChoice(recent, turn, HOUSE_WORDS).take(all);
        expect(new WordChoice(recent, turn, HOUSE_WORDS).take(all)).toBe(taken);
        const unused = all.filter(one => !recent.includes(one));
        if (unused.length > 0) expect(unused).toContain(taken);
        else
          for (const other of all)
            expect(recent.lastIndexOf(taken)).toBeLessThanOrEqual(recent.lastIndexOf(other));
      }),
    );
  });
});
