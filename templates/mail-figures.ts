import type { PairingContent } from '../src/issue/content.ts';
import { wording } from './wording.ts';

interface Figures {
  readonly a: string;
  readonly b: string;
}

/** Which rows of figures a pairing has in the mail: one that has nothing to show is left out. */
export interface MailFigures {
  readonly price: Figures | null;
  /** The panel's share: once, in the pairing that leads, since every verdict says how the panel voted. */
  readonly ship: boolean;
  readonly community: Figures | null;
  /** On which day the prices were looked up; '' where nobody did. */
  readonly checked: string;
}

export function mailFigures({ a, b, pricesChecked = '' }: PairingContent, leads: boolean): MailFigures {
  return {
    price: figures(a.price, b.price, wording.noPrice),
    ship: leads,
    community: figures(a.community, b.community, wording.fewVotes),
    checked: pricesChecked,
  };
}

/** What a dash stands for is said in words: nobody looks for the key to it in a mail. */
function figures(a: string, b: string, unknown: string): Figures | null {
  if (a === NONE && b === NONE) return null;
  return { a: a === NONE ? unknown : a, b: b === NONE ? unknown : b };
}

const NONE = '—';
