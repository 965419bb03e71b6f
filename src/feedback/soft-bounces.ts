import type { Outcome } from './outcome.ts';

/** One issue's delivery to a reader, as far as is known. */
export interface PastDelivery {
  readonly outcome: Outcome;
  /** Epoch ms of the event that decided it. */
  readonly at: number;
}

const IN_A_ROW = 5;
const ISSUES = 3;
const SPAN_MS = 15 * 24 * 3_600_000;

/**
 * Why soft bounces add up to an address nobody reads; '' when they do not. Counted back to the last issue that arrived:
 * three or more issues over at least 15 days, or five issues in a row, however close together.
 * @param newestFirst every issue's delivery to the reader; those of which nothing final is known do not count
 */
export function deadBySoftBounces(newestFirst: readonly PastDelivery[]): string {
  const known = newestFirst.filter(({ outcome }) => FINAL.has(outcome));
  const arrived = known.findIndex(({ outcome }) => outcome !== 'bounced_soft');
  const row = arrived === -1 ? known : known.slice(0, arrived);
  const times = row.map(({ at }) => at);
  const span = Math.max(...times) - Math.min(...times);
  if (row.length >= IN_A_ROW) return `${row.length} issues in a row bounced softly.`;
  if (row.length >= ISSUES && span >= SPAN_MS) {
    return `${row.length} issues in a row bounced softly, over ${Math.floor(span / (24 * 3_600_000))} days.`;
  }
  return '';
}

const FINAL = new Set<Outcome>(['delivered', 'bounced_soft', 'bounced', 'complained']);
