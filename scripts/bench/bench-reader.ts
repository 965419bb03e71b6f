import { signLinks } from '../../src/audience/link-token.ts';
import { createKeyring, type SigningKey } from '../../src/audience/token.ts';
import { readerLinks } from '../../src/delivery/reader-links.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';

export const WEEK = '2026-W48';
export const ISSUE_ID = 1;
export const PUBLIC_URL = 'https://verdicts.example';
/** Ballots of a mail. */
export const BENCH_VOTES = 3;
export const BENCH_KEYS = createKeyring(['bench-key-'.repeat(4)]);

/** The links every contender signs for every reader. */
export function signedFields(key: SigningKey, seq: number): ReaderFields {
  const [tokens] = signLinks(key, { id: ISSUE_ID, votes: BENCH_VOTES }, [seq]);
  if (!tokens) throw new Error('One reader has one set of tokens.');
  const { preferences, unsubscribe, vote } = readerLinks(PUBLIC_URL, tokens);
  return { reader: readerName(seq), preferences, unsubscribe, vote: position => vote[position - 1] ?? '' };
}

export function readerName(seq: number): string {
  return `Zoë O'Neil ${seq}`;
}

export function readerAddress(seq: number): string {
  return `reader${seq}@readers.example`;
}
