/**
 * Characters that never belong in what we print: control characters, the marks that turn the reading direction of
 * everything after them, and invisible format characters that can hide or fake text. Joiners stay: emoji and
 * several scripts need them.
 */
const UNPRINTABLE = /[\p{Cc}\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text on one line: line breaks and runs of blanks become one blank, unprintable characters go. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').replace(UNPRINTABLE, '').replace(/ {2,}/gu, ' ').trim();
}

/** Text that keeps its line breaks (as `\n`, at most one empty line in a row) and is otherwise clean. */
export function paragraphs(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u).map(oneLine);
  return lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
