import type { ToolContent } from './content.ts';
import { dayInWords } from './day-in-words.ts';
import { tallyWords } from './outcome.ts';
import { fill } from './wording/fill.ts';
import { SINCE_WORDS } from './wording/since-words.ts';

type Compared = Pick<ToolContent, 'name' | 'price' | 'ship'>;

/** A tool as the last issue that compared it printed it. */
export interface EarlierTool {
  /** That issue's own, ISO. */
  readonly date: string;
  readonly tool: Compared;
}

/**
 * What readers were told then and is no longer so: "Changed since 6 Aug 2026: the price was “Free”." '' where nothing is.
 * A price that was not known was not told.
 */
export function sinceLine(now: Compared, earlier: EarlierTool | undefined): string {
  if (!earlier) return '';
  const { price } = earlier.tool;
  const tally = tallyWords(earlier.tool);
  const newPrice = price !== now.price && price !== '—';
  const newTally = tally !== tallyWords(now);
  if (!newPrice && !newTally) return '';
  const words = newPrice && newTally ? SINCE_WORDS.both : newPrice ? SINCE_WORDS.price : SINCE_WORDS.tally;
  return fill(words, { day: dayInWords(earlier.date), price, tally });
}
