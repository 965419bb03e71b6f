import type { Dialect } from '../../src/storage/database.ts';
import type { RoundResult } from './round.ts';

/** One database with so many sender processes. */
export interface Setup {
  readonly database: Dialect;
  readonly workers: number;
  /** MAIL_WIRE; in full when absent. */
  readonly wire?: 'thin';
}

export interface PlayedRound extends RoundResult {
  readonly setup: Setup;
  readonly seed: number;
}

/** The sums a proof prints; one row a set-up and one for all. */
export interface Tally {
  readonly rounds: number;
  readonly kills: number;
  /** Kills that landed while some, but not all, of the mails had been taken. */
  readonly midway: number;
  readonly requests: number;
  readonly retries: number;
  readonly replays: number;
  readonly tooFast: number;
  readonly readers: number;
  readonly submitted: number;
  readonly suppressed: number;
  readonly rejected: number;
  readonly uncertain: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disagreements: number;
  /** Rounds that did not end `sent` with a ledger that sums. */
  readonly unsettled: number;
}

export function setupName({ database, workers, wire }: Setup): string {
  return `${database}, ${workers} ${workers === 1 ? 'worker' : 'workers'}${wire ? ', thin' : ''}`;
}

export function tallied(rounds: readonly PlayedRound[]): Tally {
  const sum = (part: (round: PlayedRound) => number) =>
    rounds.reduce((total, round) => total + part(round), 0);
  return {
    rounds: rounds.length,
    kills: sum(round => round.kills.length),
    midway: sum(round => round.kills.filter(kill => isMidway(kill.taken, round.taken)).length),
    requests: sum(round => round.requests),
    retries: sum(round => round.retries),
    replays: sum(round => round.replays),
    tooFast: sum(round => round.tooFast),
    readers: sum(round => round.audience),
    submitted: sum(round => round.submitted),
    suppressed: sum(round => round.suppressed),
    rejected: sum(round => round.rejected),
    uncertain: sum(round => round.uncertain),
    lost: sum(round => round.lost.length),
    doubled: sum(round => round.doubled.length),
    disagreements: sum(round => round.disagreements.length),
    unsettled: sum(round => (isSettled(round) ? 0 : 1)),
  };
}

/** Kills by moment, and how many of them landed midway. */
export function killsByMoment(
  rounds: readonly PlayedRound[],
): Map<string, { kills: number; midway: number }> {
  const byMoment = new Map<string, { kills: number; midway: number }>();
  for (const round of rounds) {
    for (const kill of round.kills) {
      const known = byMoment.get(kill.moment) ?? { kills: 0, midway: 0 };
      known.kills += 1;
      if (isMidway(kill.taken, round.taken)) known.midway += 1;
      byMoment.set(kill.moment, known);
    }
  }
  return byMoment;
}

/** What a round did wrong, one line each; none is what the proof is about. */
export function faultsOf(round: PlayedRound): string[] {
  return [
    ...round.lost.map(email => `${email} was lost`),
    ...round.doubled.map(email => `${email} got it more than once`),
    ...round.disagreements,
    ...(round.uncertain > 0 ? [`${round.uncertain} are uncertain, well inside the key window`] : []),
    ...(isSettled(round)
      ? []
      : [`it ended ${round.state} and its ledger ${round.sums ? 'sums' : 'does not sum'}`]),
  ];
}

/** How to play one round again. */
export function repeatCommand({ setup, seed }: PlayedRound): string {
  const wire = setup.wire ?? 'full';
  return `npm run prove -- --rounds 1 --database ${setup.database} --workers ${setup.workers} --wire ${wire} --seed ${seed}`;
}

function isSettled(round: PlayedRound): boolean {
  return round.state === 'sent' && round.sums;
}

function isMidway(taken: number, inAll: number): boolean {
  return taken > 0 && taken < inAll;
}
