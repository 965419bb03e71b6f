/** What has changed about a tool since an issue last compared it. */
export const SINCE_WORDS = {
  price: 'Changed since {day}: the price was “{price}”.',
  tally: 'Changed since {day}: the panel stood at {tally}.',
  both: 'Changed since {day}: the price was “{price}”, and the panel stood at {tally}.',
};
