import type { Dice } from '../dice.ts';
import type { KitFault } from './kit.ts';

/** Calls among which the faults are strewn; later ones pass. */
const CALLS = 24;

function drawFault(dice: Dice): KitFault {
  const mails = 1 + dice.below(14);
  const taken = dice.chance(0.5);
  return dice.one<KitFault>([
    { do: 'reset' },
    { do: 'lose' },
    { do: 'lose' },
    { do: 'partly', mails },
    { do: 'partly', mails },
    { do: 'hang', taken },
    { do: 'rubbish', taken, status: 200 },
    { do: 'rubbish', taken, status: 502 },
    { do: 'half' },
    { do: 'busy' },
    { do: 'some later', mails },
  ]);
}

/**
 * What goes wrong in a round: a few faults, never two in a row (without keys five unclear answers on end stop an issue, and
 * rightly so), and on many other calls an API that takes its time.
 */
export function drawKitTrouble(dice: Dice): { readonly fault: KitFault; readonly after: number }[] {
  const even = Array.from({ length: CALLS / 2 }, (_, index) => index * 2);
  const struck = new Map(dice.some(even, 3 + dice.below(3)).map(call => [call, drawFault(dice)]));
  return Array.from({ length: CALLS }, (_, call) => {
    const fault = struck.get(call);
    if (fault) return [{ fault, after: call }];
    return dice.chance(0.6) ? [{ fault: { do: 'slow', ms: 10 + dice.below(60) } as const, after: call }] : [];
  }).flat();
}
