/** States of a batch; *pending* members are those of `pending` and `submitting` batches. */
export const BATCH_STATES = ['pending', 'submitting', 'submitted', 'rejected', 'uncertain'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** All batches of one issue in one state, added up. */
export interface BatchTally {
  readonly state: BatchState;
  readonly batches: number;
  readonly members: number;
  /** Of the members: dropped at the seal. */
  readonly suppressed: number;
  /** Of the members: clearly refused by the mail API. */
  readonly rejected: number;
}

/** Where every member of the audience stands. */
export interface Ledger {
  readonly audience: number;
  readonly submitted: number;
  readonly suppressed: number;
  readonly rejected: number;
  readonly uncertain: number;
  readonly pending: number;
  readonly batches: Readonly<Record<BatchState, number>>;
}

/**
 * Adds up an issue's ledger. Before the batches exist the whole audience is pending.
 * @param audience the count verified at the freeze, or who would get it now
 */
export function buildLedger(audience: number, tallies: readonly BatchTally[]): Ledger {
  if (tallies.length === 0) {
    return {
      audience,
      submitted: 0,
      suppressed: 0,
      rejected: 0,
      uncertain: 0,
      pending: audience,
      batches: noBatches(),
    };
  }
  return {
    audience,
    submitted: open(tallies, 'submitted'),
    suppressed: sum(tallies, tally => tally.suppressed),
    rejected: sum(tallies, tally => tally.rejected) + open(tallies, 'rejected'),
    uncertain: open(tallies, 'uncertain'),
    pending: open(tallies, 'pending') + open(tallies, 'submitting'),
    batches: { ...noBatches(), ...Object.fromEntries(tallies.map(tally => [tally.state, tally.batches])) },
  };
}

/** audience = submitted + suppressed + rejected + uncertain + pending */
export function sums(ledger: Ledger): boolean {
  return (
    ledger.audience ===
    ledger.submitted + ledger.suppressed + ledger.rejected + ledger.uncertain + ledger.pending
  );
}

/** Nothing is left to do and everybody is accounted for. */
export function isSettled(ledger: Ledger): boolean {
  return ledger.pending === 0 && sums(ledger);
}

/** Members that share their batch's fate. */
function open(tallies: readonly BatchTally[], state: BatchState): number {
  return sum(
    tallies.filter(tally => tally.state === state),
    tally => tally.members - tally.suppressed - tally.rejected,
  );
}

function sum(tallies: readonly BatchTally[], part: (tally: BatchTally) => number): number {
  return tallies.reduce((total, tally) => total + part(tally), 0);
}

function noBatches(): Record<BatchState, number> {
  return { pending: 0, submitting: 0, submitted: 0, rejected: 0, uncertain: 0 };
}
