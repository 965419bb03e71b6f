import type { Dictionary } from './dictionary.ts';
import { FALLBACK } from './language.ts';
import { nearestKey } from './nearest-key.ts';
import { faultIn } from './pattern-fault.ts';
import { type SlotKind, slotsOf } from './pattern-slots.ts';

/** What is wrong with the words under one key, with what was found and how to mend it. */
export interface WordsFault {
  readonly kind: 'missing' | 'unknown' | 'unused' | 'shape' | 'pattern' | 'slot';
  readonly key: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * Words in a language beside the English that they stand for: unknown keys, one text where several take turns, patterns that
 * are none, slots that nothing fills.
 * @param words of a publication's file, or of the program
 */
export function wordsFaults(
  words: Readonly<Record<string, unknown>>,
  english: Dictionary,
  language: string,
): WordsFault[] {
  return Object.entries(words)
    .filter(([key]) => !key.startsWith('$'))
    .flatMap(([key, found]) => faultsAt(key, found, english, language));
}

/** Keys of the English that these words leave out. */
export function missingKeys(words: Readonly<Record<string, unknown>>, english: Dictionary): WordsFault[] {
  return Object.entries(english).flatMap(([key, pattern]) =>
    words[key] === undefined
      ? [
          {
            kind: 'missing' as const,
            key,
            found: 'nothing',
            message: 'has no words; readers get the English',
            fix: `write what stands for ${quoted(typeof pattern === 'string' ? pattern : (pattern[0] ?? ''))}`,
          },
        ]
      : [],
  );
}

/** Keys under which a publication says what the program says by itself: nothing would change without them. */
export function unusedKeys(words: Readonly<Record<string, unknown>>, programs: Dictionary): WordsFault[] {
  return Object.entries(words).flatMap(([key, found]) =>
    programs[key] !== undefined && JSON.stringify(found) === JSON.stringify(programs[key])
      ? [
          {
            kind: 'unused' as const,
            key,
            found: typeof found === 'string' ? quoted(found) : cut(JSON.stringify(found)),
            message: 'says what the program says by itself',
            fix: 'take it out, so that it follows the program’s words',
          },
        ]
      : [],
  );
}

function faultsAt(key: string, found: unknown, english: Dictionary, language: string): WordsFault[] {
  const meant = english[key];
  const fault = (kind: WordsFault['kind'], at: unknown, message: string, fix: string): WordsFault[] => [
    { kind, key, found: typeof at === 'string' ? quoted(at) : cut(JSON.stringify(at)), message, fix },
  ];
  if (meant === undefined) {
    const near = nearestKey(key, Object.keys(english));
    return fault(
      'unknown',
      found,
      'is no key of ours',
      near ? `did you mean "${near}"? "verdicts words list" has all` : '"verdicts words list" has all',
    );
  }
  const isList = typeof meant !== 'string';
  if (isList ? !isTexts(found) : typeof found !== 'string' || found.trim() === '') {
    return isList
      ? fault(
          'shape',
          found,
          'takes several patterns',
          'write a list of texts in square brackets, none of them empty',
        )
      : fault('shape', found, 'takes one pattern', 'write one text in quotation marks, not an empty one');
  }
  const patterns = isList ? (found as readonly string[]) : [found as string];
  if (isList && FIXED.has(key) && patterns.length !== meant.length)
    return fault(
      'shape',
      found,
      `has ${patterns.length} words where the English has ${meant.length}`,
      'write as many, in the order of the English',
    );
  const known = slotsOfAll(isList ? meant : [meant], FALLBACK);
  return patterns.flatMap(pattern => {
    const broken = faultIn(pattern, language);
    if (broken !== null)
      return fault(
        'pattern',
        pattern,
        `is no pattern: ${broken}`,
        'see docs/words.md on braces and apostrophes',
      );
    return slotFaults(pattern, known, language).flatMap(({ message, fix }) =>
      fault('slot', pattern, message, fix),
    );
  });
}

/** Words in a fixed order, such as months: as many in every language. */
const FIXED = new Set(['common.months', 'common.weekdays', 'issue.numbers']);

function slotFaults(pattern: string, known: ReadonlyMap<string, SlotKind>, language: string) {
  const names = [...known.keys()].map(name => `{${name}}`).join(', ');
  const fix = names === '' ? 'write it without a slot' : `there are: ${names}`;
  try {
    return [...slotsOf(pattern, language)].flatMap(([name, kind]) => {
      const meant = known.get(name);
      if (meant === undefined) return [{ message: `has the slot {${name}}, which nothing fills`, fix }];
      return kind === 'number' && meant !== 'number'
        ? [{ message: `counts by {${name}}, which is not a number`, fix: `write {${name}} alone` }]
        : [];
    });
  } catch (error) {
    return [{ message: error instanceof Error ? error.message : String(error), fix }];
  }
}

function slotsOfAll(patterns: readonly string[], language: string): ReadonlyMap<string, SlotKind> {
  return new Map(patterns.flatMap(pattern => [...slotsOf(pattern, language)]));
}

function isTexts(found: unknown): found is readonly string[] {
  return (
    Array.isArray(found) &&
    found.length > 0 &&
    found.every(text => typeof text === 'string' && text.trim() !== '')
  );
}

function quoted(text: string): string {
  return `"${cut(text)}"`;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
