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
  if (onA === onB) return fill(PRICE_WORDS.same, { a: onA });
  return fill(PRICE_WORDS.two, { a: yearOf(onA) === yearOf(onB) ? withoutYear(onA) : onA, b: onB });
}

function yearOf(day: string): string {
  return day.slice(day.lastIndexOf(' ') + 1);
}

function withoutYear(day: string): string {
  return day.slice(0, day.lastIndexOf(' '));
}

function dayOf({ price, priceChecked }: Priced): string {
  return price === '—' ? '' : priceChecked.replace(/^checked /u, '');
}
