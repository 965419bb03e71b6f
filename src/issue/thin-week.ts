import type { Pick } from '../pairing/pairing.ts';
import { oneLine } from './clean-text.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** Why there are fewer pairings than usual, or which rule was relaxed to fill the issue; '' in an ordinary week. */
export function thinLine(
  shown: number,
  pick: { readonly asked: number; readonly rung: Pick['rung'] },
): string {
  if (shown < pick.asked) {
    const noun = shown === 1 ? 'pairing' : 'pairings';
    const asked = numberWord(pick.asked).toLowerCase();
    return `${numberWord(shown)} ${noun} this week instead of ${asked}: no other pair met our rules.`;
  }
  return pick.rung.step > 0
    ? oneLine(`One of our rules was relaxed to fill this week: ${pick.rung.name}.`)
    : '';
}

function numberWord(number: number): string {
  return NUMBERS[number] ?? String(number);
}
