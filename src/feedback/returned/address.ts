const LONGEST = 320;

/** The first address in a few words, in lower case; null for none. */
export function addressIn(words: string): string | null {
  for (const word of words.slice(0, 2_000).split(/[\s<>"'(),;]+/)) {
    const address = word.replace(/^mailto:/i, '').replace(/[:.]+$/, '');
    const at = address.lastIndexOf('@');
    if (at > 0 && at < address.length - 1 && address.length <= LONGEST) return address.toLowerCase();
  }
  return null;
}
