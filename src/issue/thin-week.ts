import type { Pick } from '../pairing/pairing.ts';
import { withArticle } from '../words/noun.ts';
import { fill } from './wording/fill.ts';
import { THIN_WORDS } from './wording/thin-words.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/**
 * Why there are fewer pairings than usual, or which rule was relaxed to fill the issue; '' in an ordinary week.
 * @param compared what rests: "tool"
 */
export function thinLine(
  shown: number,
  pick: { readonly asked: number; readonly rung: Pick['rung'] },
  compared: string,
): string {
  if (shown >= pick.asked)
    return fill(THIN_WORDS.relaxed[pick.rung.step] ?? '', { tool: withArticle(compared) });
  return fill(THIN_WORDS.shorter, {
    shown: numberWord(shown),
    pairings: shown === 1 ? 'pairing' : 'pairings',
    asked: numberWord(pick.asked).toLowerCase(),
  });
}

function numberWord(number: number): string {
  return NUMBERS[number] ?? String(number);
}
