import type { IssueContent, PairingContent } from '../issue/content.ts';
import type { Choice } from './ballot.ts';
import type { VoteCourse } from './course.ts';
import type { VoteStanding } from './standing.ts';

/** One pairing's vote as one reader sees it. */
export interface VoteView {
  /** Opened from a test send: works alike, counts nothing. */
  readonly isTest: boolean;
  readonly pairing: PairingContent;
  /** The reader's ballot as it stands; null before the first. */
  readonly choice: Choice | null;
  readonly standing: VoteStanding;
  /** The issue that asks. */
  readonly issue: Pick<IssueContent, 'number' | 'date'> & { readonly url: string };
  readonly others: OtherBallots;
  /** How it went over time; null until it has closed and may be told. */
  readonly course: VoteCourse | null;
}

/** What else the same issue asks, and how far its reader has come. */
export interface OtherBallots {
  /** How many of its pairings have no answer of this reader's yet, the one on the page left out. */
  readonly open: number;
  /** How many it asks about in all. */
  readonly all: number;
  /** The ballot to go on with; null when none is open, or none can be cast any more. */
  readonly next: { readonly a: string; readonly b: string; readonly path: string } | null;
}

export type CastOutcome =
  | {
      /**
       * `same`: it stood like that already. `test`: a test mail's ballot, looked at and thrown away. `too_often`: ten
       * changes within the hour; `too_many`: sixty ballots from one network within the hour. Both change nothing.
       */
      readonly kind: 'cast' | 'changed' | 'same' | 'test' | 'closed' | 'too_often' | 'too_many';
      readonly view: VoteView;
    }
  /** Forged, foreign, or nobody's any more: which of these is not said. */
  | { readonly kind: 'unknown' };
