import { parseAddress } from '../../audience/address.ts';
import {
  type SubscriberLine,
  type SubscriberSearch,
  searchSubscribers,
} from '../../storage/audience/subscriber-search.ts';
import { findByEmail } from '../../storage/audience/subscribers.ts';
import {
  findSuppression,
  listSuppressions,
  type SuppressionLine,
  type SuppressionSearch,
} from '../../storage/audience/suppression-list.ts';
import { addressHasher } from '../../storage/meta.ts';
import type { Newsroom } from '../newsroom.ts';

export type { SubscriberLine } from '../../storage/audience/subscriber-search.ts';
export type { SuppressionLine } from '../../storage/audience/suppression-list.ts';

/** Lines on one page of a list. */
const READERS_PAGE = 50;

export interface Listed<Line> {
  readonly lines: readonly Line[];
  /** The last of them, where more follow on another page. */
  readonly moreAfter: Line | null;
}

/** Subscribers by a part of their address or name, newest first. @param count lines on a page */
export async function findReaders(
  room: Newsroom,
  search: Pick<SubscriberSearch, 'text' | 'status' | 'before'>,
  count = READERS_PAGE,
): Promise<Listed<SubscriberLine>> {
  const lines = await searchSubscribers(room.store, { ...search, limit: count + 1, now: room.now() });
  return onePage(lines, count);
}

/** What is known of exactly this address, however it is spelled; null for text that is none. */
export async function findAddress(
  room: Newsroom,
  text: string,
): Promise<{ readonly readerId: number | null; readonly suppression: SuppressionLine | null } | null> {
  const parsed = parseAddress(text);
  if (parsed.kind === 'bad') return null;
  const reader = await findByEmail(room.store, text);
  const hash = (await addressHasher(room.store))(parsed.dedupeKey);
  return { readerId: reader?.id ?? null, suppression: await findSuppression(room.store, hash) };
}

/** One line of the suppression list; null when it is not there, or is an erased address, of which nothing is known. */
export async function suppressionAt(room: Newsroom, hash: string): Promise<SuppressionLine | null> {
  const line = await findSuppression(room.store, hash);
  return line?.reason === 'erased' ? null : line;
}

/** The suppression list, newest first. @param count lines on a page */
export async function findSuppressions(
  room: Newsroom,
  search: Omit<SuppressionSearch, 'limit'>,
  count = READERS_PAGE,
): Promise<Listed<SuppressionLine>> {
  const lines = await listSuppressions(room.store, { ...search, limit: count + 1 });
  return onePage(lines, count);
}

/** @param lines one more than a page has, where there is one */
function onePage<Line>(lines: readonly Line[], count: number): Listed<Line> {
  const shown = lines.slice(0, count);
  return { lines: shown, moreAfter: lines.length > shown.length ? (shown.at(-1) ?? null) : null };
}
