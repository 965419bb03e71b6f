import { SCORE_RULES, STALE_PRICE_DAYS } from '../../src/pairing/weights.ts';

const of100 = (share: number) => `${Math.round(share * 100)} of 100`;
const { weights, penalties } = SCORE_RULES;

/** Which line of a paper about fields gives which weight of the picker. */
export const WEIGHTS_IN_WORDS: readonly (readonly [field: string, words: string])[] = [
  ['role', `(${of100(weights.flip)})`],
  ['description', `(${of100(weights.similarity)})`],
  ['price', `(${of100(weights.price)})`],
  ['addedOn', of100(weights.fresh)],
  ['addedOn', `gains ${Math.round(weights.unseen * 100)} more`],
  ['popularity', `(${of100(weights.popularity)})`],
  ['verdict', `(${of100(weights.split)})`],
];

export const PENALTIES_IN_WORDS: typeof WEIGHTS_IN_WORDS = [
  ['priceCheckedOn', `more than ${STALE_PRICE_DAYS} days ago`],
  ['priceCheckedOn', `costs the pair ${of100(penalties.stalePrice)}`],
];
