import type { PairingContent } from '../src/issue/content.ts';
import type { Words } from '../src/words/words.ts';

interface Figures {
  readonly a: string;
  readonly b: string;
}

/**
 * Which rows of figures a pairing has in the mail: one without a figure is left out, and how the panel voted is the
 * verdict.
 */
export interface MailFigures {
  readonly price: Figures | null;
  readonly community: Figures | null;
}

export function mailFigures({ a, b }: PairingContent, words: Words): MailFigures {
  return {
    price: figures(a.price, b.price, words.say('mail.no-price')),
    community: figures(a.community, b.community, words.say('mail.few-votes')),
  };
}

/** What a dash stands for is said in words: nobody looks for the key to it in a mail. */
function figures(a: string, b: string, unknown: string): Figures | null {
  if (a === NONE && b === NONE) return null;
  return { a: a === NONE ? unknown : a, b: b === NONE ? unknown : b };
}

const NONE = '—';
