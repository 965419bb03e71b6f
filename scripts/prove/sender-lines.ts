/** One line of a sender's output: its log, its pulse, what its status says, or how it ended. */
export interface SenderLine {
  /** Of its pulse: ms since it began, by a clock that never steps. */
  readonly beat?: number;
  /** Of its pulse: ms without a mail begun or answered, counted only as far as a process was given the processor. */
  readonly idle?: number;
  /** Of its log, by its own clock. */
  readonly time?: number;
  readonly msg?: string;
  readonly kind?: string;
  readonly reason?: string;
  /** In a log line the end of a wait: an ISO time for everybody and for a database, epoch ms for one batch. */
  readonly until?: string;
  readonly at?: number;
  readonly status?: { readonly now: number; readonly waiting: StatusWait | null };
  readonly outcome?: unknown;
  /** It waited past its patience and had to be ended. */
  readonly hung?: number;
}

interface StatusWait {
  readonly kind: string;
  readonly until: number;
  readonly reason?: string;
}

/** Lines that are no JSON (a stack trace) are left out. */
export function senderLines(said: string): SenderLine[] {
  return said.split('\n').flatMap(line => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line) as SenderLine];
    } catch {
      return [];
    }
  });
}

/** Whoever waits longer has to have said why and until when, ms. */
export const SAID_WITHIN_MS = 5_000;

/**
 * Stretches in which a sender did nothing for longer than that and had not said why and until when, in its log or in what
 * the status says.
 */
export function silences(lines: readonly SenderLine[], limitMs = SAID_WITHIN_MS): string[] {
  let now = 0;
  let saidUntil = 0;
  let silent = 0;
  const found: string[] = [];
  for (const line of lines) {
    const told = announced(line);
    if (told > 0) saidUntil = Math.max(saidUntil, now + told);
    if (line.beat === undefined || line.idle === undefined) continue;
    now = line.beat;
    // Where nothing was said the wait itself is what is not told; after an announced end a new one begins.
    const untold = Math.min(line.idle, now - saidUntil);
    if (untold <= limitMs && silent > limitMs) found.push(inWords(silent));
    silent = untold;
  }
  return silent > limitMs ? [...found, inWords(silent)] : found;
}

function inWords(ms: number): string {
  return `a sender waited ${Math.round(ms / 100) / 10} s without a word`;
}

/** For how long from now on a line tells what is waited for; 0 for a line that tells nothing. */
function announced({ kind, reason, until, time = 0, ...line }: SenderLine): number {
  if (line.status) {
    const { now, waiting } = line.status;
    return waiting && (waiting.kind === 'answer' || waiting.reason) ? waiting.until - now : 0;
  }
  if (!reason) return 0;
  // Everybody's pause, and a database that does not answer.
  if (until) return Date.parse(until) - time;
  return kind === 'later' ? (line.at ?? 0) - time : 0;
}
