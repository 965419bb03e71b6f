import { isolateNames, isRightToLeft, runsAgainst } from '../../templates/isolate.ts';
import type { IssueContent } from '../issue/content.ts';
import { NAMES_LIMIT, shortNames, wholeNames } from '../issue/short-names.ts';
import type { Words } from '../words/words.ts';

/** A name with first strong isolates around it where it would turn its line: plain text has no `dir`. */
export function isolated(name: string, { direction }: Pick<Words, 'direction'>): string {
  return runsAgainst(name, direction) ? `\u2068${name}\u2069` : name;
}

/** A sentence of ours, with every name in it isolated that runs against it. @param names that may stand in it */
export function isolatedSentence(
  sentence: string,
  names: readonly string[],
  { direction }: Pick<Words, 'direction'>,
): string {
  if (!runsAgainst(sentence, direction)) return sentence;
  return isolateNames(sentence, names, direction)
    .map(({ text, kind }) => (kind === 'name' ? `\u2068${text}\u2069` : text))
    .join('');
}

/** Into how few characters a subject may have had to fit two names; of shorter ones nothing is left to know them by. */
const ROOMS = Array.from({ length: NAMES_LIMIT - 7 }, (_, index) => index + 8);

/**
 * The subject as it leaves: the names of the issue's tools are isolated, whole or as the subject shortens them. Nothing
 * else is: an editor's own words may be a sentence that runs from right to left.
 */
export function mailSubject({ subject, pairings }: Pick<IssueContent, 'subject' | 'pairings'>): string {
  if (!isRightToLeft(subject)) return subject;
  const names = pairings
    .flatMap(({ a, b }) => [...wholeNames(a, b), ...ROOMS.map(room => shortNames(a, b, room))].flat())
    .filter(isRightToLeft);
  const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length);
  return longestFirst
    .reduce<{ readonly text: string; readonly isName: boolean }[]>(
      (parts, name) => parts.flatMap(part => (part.isName ? [part] : atName(part.text, name))),
      [{ text: subject, isName: false }],
    )
    .map(({ text, isName }) => (isName ? `\u2068${text}\u2069` : text))
    .join('');
}

function atName(text: string, name: string): { readonly text: string; readonly isName: boolean }[] {
  return text
    .split(name)
    .flatMap((rest, index) => [
      ...(index === 0 ? [] : [{ text: name, isName: true }]),
      { text: rest, isName: false },
    ]);
}
