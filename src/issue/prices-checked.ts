import type { ToolContent } from './content.ts';
import { fill } from './wording/fill.ts';
import { PRICE_WORDS } from './wording/price-words.ts';

type Priced = Pick<ToolContent, 'name' | 'price' | 'priceChecked'>;

/** "Prices checked 18 Nov 2026."; '' where no price is known or nobody noted the day. */
export function pricesChecked(a: Priced, b: Priced): string {
  const [onA, onB] = [dayOf(a), dayOf(b)];
  if (onA === '' && onB === '') return '';
  if (onA === '') return fill(PRICE_WORDS.one, { name: b.name, day: onB });
  if (onB === '') return fill(PRICE_WORDS.one, { name: a.name, day: onA });
  return onA === onB ? fill(PRICE_WORDS.same, { a: onA }) : fill(PRICE_WORDS.two, { a: onA, b: onB });
}

function dayOf({ price, priceChecked }: Priced): string {
  return price === '—' ? '' : priceChecked.replace(/^checked /u, '');
}
