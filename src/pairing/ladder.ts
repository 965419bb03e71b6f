import type { Rung } from './pairing.ts';

/** The rules of one step of the ladder. */
export interface LadderStep extends Rung {
  /** Weeks that a featured tool rests. */
  readonly cooldown: number;
  /** How many pairings one category may give to an issue. */
  readonly perCategory: 1 | 2;
  /** How many pairings make the set full. */
  readonly size: number;
}

/** The steps in which a thin week relaxes, strictest first. The first one with a full set wins. */
export function ladder(asked: number): LadderStep[] {
  const steps: LadderStep[] = [
    { step: 0, name: 'no rule relaxed', cooldown: 12, perCategory: 1, size: asked },
    { step: 1, name: 'cooldown 8 weeks instead of 12', cooldown: 8, perCategory: 1, size: asked },
    { step: 2, name: 'cooldown 4 weeks instead of 12', cooldown: 4, perCategory: 1, size: asked },
    { step: 3, name: 'two pairings of one category allowed', cooldown: 4, perCategory: 2, size: asked },
  ];
  for (let size = asked - 1; size >= 0; size--) {
    const name =
      size === 0
        ? 'no pairing is left'
        : `${size} ${size === 1 ? 'pairing' : 'pairings'} instead of ${asked}`;
    steps.push({ step: steps.length, name, cooldown: 4, perCategory: 2, size });
  }
  return steps;
}
