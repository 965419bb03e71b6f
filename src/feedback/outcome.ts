import type { SuppressionReason } from '../audience/suppression.ts';
import type { BounceKind, MailFact } from './mail-event.ts';

/**
 * What became of a delivery after it was submitted, by rank: it only ever moves up, so that twice, late and out of order
 * end the same. Numbers are stored; a new one may be put between two, none may be given another meaning.
 */
export const RANK = {
  submitted: 10,
  delayed: 20,
  failed: 30,
  suppressed: 40,
  delivered: 50,
  /** Back because of us, whoever the reader is: counted in alarms, never against the reader. */
  blocked: 55,
  /** Said no for now; the mail API has given up. */
  bounced_soft: 60,
  bounced: 70,
  complained: 80,
} as const;

export type Outcome = keyof typeof RANK;

/** The outcome an event is evidence of, or null when it tells nothing about a mail. */
export function outcomeOf(fact: MailFact): Outcome | null {
  switch (fact.kind) {
    case 'other':
    case 'leave':
      return null;
    case 'bounced':
      return BOUNCES[fact.lasting];
    // Machines open and click too, also on the way to a bounce: they only prove that the mail was taken.
    case 'opened':
    case 'clicked':
      return 'submitted';
    default:
      return fact.kind;
  }
}

const BOUNCES = {
  permanent: 'bounced',
  transient: 'bounced_soft',
  undetermined: 'bounced_soft',
  ours: 'blocked',
} as const satisfies Record<BounceKind, Outcome>;

/** Who must never be mailed again because of one event, and why; null when one event is not enough. */
export function suppressionBy(
  fact: MailFact,
): { readonly reason: Exclude<SuppressionReason, 'erased' | 'manual'>; readonly detail: string } | null {
  switch (fact.kind) {
    case 'complained':
      return { reason: 'complaint', detail: 'The reader reported a mail as spam.' };
    case 'bounced':
      return fact.lasting === 'permanent' ? { reason: 'hard_bounce', detail: fact.reason } : null;
    case 'suppressed':
      return {
        reason: fact.because === 'complaint' ? 'complaint' : 'hard_bounce',
        detail: `The mail API keeps mail to this address back. ${fact.reason}`.trim(),
      };
    default:
      return null;
  }
}

/** Deliveries of one issue by outcome, each counted once: at its highest rank. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export function noOutcomes(): Record<Outcome, number> {
  return {
    submitted: 0,
    delayed: 0,
    failed: 0,
    suppressed: 0,
    delivered: 0,
    blocked: 0,
    bounced_soft: 0,
    bounced: 0,
    complained: 0,
  };
}

/**
 * The numbers of `status`: every bounce is a bounce there, who complained is no longer under delivered, and `failed` are
 * those that the mail API took and then could not send.
 */
export function feedbackOf(counts: OutcomeCounts): {
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
  readonly failed: number;
} {
  return {
    delivered: counts.delivered,
    bounced: counts.bounced + counts.bounced_soft + counts.blocked,
    complained: counts.complained,
    failed: counts.failed,
  };
}

const BY_RANK = new Map<number, Outcome>(
  Object.entries(RANK).map(([outcome, rank]) => [rank, outcome as Outcome]),
);

/** @throws for a number no version of this program has stored */
export function outcomeOfRank(rank: number): Outcome {
  const outcome = BY_RANK.get(rank);
  if (!outcome) throw new Error(`The database holds an outcome of rank ${rank}, which is not known.`);
  return outcome;
}
