import { oneLine } from './clean-text.ts';
import type { IssueContent, PairingContent } from './content.ts';
import { outcomeOf } from './outcome.ts';
import { NAMES_LIMIT, shortNames, wholeNames } from './short-names.ts';
import { fill } from './wording/fill.ts';
import { NO_VERDICT_WORDS, SUBJECT_WORDS } from './wording/subject-words.ts';
import type { WordChoice } from './wording/word-choice.ts';

/** A subject longer than this is cut in nearly every inbox. */
export const SUBJECT_LIMIT = 60;

/** How many subjects an editor may choose from. */
const CANDIDATES = 3;

/** A subject, and the pattern that it was made by. */
export interface Subject {
  readonly text: string;
  readonly pattern: string;
}

/**
 * Three different subjects for an editor to choose from; the first is the default. They say who leads within the first 40
 * characters and never that anyone recommends, and follow from the content and what was said lately alone.
 */
export function subjectLines(
  content: Pick<IssueContent, 'pairings' | 'publication'>,
  choice: WordChoice,
): readonly [Subject, ...Subject[]] {
  const [leading] = content.pairings;
  if (!leading)
    return [
      {
        text: oneLine(fill(NO_VERDICT_WORDS, { publication: content.publication })),
        pattern: NO_VERDICT_WORDS,
      },
    ];
  const words = choice.said(SUBJECT_WORDS[outcomeOf(leading).kind]);
  const whole = choice.ranked(words).flatMap(pattern => wholeSubject(pattern, leading) ?? []);
  // Where the names are too long for most of them: cut names, in the shortest wordings.
  const cut = words.flatMap(pattern => cutSubject(pattern, leading) ?? []);
  const subjects = distinct([...whole, ...cut]);
  const [first = filled(words[0] ?? '', leading, ['', '']), ...others] = subjects;
  return [first, ...others.slice(0, CANDIDATES - 1)];
}

function distinct(subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ text }, place) => subjects.findIndex(other => other.text === text) === place);
}

/** With both names uncut and within the first 40 characters; null where they do not fit. */
function wholeSubject(pattern: string, pairing: PairingContent): Subject | null {
  const subjects = wholeNames(pairing.a, pairing.b).map(names => filled(pattern, pairing, names));
  return subjects.find(fits) ?? null;
}

/** Null for a pattern that says a name twice, or is too long with any names. */
function cutSubject(pattern: string, pairing: PairingContent): Subject | null {
  const slots = pattern.match(NAME_SLOTS) ?? [];
  if (new Set(slots).size < slots.length) return null;
  const room = NAMES_LIMIT - filled(pattern, pairing, ['', '']).namesEnd;
  const subject = filled(pattern, pairing, shortNames(pairing.a, pairing.b, room));
  return fits(subject) ? subject : null;
}

function fits({ text, namesEnd }: Measured): boolean {
  return text.length <= SUBJECT_LIMIT && namesEnd <= NAMES_LIMIT;
}

interface Measured extends Subject {
  /** How far the last name reaches. */
  readonly namesEnd: number;
}

const NAME_SLOTS = /\{(?:lead|other|a|b|judged|unjudged)\}/gu;

function filled(pattern: string, pairing: PairingContent, [a, b]: readonly [string, string]): Measured {
  const { slots } = outcomeOf({
    lead: pairing.lead,
    a: { name: a, ship: pairing.a.ship },
    b: { name: b, ship: pairing.b.ship },
  });
  const [last] = [...pattern.matchAll(NAME_SLOTS)].slice(-1);
  const head = pattern.slice(0, last ? last.index + last[0].length : 0);
  return { text: oneLine(fill(pattern, slots)), pattern, namesEnd: fill(head, slots).length };
}
