import type { Words } from '../words/words.ts';
import type { ToolContent } from './content.ts';

type Priced = Pick<ToolContent, 'name' | 'price'> & {
  /** ISO date on which somebody looked it up; '' for nobody. */
  readonly checkedOn: string;
};

/** "Prices checked 18 Nov 2026."; '' where no price is known or nobody noted the day. */
export function pricesChecked(a: Priced, b: Priced, words: Words): string {
  const [onA, onB] = [dayOf(a), dayOf(b)];
  if (onA === '' && onB === '') return '';
  if (onA === '') return words.say('issue.prices-checked.one', { tool: b.name, day: words.day(onB) });
  if (onB === '') return words.say('issue.prices-checked.one', { tool: a.name, day: words.day(onA) });
  if (onA === onB) return words.say('issue.prices-checked.same', { day: words.day(onA) });
  const first = onA.slice(0, 4) === onB.slice(0, 4) ? dayOfYear(onA, words) : words.day(onA);
  return words.say('issue.prices-checked.two', { first, second: words.day(onB) });
}

function dayOf({ price, checkedOn }: Priced): string {
  return price === '—' ? '' : checkedOn;
}

/** `18 Nov`, where the year follows. */
function dayOfYear(isoDate: string, words: Words): string {
  const [, month, day] = isoDate.split('-').map(Number);
  const name = words.patterns('common.months')[(month ?? 0) - 1] ?? '';
  return words.say('common.day-of-year', { day: day ?? '', month: name });
}
