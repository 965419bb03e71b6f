import type { PairingContent } from '../src/issue/content.ts';
import { wordingOf } from './wording.ts';

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

export function mailFigures({ a, b }: PairingContent): MailFigures {
  const wording = wordingOf();
  return {
    price: figures(a.price, b.price, wording.noPrice),
    community: figures(a.community, b.community, wording.fewVotes),
  };
}

/** What a dash stands for is said in words: nobody looks for the key to it in a mail. */
function figures(a: string, b: string, unknown: string): Figures | null {
  if (a === NONE && b === NONE) return null;
  return { a: a === NONE ? unknown : a, b: b === NONE ? unknown : b };
}

const NONE = '—';
