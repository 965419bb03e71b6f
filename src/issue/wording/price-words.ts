/** On which day the prices of a pairing were looked up, left and right. */
export const PRICE_WORDS = {
  same: 'Prices checked {a}.',
  two: 'Prices checked {a} and {b}.',
  one: 'Price of {name} checked {day}.',
};
