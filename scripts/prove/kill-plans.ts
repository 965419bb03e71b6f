import type { Dice } from '../dice.ts';
import { type KillPlan, MOMENTS, type Moment } from './moment.ts';

/** The moments the proof must not miss come up more often than the two at the edges. */
const NAMED: readonly Moment[] = MOMENTS.filter(
  moment => !['in the freeze', 'in the publication', 'in the decision', 'after the settle'].includes(moment),
);

/** Look, create, publish, look again; and before the id is written down. */
const PUBLICATION_STEPS = 5;

/** As much of the issue over SMTP as a batch is over an API, in mails. */
export const MAILS_A_STEP = 5;

/**
 * One list a worker: how each of its lives ends; when the list is used up it lives until the issue is settled.
 * @returns as many lists as workers, at least one kill in all
 */
export function drawKills(
  dice: Dice,
  {
    workers,
    wire,
    decides = false,
  }: {
    readonly workers: number;
    readonly wire?: 'thin' | 'smtp';
    /** Whether a sender may have to decide which subject the rest gets. */
    readonly decides?: boolean;
  },
): KillPlan[][] {
  const kills = Array.from({ length: workers }, () => [] as KillPlan[]);
  const total = workers === 1 ? 2 + dice.below(3) : workers + dice.below(3);
  for (let kill = 0; kill < total; kill++) {
    const own = kills[kill % workers];
    const drawn = drawKill(dice, { first: own?.length === 0, workers, thin: wire === 'thin' });
    own?.push(wire === 'smtp' ? later(drawn) : drawn);
  }
  // As the last one: who waits for it would wait in vain where somebody else decides.
  if (decides) for (const own of kills) own.push({ moment: 'in the decision', nth: 1, delayMs: 0 });
  return kills;
}

/** Over SMTP each mail is a batch of its own, so every moment comes often. */
function later(plan: KillPlan): KillPlan {
  if (plan.moment === 'at random') return { ...plan, requests: plan.requests * MAILS_A_STEP };
  return plan.moment === 'in the freeze' ? plan : { ...plan, nth: plan.nth * MAILS_A_STEP };
}

function drawKill(
  dice: Dice,
  life: { readonly first: boolean; readonly workers: number; readonly thin: boolean },
): KillPlan {
  // Not at the very start: most kills are to land while some, but not all, of the audience has been accepted. Several
  // workers share the batches, so each has fewer.
  const { first, workers, thin } = life;
  if (thin && first && dice.chance(0.4)) {
    return { moment: 'in the publication', nth: 1 + dice.below(PUBLICATION_STEPS), delayMs: 0 };
  }
  const nth = workers === 1 ? (first ? 3 : 1) + dice.below(4) : 1 + dice.below(3);
  if (dice.chance(0.3)) return { moment: 'at random', requests: nth, delayMs: dice.below(80) };
  if (first && dice.chance(0.1)) return { moment: 'in the freeze', nth: 1, delayMs: 0 };
  if (dice.chance(0.1)) return { moment: 'after the settle', nth, delayMs: 0 };
  return { moment: dice.one(NAMED), nth, delayMs: dice.below(60) };
}
