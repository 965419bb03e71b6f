import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dictionary, programsWords } from '../../src/words/dictionary.ts';

/** Everything that the program says, each text in brackets that nobody else writes. */
export function markedWords(): Dictionary {
  const marked = (pattern: string) => `⟦${pattern}⟧`;
  return Object.fromEntries(
    Object.entries(programsWords('en')).map(([key, words]) => [
      key,
      typeof words === 'string' ? marked(words) : words.map(marked),
    ]),
  );
}

/** The sample as a publication that says all of it in words of its own. @returns its folder */
export function markedPublication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-marked-'));
  cpSync(join(import.meta.dirname, '../../data/sample'), folder, { recursive: true });
  mkdirSync(join(folder, 'words'));
  writeFileSync(join(folder, 'words/en.json'), JSON.stringify(markedWords()));
  return folder;
}

/**
 * What somebody sees or hears of a page or a mail that comes from no key: what stands in no bracket, and has a letter.
 * @param given what is the publication's, the catalogue's or the reader's own
 */
export function unmarked(html: string, given: readonly string[]): string[] {
  const body = html
    .replace(/<!--[\s\S]*?-->|<(style|script|pre|optgroup)\b[\s\S]*?<\/\1>/g, '')
    // A link's words may stand within another text's brackets, so the text is looked at as a whole.
    .replace(/<option value="(?:UTC|[\w+-]+(?:\/[\w+-]+)+)"[^>]*>[^<]*<\/option>/g, '');
  const heard = [...body.matchAll(/ (?:aria-label|title|alt|label|placeholder|data-head)="([^"]*)"/g)];
  const texts = [body.replace(/<[^>]*>/g, '\n'), ...heard.map(match => match[1] ?? '')];
  return texts.flatMap(text => leftOver(decoded(text), given));
}

/** The same of plain text. */
export function leftOver(text: string, given: readonly string[]): string[] {
  let depth = 0;
  const outside = [...text].map(sign => {
    if (sign === '⟦') depth++;
    if (sign === '⟧') depth--;
    if (depth < 0) throw new Error('A bracket is closed that was not opened.');
    return depth > 0 || sign === '⟧' ? '\n' : sign;
  });
  // A text that was cut would hide all that follows it.
  if (depth !== 0) throw new Error('A bracket is not closed.');
  const rest = given
    .toSorted((one, other) => other.length - one.length)
    .reduce((words, own) => words.replaceAll(own, '\n'), outside.join(''));
  return rest
    .split('\n')
    .map(words => words.trim())
    .filter(words => /\p{L}{2}/u.test(words));
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}
