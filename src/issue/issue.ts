import type { Pick } from '../pairing/pairing.ts';
import type { PickRecord } from '../pairing/pick-record.ts';
import type { Wishes } from '../pairing/wishes.ts';
import type { TrialWish } from './trial/trial-wish.ts';

export const ISSUE_STATES = [
  'picked',
  'in_review',
  'approved',
  'sending',
  'stopped',
  'held',
  'sent',
  'aborted',
] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** One weekly send as an editorial work, as it is kept. Times are epoch milliseconds. */
export interface Issue {
  readonly id: number;
  /** ISO week, `2026-W48`. */
  readonly week: string;
  readonly number: number;
  readonly state: IssueState;
  /** Why it is held or stopped; '' otherwise. */
  readonly reason: string;
  readonly revision: number;
  readonly catalogueHash: string;
  readonly seed: string;
  readonly pick: Pick;
  readonly edits: IssueEdits;
  /** What editors pinned and banned, for picking this issue again. */
  readonly wishes: Wishes;
  /** The instant of the week's SEND_CRON slot; the content speaks from it. */
  readonly sendAt: number;
  readonly createdAt: number;
  readonly approval: Approval | null;
  /** The approval that a change has ended, until somebody approves it again or holds it. */
  readonly voided: Omit<Approval, 'hash'> | null;
  /** The instant an editor chose in place of the slot; null for the slot. Content speaks from the slot all the same. */
  readonly goAt: number | null;
  /** When an editor wanted the approved issue to go at once; counts only while it is approved. */
  readonly goNowAt: number | null;
  readonly frozenAt: number | null;
  /** Verified at the freeze; null before. */
  readonly audience: number | null;
  readonly batchedAt: number | null;
  readonly settledAt: number | null;
  /** When its readers' vote closes, or closed; null before the freeze. */
  readonly voteClosesAt: number | null;
}

/** An editor's own wording in place of the generated one. */
export interface IssueEdits {
  readonly subject?: string;
  readonly preheader?: string;
  /** In Markdown. */
  readonly intro?: string;
  /** By a pairing's slug, `a-vs-b`: the verdict line. */
  readonly verdicts?: Readonly<Record<string, string>>;
  /** By a tool's slug: the words of its pull quote; whose they are stays as chosen. */
  readonly pulls?: Readonly<Record<string, string>>;
  /** Other subjects, which are tried beside it. */
  readonly trial?: TrialWish;
  /** Words that left with a pairing: printed nowhere, kept until it returns. */
  readonly aside?: readonly AsideWord[];
}

/** One piece of an editor's wording, put aside. */
export interface AsideWord {
  /** `subject`, `preheader`, `intro`, `verdict.a-vs-b` or `pull.a`. */
  readonly field: string;
  readonly text: string;
  /** Keys of the pairings that it is about: it fits again once all of them are in the issue. */
  readonly pairs: readonly string[];
}

/** An editor's yes to exactly these bytes. */
export interface Approval {
  readonly hash: string;
  readonly by: string;
  readonly at: number;
}

/** What the issue stage needs from storage. */
export interface IssueStore {
  find(week: string): Promise<Issue | null>;
  /** All issues, oldest week first. */
  all(): Promise<Issue[]>;
  /**
   * Stores a first pick. When two processes pick at once the first one wins and both get what is stored.
   * A new issue ends for good every vote that is over by then: it may tell the result. No vote ends before the time that
   * its readers were told.
   * @returns the stored issue, and whether this call made it
   */
  insertPicked(issue: NewIssue): Promise<{ readonly issue: Issue; readonly inserted: boolean }>;
  /**
   * An editor's change: voids the approval, which is remembered as such, and raises the revision, all in one step. Only of the revision that the editor
   * saw (`stale` otherwise), and only while nobody has frozen the issue.
   */
  change(id: number, revision: number, change: EditorialChange): Promise<ChangeOutcome>;
  /** Moves an issue on, if it is still in the state the caller saw. False when it is not: look again. */
  move(id: number, from: IssueState, to: IssueState, change: IssueChange): Promise<boolean>;
}

export interface NewIssue {
  readonly week: string;
  readonly catalogueHash: string;
  readonly seed: string;
  readonly pick: Pick;
  readonly sendAt: number;
  readonly createdAt: number;
  readonly state: IssueState;
  readonly reason: string;
  /** What the pick went by; left out where nobody picked. */
  readonly record?: PickRecord;
}

/** What is left out stays as it is. */
export interface EditorialChange {
  readonly edits?: IssueEdits;
  readonly wishes?: Wishes;
  readonly pick?: Pick;
  /** What that pick went by, where the picker made it. */
  readonly record?: PickRecord;
  /** Of the snapshot that the pick can be composed from. */
  readonly catalogueHash?: string;
  /** Of a held issue. */
  readonly reason?: string;
}

export type ChangeOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly why: string; readonly fix: string };

export interface IssueChange {
  /** Now, epoch ms. */
  readonly at: number;
  readonly reason?: string;
  readonly approval?: Approval | null;
  readonly settledAt?: number;
}
