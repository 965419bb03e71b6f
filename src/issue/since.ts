import { priceLabel } from '../catalogue/price-label.ts';
import type { Price } from '../catalogue/tool.ts';
import type { Words } from '../words/words.ts';
import type { ToolContent } from './content.ts';
import { tallyWords } from './outcome.ts';

/** A tool as it is now. */
interface Compared {
  readonly price: Price;
  readonly ship: ToolContent['ship'];
}

/** A tool as the last issue that compared it printed it. */
export interface EarlierTool {
  /** That issue's own, ISO. */
  readonly date: string;
  readonly tool: Pick<ToolContent, 'name' | 'price' | 'rawPrice' | 'ship'>;
  /** That issue's: it may have been in another language. */
  readonly words: Words;
}

/**
 * What readers were told then and is no longer so: "Changed since 6 Aug 2026: the price was “Free”." '' where nothing is.
 * A price that was not known was not told.
 */
export function sinceLine(now: Compared, earlier: EarlierTool | undefined, words: Words): string {
  if (!earlier) return '';
  const { price, rawPrice, ship } = earlier.tool;
  // Both in the same words, so that a price which is only worded otherwise now has not changed.
  const then = rawPrice === undefined ? price : priceLabel(rawPrice, earlier.words);
  const newPrice = then !== priceLabel(now.price, earlier.words) && price !== '—';
  const newTally = ship.ships !== now.ship.ships || ship.skips !== now.ship.skips;
  const [day, tally] = [words.day(earlier.date), tallyWords(earlier.tool, words)];
  if (newPrice && newTally) return words.say('issue.since.both', { day, price, tally });
  if (newPrice) return words.say('issue.since.price', { day, price });
  return newTally ? words.say('issue.since.tally', { day, tally }) : '';
}
