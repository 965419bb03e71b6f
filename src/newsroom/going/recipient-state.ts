import { type Outcome, outcomeOfRank } from '../../feedback/outcome.ts';
import type { RecipientRow } from '../../storage/delivery/recipients.ts';

/** The ledger's five, and what came back of the submitted. */
export const RECIPIENT_STATES = [
  'submitted',
  'suppressed',
  'rejected',
  'uncertain',
  'pending',
  'delivered',
  'bounced',
  'complained',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];
export type LedgerState = Exclude<RecipientState, 'delivered' | 'bounced' | 'complained'>;

/** One delivery, where it stands in the ledger and why. */
export interface Recipient extends Omit<RecipientRow, 'status' | 'outcome' | 'outcomeAt'> {
  readonly state: LedgerState;
  /** In words; '' for none. */
  readonly reason: string;
  /** What the mail API reported last, by rank; null for nothing yet. */
  readonly event: Outcome | null;
  /** Epoch ms. */
  readonly eventAt: number | null;
}

export function toRecipient(row: RecipientRow): Recipient {
  const { status: _, outcome, outcomeAt, ...delivery } = row;
  const state = ledgerStateOf(row);
  return {
    ...delivery,
    state,
    reason: reasonOf(row, state),
    event: outcome === null ? null : outcomeOfRank(outcome),
    eventAt: outcomeAt,
  };
}

/** Whether a filter shows it: who bounced was submitted too. */
export function isInState(row: RecipientRow, state: RecipientState): boolean {
  switch (state) {
    case 'delivered':
    case 'complained':
      return row.outcome !== null && outcomeOfRank(row.outcome) === state;
    case 'bounced':
      return row.outcome !== null && /^(bounced|blocked)/.test(outcomeOfRank(row.outcome));
    default:
      return ledgerStateOf(row) === state;
  }
}

function ledgerStateOf({ status, batch }: Pick<RecipientRow, 'status' | 'batch'>): LedgerState {
  if (status === 1) return 'suppressed';
  if (status === 2 || batch?.state === 'rejected') return 'rejected';
  if (batch?.state === 'submitted' || batch?.state === 'uncertain') return batch.state;
  return 'pending';
}

const WHY_DROPPED: Readonly<Record<string, string>> = {
  unsubscribed: 'unsubscribed before it went out',
  suppressed: 'was put on the suppression list before it went out',
  erased: 'asked to be erased before it went out',
  pending: 'was no longer confirmed when it went out',
};

function reasonOf({ reason, batch }: RecipientRow, state: LedgerState): string {
  if (state === 'suppressed') return WHY_DROPPED[reason] ?? reason;
  if (reason !== '') return reason;
  return batch?.reason ?? '';
}
