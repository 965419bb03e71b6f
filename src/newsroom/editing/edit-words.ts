import { oneLine, paragraphs } from '../../issue/clean-text.ts';
import type { Issue, IssueEdits } from '../../issue/issue.ts';
import { cutTo } from '../../issue/word-limit.ts';
import { composeSources } from '../draft.ts';
import { type Newsroom, refused } from '../newsroom.ts';
import { type Act, type ChangeResult, changeIssue, type Planned } from './change-issue.ts';
import { ownWords, withWord } from './own-words.ts';
import { fitsAgain } from './put-aside.ts';
import { generatedValues, type TypedWords, type WordValues } from './word-values.ts';

/** In characters. */
export const LONGEST_SUBJECT = 300;

/** In characters: far above what the pre-flight warns of. More is refused, so that nothing is ever cut. */
const MOST_CHARACTERS = {
  subject: LONGEST_SUBJECT,
  preheader: 500,
  intro: 5_000,
  verdict: 1_000,
  pull: 500,
} as const;

/** Puts an editor's words in place of the generated ones. */
export function editWords(room: Newsroom, act: Act, typed: TypedWords): Promise<ChangeResult> {
  return changeIssue(room, act, async issue => {
    const generated = generatedValues(await composeSources(room, issue));
    return planWords(issue, asGenerated(cleaned(typed), generated));
  });
}

/** Takes words that were put aside in again; the own words that stood there take their place. */
export function takeInAgain(room: Newsroom, act: Act, place: number): Promise<ChangeResult> {
  return changeIssue(room, act, ({ edits, pick }): Planned => {
    const word = edits.aside?.[place];
    if (!word || !fitsAgain(word, pick.pairings))
      return refused('These words are not about a pairing in the issue.', 'Look at the issue as it is now.');
    const replaced = ownWords(edits).find(({ field }) => field === word.field);
    const others = edits.aside?.filter(other => other !== word) ?? [];
    const aside = replaced ? [...others, { ...replaced, pairs: word.pairs }] : others;
    const change = { edits: { ...withWord(edits, word.field, word.text), aside } };
    return { kind: 'plan', change, detail: `${word.field} taken in again: ${told(word.text)}` };
  });
}

function asGenerated(typed: TypedWords, generated: WordValues): TypedWords {
  const own = (prefix: string, texts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(texts).map(([slug, text]) => [slug, text === generated[prefix + slug] ? '' : text]),
    );
  const { subject, preheader } = typed;
  return {
    ...typed,
    ...(subject !== undefined && subject === generated.subject && { subject: '' }),
    ...(preheader !== undefined && preheader === generated.preheader && { preheader: '' }),
    verdicts: own('verdict.', typed.verdicts),
    pulls: own('pull.', typed.pulls),
  };
}

/** The words as they are kept: the intro with its lines, everything else on one. */
function cleaned({ subject, preheader, intro, verdicts = {}, pulls = {} }: TypedWords): TypedWords {
  const lines = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([slug, text]) => [slug, oneLine(text)]));
  return {
    ...(subject !== undefined && { subject: oneLine(subject) }),
    ...(preheader !== undefined && { preheader: oneLine(preheader) }),
    ...(intro !== undefined && { intro: paragraphs(intro) }),
    verdicts: lines(verdicts),
    pulls: lines(pulls),
  };
}

interface Word {
  /** As the log names it. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly most: number;
}

function planWords(issue: Issue, typed: TypedWords): Planned {
  const words = wordsOf(issue, typed);
  const long = words.find(({ after, most }) => after.length > most);
  if (long) {
    const why = `The ${long.name} has ${long.after.length} characters; at most ${long.most} are kept.`;
    return refused(why, 'Shorten it. What you typed is still in the field.');
  }
  const changed = words.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return { kind: 'same' };
  const detail = changed
    .map(({ name, before, after }) => `${name} ${told(before)} → ${told(after)}`)
    .join('; ');
  return { kind: 'plan', change: { edits: merged(issue.edits, typed) }, detail };
}

function wordsOf(
  { pick, edits }: Issue,
  { subject, preheader, intro, verdicts = {}, pulls = {} }: TypedWords,
): Word[] {
  const word = (name: string, before: string | undefined, after: string | undefined, most: number): Word[] =>
    after === undefined ? [] : [{ name, before: before ?? '', after, most }];
  const { pairings } = pick;
  return [
    ...word('subject', edits.subject, subject, MOST_CHARACTERS.subject),
    ...word('preheader', edits.preheader, preheader, MOST_CHARACTERS.preheader),
    ...word('intro', edits.intro, intro, MOST_CHARACTERS.intro),
    ...pairings
      .map(({ a, b }) => `${a}-vs-${b}`)
      .flatMap(slug =>
        word(`verdict of ${slug}`, edits.verdicts?.[slug], verdicts[slug], MOST_CHARACTERS.verdict),
      ),
    ...pairings
      .flatMap(({ a, b }) => [a, b])
      .flatMap(slug => word(`pull quote on ${slug}`, edits.pulls?.[slug], pulls[slug], MOST_CHARACTERS.pull)),
  ];
}

/** Words about pairings that are not in the issue now are kept: they may come back. */
function merged(before: IssueEdits, typed: TypedWords): IssueEdits {
  return fieldsOf(typed).reduce((edits, [field, text]) => withWord(edits, field, text), before);
}

function fieldsOf({ subject, preheader, intro, verdicts = {}, pulls = {} }: TypedWords): [string, string][] {
  const plain = Object.entries({ subject, preheader, intro }).flatMap(([field, text]): [string, string][] =>
    text === undefined ? [] : [[field, text]],
  );
  return [
    ...plain,
    ...Object.entries(verdicts).map(([slug, text]): [string, string] => [`verdict.${slug}`, text]),
    ...Object.entries(pulls).map(([slug, text]): [string, string] => [`pull.${slug}`, text]),
  ];
}

/** In characters, of each side of a change in the log. */
const TOLD = 60;

function told(text: string): string {
  return text === '' ? 'as generated' : `“${cutTo(oneLine(text), TOLD)}”`;
}
