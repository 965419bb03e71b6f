import type { Words } from '../words/words.ts';
import { oneLine } from './clean-text.ts';
import type { ToolContent } from './content.ts';
import { panelSize } from './lead.ts';

/**
 * "Pick Suno when you want a whole song from one prompt."; '' where the catalogue does not say when, and of a tool that the
 * panel skips, since nobody there would pick it.
 */
export function pickLine(
  { name, ship }: Pick<ToolContent, 'name' | 'ship'>,
  pickWhen: string,
  words: Words,
): string {
  if (panelSize({ ship }) > 0 && ship.badge === 'skip') return '';
  const when = oneLine(pickWhen).replace(/[\s.!?…]+$/u, '');
  return when === '' ? '' : words.say('issue.pick', { tool: name, when });
}
