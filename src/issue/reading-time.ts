import type { IssueContent } from './content.ts';
import { proseWords } from './prose.ts';
import { countWords } from './word-limit.ts';

const WORDS_A_MINUTE = 220;

type Readable = Pick<IssueContent, 'intro' | 'lastWeek' | 'pairings' | 'thin'>;

/** Whole minutes it takes to read the mail, at least 1. */
export function readingMinutes(content: Readable): number {
  return Math.max(1, Math.round(wordsInMail(content) / WORDS_A_MINUTE));
}

/** How many words of the content the mail carries: the full quotes and descriptions stay on the web. */
export function wordsInMail(content: Readable): number {
  const texts = [proseWords(content.intro), content.thin, content.lastWeek?.title, content.lastWeek?.line];
  for (const { a, b, category, verdict, pickA, pickB, why, gain, pricesChecked } of content.pairings) {
    texts.push(category, verdict, pickA, pickB, gain ?? why, pricesChecked);
    for (const tool of [a, b]) {
      texts.push(tool.name, tool.about, tool.note, tool.since, tool.community, tool.price);
      texts.push(tool.reason ?? tool.pull?.name, tool.pull?.pull);
    }
  }
  return texts.reduce((sum, text) => sum + countWords(text ?? ''), 0);
}
