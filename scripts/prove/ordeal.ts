import type { SendWeekOutcome } from '../../src/newsroom/send-week.ts';
import type { SenderLine } from './sender-lines.ts';
import type { Setup } from './tally.ts';

/** What befalls a whole round, beside the kills and the API's single faults. */
export const ORDEALS = [
  /** Every mail is refused for a reason about us, until an editor has seen to it. */
  'mass refusal',
  /** A quota is used up while many batches are open, until it is raised. */
  'quota',
  /** Connections to the API stand and carry nothing any more. */
  'silent connections',
  /** The same between the senders and Postgres. */
  'silent database',
  /** The relay takes longer over the final dot than a lease lasts. */
  'slow relay',
  /** Some readers' servers want every first attempt later. */
  'greylisting',
  /** One sender's clock is an hour or a day ahead, and is put right. */
  'clock steps',
  /** The API key becomes another account's while answers are unclear. */
  'account change',
  /** The database falls back some seconds while a reader leaves. */
  'stale replica',
  /** Two subjects: most readers wait until it is decided which of them they get. */
  'subjects on trial',
] as const;
export type OrdealName = (typeof ORDEALS)[number];

/** How a sender ended that was not killed. */
export type SenderOutcome = SendWeekOutcome | { readonly kind: 'database_fault'; readonly why: string };

export interface Ordeal {
  readonly name: OrdealName;
  /** Goes on beside the senders; ends when the last of them has. */
  run(over: AbortSignal): Promise<void>;
  /** A sender has ended by itself before the issue was settled. @returns whether that was right, so that it goes on */
  attend(outcome: SenderOutcome): Promise<boolean>;
  /** How often it has happened. */
  times(): number;
  /** For how long (ms) it keeps an answer that has come from being written down; absent where it does not. */
  readonly silentMs?: number;
  /** Whether nobody can know of this reader what became of the mail. */
  mayBeUncertain(email: string): boolean;
  /** What the senders' output shows of this ordeal that must not be. */
  wrongs(said: readonly SenderLine[]): readonly string[];
}

export function isOrdeal(text: string | undefined): text is OrdealName {
  return ORDEALS.some(known => known === text);
}

/** Whether it can happen there at all. */
export function fits(name: OrdealName, { database, wire }: Setup): boolean {
  switch (name) {
    case 'mass refusal':
    case 'clock steps':
    case 'subjects on trial':
      return true;
    case 'quota':
    case 'silent connections':
    case 'account change':
    // Without keys a database that falls back doubles, and docs/delivery.md says so.
    case 'stale replica':
      return wire !== 'smtp';
    case 'silent database':
      return database === 'postgres';
    case 'slow relay':
    case 'greylisting':
      return wire === 'smtp';
  }
}

/**
 * One ordeal a round, each as often as the set-ups allow.
 * @returns in the order of the rounds; null where nothing fits
 */
export function dealOrdeals(
  rounds: readonly Setup[],
  names: readonly OrdealName[],
): readonly (OrdealName | null)[] {
  const times = new Map<OrdealName, number>(names.map(name => [name, 0]));
  return rounds.map(setup => {
    const fitting = names.filter(name => fits(name, setup));
    const [rarest] = fitting.toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
    if (rarest) times.set(rarest, (times.get(rarest) ?? 0) + 1);
    return rarest ?? null;
  });
}
