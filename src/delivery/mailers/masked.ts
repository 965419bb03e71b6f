/**
 * What a mail API said, fit for logs and pages: without addresses and keys, on one line, at most 300 characters.
 */
export function masked(words: string): string {
  const line = words
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    // Whole words, each looked at once: `word@word` as an expression is tried from every letter of a word of a megabyte.
    .replace(/[^\s<>"'`,;:()[\]]+/g, word => (word.slice(1, -1).includes('@') ? '(address)' : word))
    .replace(/\bre_[A-Za-z0-9_]+/g, '(key)')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
