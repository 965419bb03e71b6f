import type { Words } from '../words/words.ts';
import { oneLine } from './clean-text.ts';
import type { IssueContent, PairingContent } from './content.ts';
import { outcomeOf } from './outcome.ts';
import { NAMES_LIMIT, shortNames, wholeNames } from './short-names.ts';
import type { WordChoice } from './word-choice.ts';

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
  const { words } = choice;
  if (!leading) {
    const text = words.say('issue.subject.none', { publication: content.publication });
    return [{ text: oneLine(text), pattern: words.pattern('issue.subject.none') }];
  }
  const patterns = words.patterns(`issue.subject.${outcomeOf(leading, words).kind}`);
  const subject = { pairing: leading, words };
  const whole = choice.ranked(patterns).flatMap(pattern => wholeSubject(pattern, subject) ?? []);
  // Where the names are too long for most of them: cut names, in the shortest wordings.
  const cut = patterns.flatMap(pattern => cutSubject(pattern, subject) ?? []);
  const subjects = distinct([...whole, ...cut]);
  const [first = filled(patterns[0] ?? '', subject, ['', '']), ...others] = subjects;
  return [first, ...others.slice(0, CANDIDATES - 1)];
}

function distinct(subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ text }, place) => subjects.findIndex(other => other.text === text) === place);
}

/** What a subject is about, and in whose words. */
interface About {
  readonly pairing: PairingContent;
  readonly words: Words;
}

/** With both names uncut and within the first 40 characters; null where they do not fit. */
function wholeSubject(pattern: string, about: About): Subject | null {
  const { a, b } = about.pairing;
  const subjects = wholeNames(a, b).map(names => filled(pattern, about, names));
  return subjects.find(fits) ?? null;
}

/** Null for a pattern that says a name twice, or is too long with any names. */
function cutSubject(pattern: string, about: About): Subject | null {
  const slots = pattern.match(NAME_SLOTS) ?? [];
  if (new Set(slots).size < slots.length) return null;
  const { a, b } = about.pairing;
  const room = NAMES_LIMIT - filled(pattern, about, ['', '']).namesEnd;
  const subject = filled(pattern, about, shortNames(a, b, room));
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
/** Behind each name while it is measured: of Unicode's private use, so in no pattern. */
const NAME_END = '\uE000';

function filled(
  pattern: string,
  { pairing, words }: About,
  [nameA, nameB]: readonly [string, string],
): Measured {
  const [a, b] = [nameA, nameB].map(name => `${name.replaceAll(NAME_END, '')}${NAME_END}`);
  const { slots } = outcomeOf(
    {
      lead: pairing.lead,
      a: { name: a ?? '', ship: pairing.a.ship },
      b: { name: b ?? '', ship: pairing.b.ship },
    },
    words,
  );
  const marked = words.fill(pattern, slots);
  const head = marked.slice(0, Math.max(0, marked.lastIndexOf(NAME_END)));
  return {
    text: oneLine(marked.replaceAll(NAME_END, '')),
    pattern,
    namesEnd: head.replaceAll(NAME_END, '').length,
  };
}
