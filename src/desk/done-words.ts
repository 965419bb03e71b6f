/**
 * The sentence for a code in the address (`?done=…`), and never a word of the address itself.
 * @returns '' for no code, and for one that is not among them
 */
export function doneWords(words: Readonly<Record<string, string>>, code: string | undefined): string {
  return code !== undefined && Object.hasOwn(words, code) ? (words[code] ?? '') : '';
}
