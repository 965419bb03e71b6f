import type { Part } from './compiled-mail.ts';
import { placeholderMark, placeholderPattern } from './placeholders.ts';

/** The plain-text part as a person reads it before it has a reader: each reader's part is named in brackets. */
export function readableText(parts: readonly Part[]): string {
  return parts.map(part => (typeof part === 'string' ? part : slotWords(part.slot))).join('');
}

/** The same for a text that still holds its placeholders. @param nonce they were made with */
export function readablePlaceholders(text: string, nonce: string): string {
  return text.replace(placeholderPattern(placeholderMark(nonce)), (_, slot?: string) =>
    slotWords(slot ?? 'reader'),
  );
}

function slotWords(slot: string): string {
  const vote = /^vote-(\d+)$/.exec(slot)?.[1];
  if (vote !== undefined) return `[vote ${vote}]`;
  return slot === 'reader' ? '[name and address]' : `[${slot}]`;
}
