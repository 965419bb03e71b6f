// Made from src/words/en/*.json by `npm run words`; do not edit.

/** Of each text, its slots. */
export interface TextSlots {
  'common.day': {
    readonly day: string | number;
    readonly month: string | number;
    readonly year: string | number;
  };
  'common.instant': {
    readonly clock: string | number;
    readonly day: string | number;
    readonly zone: string | number;
  };
  'common.tagline': { readonly many: string | number };
  'verdicts.meaning': Record<never, never>;
  'verdicts.ship': Record<never, never>;
  'verdicts.ships': Record<never, never>;
  'verdicts.skip': Record<never, never>;
  'verdicts.skips': Record<never, never>;
}

export type TextKey = keyof TextSlots;

/** Of patterns that take turns, or of words in a fixed order. */
export type ListKey = 'common.months' | 'common.weekdays';
