/** Plain words of an editor, cut where they left an empty line. */
export function paragraphs(words: string): string[] {
  return words
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** A postal address keeps its lines. */
export function lines(words: string): string[] {
  return words.split('\n').filter(line => line !== '');
}
