import type { ReaderFields } from '../../templates/merge-fields.ts';

/**
 * A reader's part of a mail. `vote-2` is the ballot of the second pairing; `unsubscribe-token` the last part of the
 * unsubscribe address, for the subject of a mail that asks to leave.
 */
export type Slot = 'reader' | 'preferences' | 'unsubscribe' | 'unsubscribe-token' | `vote-${number}`;

/**
 * What a template gets in a reader's stead, to be found again by compileMail.
 *
 * Digits only, because a plain-text converter may print headings in capitals: the mark is then still recognised, and
 * a link that lost its case is reported instead of going out broken.
 * @param nonce at least 16 hexadecimal digits (lower case), usually the hash of the content; the first 16 count
 */
export function placeholderFields(nonce: string): ReaderFields {
  const mark = placeholderMark(nonce);
  return {
    reader: `~${mark}~`,
    preferences: placeholderUrl(mark, 'preferences'),
    unsubscribe: placeholderUrl(mark, 'unsubscribe'),
    vote: position => placeholderUrl(mark, `vote-${position}`),
  };
}

/** Stands for the token in the unsubscribe address; for headers only. @param nonce as for placeholderFields */
export function unsubscribeTokenPlaceholder(nonce: string): string {
  return placeholderUrl(placeholderMark(nonce), 'unsubscribe-token');
}

/** The 20 digits that stand in every placeholder made from this nonce and nowhere else. */
export function placeholderMark(nonce: string): string {
  if (!/^[0-9a-f]{16}/.test(nonce)) {
    throw new Error('A placeholder nonce starts with 16 hexadecimal digits in lower case, as a sha256 does.');
  }
  return BigInt(`0x${nonce.slice(0, 16)}`)
    .toString(10)
    .padStart(20, '0');
}

/** Matches every placeholder of a mark; group 1 is the slot of a URL, undefined for the reader's name. */
export function placeholderPattern(mark: string): RegExp {
  return new RegExp(`~${mark}~|https://tk\\.invalid/${mark}/([a-z0-9-]*)`, 'g');
}

function placeholderUrl(mark: string, slot: Slot): string {
  return `https://tk.invalid/${mark}/${slot}`;
}
