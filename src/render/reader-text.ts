/**
 * A reader's own words made safe for a line of plain text: one line, no control characters, no direction overrides
 * that would turn the rest of the line, no lone surrogates (they would change on their way through UTF-8).
 */
export function readerLine(words: string): string {
  // Nearly every name: asking is cheaper than changing nothing.
  if (!mayChange.test(words)) return words;
  return words
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();
}

/** Anything but visible Latin letters, and spaces within. */
const mayChange = /[^\x20-\x7e\u00a1-\u024f]|^ | $/;

/** Escapes text for HTML content and quoted attributes, in the same form as React. */
export function escapeHtml(text: string): string {
  if (!markup.test(text)) return text;
  let escaped = text;
  for (const [character, entity] of entities) {
    if (escaped.includes(character)) escaped = escaped.replaceAll(character, entity);
  }
  return escaped;
}

const markup = /[&<>"']/;

/** The ampersand first: the others bring one in. */
const entities = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#x27;'],
] as const;
