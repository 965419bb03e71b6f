import { oneLine } from './clean-text.ts';
import { fill } from './wording/fill.ts';
import { PICK_WORDS } from './wording/reason-words.ts';

/** "Pick Suno when you want a whole song from one prompt."; '' where the catalogue does not say when. */
export function pickLine(name: string, pickWhen: string): string {
  const when = oneLine(pickWhen).replace(/[\s.!?…]+$/u, '');
  return when === '' ? '' : fill(PICK_WORDS, { tool: name, when });
}
