import type { Dialect } from '../../src/storage/database.ts';
import type { OrdealName } from './ordeal.ts';
import type { RoundResult } from './round.ts';

/** One database with so many sender processes. */
export interface Setup {
  readonly database: Dialect;
  readonly workers: number;
  /** How mails are handed over; to an API, in full, when absent. */
  readonly wire?: 'thin' | 'smtp';
  /** The mailer that is tried by its kit, in place of a wire, and where the kit's module is. */
  readonly mailer?: string;
  readonly kit?: string;
  /** As the kit calls itself. */
  readonly kitName?: string;
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
  readonly wronglyRejected: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disagreements: number;
  /** Waits without a word, and senders that gave up or held up everybody where they must not. */
  readonly conduct: number;
  /** Rounds that did not end `sent` with a ledger that sums. */
  readonly unsettled: number;
}

export function setupName({ database, workers, wire, mailer, kitName }: Setup): string {
  const how = kitName ?? mailer ?? wire;
  return `${database}, ${workers} ${workers === 1 ? 'worker' : 'workers'}${how ? `, ${how}` : ''}`;
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
    wronglyRejected: sum(round => round.wronglyRejected.length),
    lost: sum(round => round.lost.length),
    doubled: sum(round => round.doubled.length),
    disagreements: sum(round => round.disagreements.length),
    conduct: sum(round => round.conduct.length),
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

/** How often each ordeal has happened, in how many of the rounds that were dealt it. */
export function ordealsOf(
  rounds: readonly PlayedRound[],
): Map<OrdealName, { rounds: number; happened: number; times: number }> {
  const byName = new Map<OrdealName, { rounds: number; happened: number; times: number }>();
  for (const { ordeal, ordealTimes } of rounds) {
    if (ordeal === null) continue;
    const known = byName.get(ordeal) ?? { rounds: 0, happened: 0, times: 0 };
    known.rounds += 1;
    if (ordealTimes > 0) known.happened += 1;
    known.times += ordealTimes;
    byName.set(ordeal, known);
  }
  return byName;
}

/** What a round did wrong, one line each; none is what the proof is about. */
export function faultsOf(round: PlayedRound): string[] {
  return [
    // What they did comes first: it is why readers are missing.
    ...round.conduct,
    ...round.lost.map(email => `${email} was lost`),
    ...round.doubled.map(email => `${email} got it more than once`),
    ...round.disagreements,
    ...round.wronglyRejected.map(email => `${email} was rejected, and nobody had refused that reader`),
    ...round.unexplained.map(email => `${email} is uncertain, and an answer could be had`),
    ...(isSettled(round)
      ? []
      : [`it ended ${round.state} and its ledger ${round.sums ? 'sums' : 'does not sum'}`]),
  ];
}

/** The same for a reader of the output: one line of each kind, and how many more there are. */
export function inShort(faults: readonly string[]): string[] {
  const kinds = Map.groupBy(faults, fault => fault.replaceAll(/\S+@\S+|“\S*”/g, ''));
  return [...kinds.values()].map(([first = '', ...more]) =>
    more.length === 0 ? first : `${first} (and ${more.length} more like it)`,
  );
}

/** How to play one round again. */
export function repeatCommand({ setup, seed, ordeal }: PlayedRound): string {
  const wire = setup.mailer ? `--mailer ${setup.mailer}` : `--wire ${setup.wire ?? 'full'}`;
  return `npm run prove -- --rounds 1 --database ${setup.database} --workers ${setup.workers} ${wire} --ordeal '${ordeal ?? 'none'}' --seed ${seed}`;
}

function isSettled(round: PlayedRound): boolean {
  return round.state === 'sent' && round.sums;
}

function isMidway(taken: number, inAll: number): boolean {
  return taken > 0 && taken < inAll;
}
