import type { Pick } from '../pairing/pairing.ts';
import { articled, capital } from '../words/noun.ts';
import type { Words } from '../words/words.ts';

/**
 * Why there are fewer pairings than usual, or which rule was relaxed to fill the issue; '' in an ordinary week.
 * @param compared what rests: "tool"
 */
export function thinLine(
  shown: number,
  pick: { readonly asked: number; readonly rung: Pick['rung'] },
  compared: string,
  words: Words,
): string {
  if (shown >= pick.asked) return relaxed(pick.rung.step, compared, words);
  return words.say('issue.thin.shorter', {
    count: shown,
    shown: capital(numberWord(shown, words)),
    asked: numberWord(pick.asked, words),
  });
}

/** Rules that gave way, by their step (src/pairing/ladder.ts). */
function relaxed(step: number, compared: string, words: Words): string {
  const one = articled(compared, words.language);
  switch (step) {
    case 1:
      return words.say('issue.thin.eight-weeks', { one });
    case 2:
      return words.say('issue.thin.four-weeks', { one });
    case 3:
      return words.say('issue.thin.one-category');
    default:
      return '';
  }
}

function numberWord(number: number, words: Words): string {
  return words.patterns('issue.numbers')[number] ?? String(number);
}
