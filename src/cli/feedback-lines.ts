import type { Outcome, OutcomeCounts } from '../feedback/outcome.ts';

const WORDS: readonly (readonly [Outcome, string])[] = [
  ['delivered', 'delivered'],
  ['bounced', 'bounced for good'],
  ['bounced_soft', 'bounced for now'],
  ['blocked', 'sent back because of us'],
  ['complained', 'complained'],
  ['failed', 'failed at the mail API'],
  ['suppressed', 'kept back by the mail API'],
  ['delayed', 'still delayed'],
];

/** What the mail API reported back about an issue, every kind that came; nothing before the first event. */
export function feedbackLines(counts: OutcomeCounts): string[] {
  const told = WORDS.filter(([outcome]) => counts[outcome] > 0).map(
    ([outcome, words]) => `${counts[outcome].toLocaleString('en')} ${words}`,
  );
  return told.length === 0 ? [] : [`Reported back: ${told.join(', ')}.`];
}
