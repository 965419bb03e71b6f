import type { Dictionary } from '../words/dictionary.ts';
import { FALLBACK } from '../words/language.ts';
import { isHouse } from '../words/verdict-words.ts';
import { Words } from '../words/words.ts';
import type { IssueContent } from './content.ts';

/**
 * What is asked for once a mail or a page is rendered, or by a later issue of what this one said; all else is worded when
 * the issue is composed.
 */
const RENDERED = [
  'mail.',
  'prices.',
  'common.day',
  'common.months',
  'common.percent',
  'issue.pick',
  'issue.tall',
];

/** What an issue keeps of how its publication speaks, so that it says the same when that changes: nothing of the program's own. */
export function frozenWords(words: Words): Pick<IssueContent, 'language' | 'verdicts' | 'words'> {
  const { language, own, verdicts } = words;
  const kept: Dictionary = Object.fromEntries(Object.entries(own).filter(([key]) => isKept(key)));
  return {
    ...(language !== FALLBACK && { language }),
    ...(!isHouse(verdicts) && { verdicts }),
    ...(Object.keys(kept).length > 0 && { words: kept }),
  };
}

function isKept(key: string): boolean {
  return RENDERED.some(start => key.startsWith(start));
}

const known = new WeakMap<object, Words>();

/** How an issue speaks, whatever its publication does by now; one from before there was a choice speaks the program's English. */
export function wordsOf(content: Pick<IssueContent, 'language' | 'verdicts' | 'words'>): Words {
  const words = known.get(content) ?? new Words(content.language, content.words, content.verdicts);
  known.set(content, words);
  return words;
}

/**
 * How a page of the site speaks of what an issue has frozen: as the issue does. Labels that only the site has are the
 * publication's of today, as long as both are in one language.
 */
export function wordsOnPage(
  content: Pick<IssueContent, 'language' | 'verdicts' | 'words'>,
  today: Words,
): Words {
  const its = wordsOf(content);
  if (its.language !== today.language) return its;
  const labels = Object.entries(today.own).filter(([key]) => !isKept(key));
  return new Words(its.language, { ...Object.fromEntries(labels), ...its.own }, its.verdicts);
}
