import type { Words } from '../words/words.ts';
import type { SeatContent } from './content.ts';
import type { WordChoice } from './word-choice.ts';

/** Whose words a tool's quote is, and that they speak for it or against it: "The Skeptic makes the case". */
export function reasonLine(seat: SeatContent, choice: WordChoice): string {
  const { words } = choice;
  const pattern = choice.take(words.patterns(`issue.reason.${seat.verdict}`));
  return words.fill(pattern, { who: whoSays(seat, words) });
}

/** "The Skeptic" says the role already; Ada Okafor is shown with hers. */
export function whoSays({ name, role }: Pick<SeatContent, 'name' | 'role'>, words: Words): string {
  return name.toLowerCase().includes(role.toLowerCase()) ? name : words.say('issue.who', { name, role });
}
