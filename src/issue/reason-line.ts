import type { SeatContent } from './content.ts';
import { fill } from './wording/fill.ts';
import { REASON_WORDS } from './wording/reason-words.ts';
import type { WordChoice } from './wording/word-choice.ts';

/** Whose words a tool's quote is, and that they speak for it or against it: "The Skeptic makes the case". */
export function reasonLine(seat: SeatContent, choice: WordChoice): string {
  return fill(choice.take(REASON_WORDS[seat.verdict]), { who: whoSays(seat) });
}

/** "The Skeptic" says the role already; Ada Okafor is shown with hers. */
export function whoSays({ name, role }: Pick<SeatContent, 'name' | 'role'>): string {
  return name.toLowerCase().includes(role.toLowerCase()) ? name : `${name} (${role})`;
}
