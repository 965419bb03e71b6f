import { type Acts, actsInOrder } from './acts.ts';
import { Duel } from './duel.ts';
import { evidenceAsked } from './evidence-asked.ts';
import type { TrialOutcome } from './trial-outcome.ts';
import type { TrialReader } from './trial-reader.ts';

/**
 * How a trial stands at a look, which may come at any time and as often as one likes. An arm wins at the first moment at which it
 * shows the evidence asked against every other; later looks find the same moment. A wrong winner, one that draws no more than
 * another, is named in at most one trial of twenty, however often somebody looks. Same readers, in any order, same outcome; the
 * arms' numbers mean nothing. No acts, no winner.
 * @param readers everybody on trial to whom a mail was submitted, with what is known of them by now
 * @param arms how many there are, at least 1
 * @param now the instant of the look, epoch ms: what any arm has not had the time for is left out
 * @throws where a reader has an arm that is none
 */
export function judgeTrial(readers: Iterable<TrialReader>, arms: number, now: number): TrialOutcome {
  const duels = everyDuel(arms);
  const asked = Math.log(evidenceAsked(arms));
  const acted = new Set<number>();
  let moment = Number.NEGATIVE_INFINITY;
  for (const acts of actsInOrder(readers, arms, now)) {
    if (acts.countsAt > moment) {
      const winner = winnerAmong(acted, duels, asked);
      if (winner) return winner;
      acted.clear();
      moment = acts.countsAt;
    }
    for (const duel of duels) takeActs(duel, acts);
    for (const [arm, count] of acts.acted.entries()) if (count > 0) acted.add(arm);
  }
  return winnerAmong(acted, duels, asked) ?? openTrial(arms, duels);
}

interface Pair {
  readonly first: number;
  readonly second: number;
  readonly duel: Duel;
}

function everyDuel(arms: number): Pair[] {
  const numbers = Array.from({ length: arms }, (_, arm) => arm);
  return numbers.flatMap(first =>
    numbers.slice(first + 1).map(second => ({ first, second, duel: new Duel() })),
  );
}

function takeActs({ first, second, duel }: Pair, { acted, atRisk }: Acts): void {
  duel.take({
    ofFirst: acted[first] ?? 0,
    ofSecond: acted[second] ?? 0,
    firstAtRisk: atRisk[first] ?? 0,
    secondAtRisk: atRisk[second] ?? 0,
  });
}

/**
 * Nobody wins but by their own readers' acts. Two never win at once: what speaks for one of a pair speaks against the other.
 * @param acted the arms whose readers acted at this moment
 */
function winnerAmong(acted: ReadonlySet<number>, duels: readonly Pair[], asked: number): TrialOutcome | null {
  for (const arm of acted) {
    const least = leastFor(arm, duels, asked);
    if (least >= asked) return { kind: 'winner', arm, evidence: Math.exp(least) };
  }
  return null;
}

function openTrial(arms: number, duels: readonly Pair[]): TrialOutcome {
  const evidence = Array.from({ length: arms }, (_, arm) =>
    arms === 1 ? 1 : Math.exp(leastFor(arm, duels, Number.NEGATIVE_INFINITY)),
  );
  return { kind: 'open', evidence };
}

/**
 * Logarithm of what an arm shows against the one it has least to show against.
 * @param enough below it any value will do that is below it as well
 * @returns minus infinity for one that stands alone
 */
function leastFor(arm: number, duels: readonly Pair[], enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { first, second, duel } of duels) {
    if (first === arm) least = Math.min(least, duel.logForFirst);
    else if (second === arm) least = Math.min(least, duel.logForSecond);
    if (least < enough) break;
  }
  return Number.isFinite(least) ? least : Number.NEGATIVE_INFINITY;
}
