import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { parseAddress } from '../../audience/address.ts';
import { RANK } from '../../feedback/outcome.ts';
import type { Issue } from '../../issue/issue.ts';
import { lastSeq, SLICE_IDS } from '../../storage/audience/audience-count.ts';
import {
  type RecipientRow,
  rangesOf,
  recipientRows,
  seqOfAddress,
  seqsByOutcome,
  seqsHolding,
} from '../../storage/delivery/recipients.ts';
import type { Newsroom } from '../newsroom.ts';
import {
  isInState,
  type LedgerState,
  type Recipient,
  type RecipientState,
  toRecipient,
} from './recipient-state.ts';

/** Deliveries on one page. */
const RECIPIENTS_PAGE = 50;

export interface RecipientQuery {
  /** An address or a part of it, a seq, or words of a reason; '' for everybody. */
  readonly words: string;
  readonly state: RecipientState | null;
  /** Only those with a higher seq. */
  readonly after: number;
  /** Deliveries on a page; 50 when left out. */
  readonly count?: number;
}

export interface RecipientPage {
  readonly recipients: readonly Recipient[];
  /** From where the next page goes on; null at the end. */
  readonly next: number | null;
}

/**
 * Who was to get an issue and what became of it, a page at a time and by key: no page reads more rows than it shows, but
 * for a part of an address, which is looked for once through the issue's own deliveries.
 */
export async function findRecipients(
  room: Newsroom,
  issue: Issue,
  query: RecipientQuery,
): Promise<RecipientPage> {
  const { count = RECIPIENTS_PAGE } = query;
  const rows = await rowsFor(room, issue.id, query, count + 1);
  const more = rows.length > count;
  const shown = rows.slice(0, count);
  return { recipients: shown.map(toRecipient), next: more ? (shown.at(-1)?.seq ?? null) : null };
}

async function rowsFor(
  room: Newsroom,
  issueId: number,
  query: RecipientQuery,
  limit: number,
): Promise<RecipientRow[]> {
  const { words, state, after } = query;
  if (words !== '') return searched(room, issueId, query, limit);
  if (state === null) return recipientRows(room.store, issueId, sql<boolean>`d.seq > ${after}`, limit);
  const ranks = RANKS[state];
  if (ranks !== undefined) {
    return bySeqs(room, issueId, await seqsByOutcome(room.store, issueId, ranks, { after, limit }));
  }
  return inBatches(room, issueId, { state: state as LedgerState, after, limit });
}

const RANKS: Partial<Record<RecipientState, readonly number[]>> = {
  delivered: [RANK.delivered],
  bounced: [RANK.blocked, RANK.bounced_soft, RANK.bounced],
  complained: [RANK.complained],
};

async function searched(
  room: Newsroom,
  issueId: number,
  { words, state, after }: RecipientQuery,
  limit: number,
): Promise<RecipientRow[]> {
  const kept = (rows: readonly RecipientRow[]) =>
    rows.filter(row => row.seq > after && (state === null || isInState(row, state)));
  if (/^\d{1,15}$/.test(words)) return kept(await bySeqs(room, issueId, [Number(words)]));
  const address = parseAddress(words);
  if (address.kind === 'ok') {
    const seq = await seqOfAddress(room.store, issueId, address.dedupeKey);
    // Not found so: the address may be the one of then, or of somebody erased and signed up anew.
    if (seq !== null) return kept(await bySeqs(room, issueId, [seq]));
  }
  const found: RecipientRow[] = [];
  const end = await lastSeq(room.store.db, issueId);
  // In slices, so that the web server of this process answers in between.
  for (let from = after; from < end && found.length < limit; ) {
    const through = Math.min(end, from + SLICE_IDS);
    const seqs = await seqsHolding(room.store, issueId, words, { after: from, through, limit });
    found.push(...kept(await bySeqs(room, issueId, seqs)));
    from = seqs.length === limit ? (seqs.at(-1) ?? through) : through;
    await setImmediate();
  }
  return found.slice(0, limit);
}

/** Through the batches that hold such deliveries, and no others. */
async function inBatches(
  room: Newsroom,
  issueId: number,
  { state, after, limit }: { readonly state: LedgerState; readonly after: number; readonly limit: number },
): Promise<RecipientRow[]> {
  const found: RecipientRow[] = [];
  for (let from = after; found.length < limit; ) {
    const ranges = await rangesOf(room.store, issueId, state, { after: from, limit });
    if (ranges.length === 0) break;
    for (const { firstSeq, lastSeq: last } of ranges) {
      const among = sql<boolean>`d.seq > ${from} and d.seq between ${firstSeq} and ${last}`;
      const rows = await recipientRows(room.store, issueId, among, last - firstSeq + 1);
      found.push(...rows.filter(row => isInState(row, state)));
      from = last;
      if (found.length >= limit) break;
    }
  }
  return found.slice(0, limit);
}

function bySeqs(room: Newsroom, issueId: number, seqs: readonly number[]): Promise<RecipientRow[]> {
  if (seqs.length === 0) return Promise.resolve([]);
  return recipientRows(room.store, issueId, sql<boolean>`d.seq in (${sql.join(seqs)})`, seqs.length);
}
