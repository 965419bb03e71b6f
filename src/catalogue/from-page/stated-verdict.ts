import type { Verdict } from '../tool.ts';
import { isItem, lineOf, list, type PageItem } from './page-item.ts';

/** What a publication calls the two verdicts, in small letters. */
export type VerdictVocabulary = Readonly<Record<Verdict, readonly string[]>>;

/**
 * What a review says in our own words, as its name, its headline or its rating's; null where it does not. A number of
 * stars is no verdict: nobody but the critic knows from how many on they would ship.
 */
export function statedVerdict(review: PageItem, words: VerdictVocabulary): Verdict | null {
  const ratings = list(review.reviewRating).filter(isItem);
  const said = [
    review.name,
    review.headline,
    review.alternateName,
    ...ratings.flatMap(({ name, alternateName, ratingValue }) => [name, alternateName, ratingValue]),
  ].map(value => lineOf(value).toLowerCase());
  const ship = said.some(word => words.ship.includes(word));
  const skip = said.some(word => words.skip.includes(word));
  if (ship === skip) return null;
  return ship ? 'ship' : 'skip';
}

/** How many stars it gives, for whoever is asked; '' where it gives none. */
export function statedRating(review: PageItem): string {
  const [rating] = list(review.reviewRating).filter(isItem);
  const value = lineOf(rating?.ratingValue);
  if (value === '') return '';
  const best = lineOf(rating?.bestRating);
  return best === '' ? value : `${value} of ${best}`;
}
