// Made from src/words/en/*.json by `npm run words`; do not edit.

/** Of each text, its slots. */
export interface TextSlots {
  'common.day': {
    readonly day: string | number;
    readonly month: string | number;
    readonly year: string | number;
  };
  'common.day-of-year': { readonly day: string | number; readonly month: string | number };
  'common.instant': {
    readonly clock: string | number;
    readonly day: string | number;
    readonly zone: string | number;
  };
  'common.moment': { readonly clock: string | number; readonly day: string | number };
  'common.percent': { readonly percent: string | number };
  'common.schedule.local-time': Record<never, never>;
  'common.schedule.other': Record<never, never>;
  'common.schedule.weekly': {
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
  'web.chart.numbers': Record<never, never>;
  'web.fault.advice': { readonly number: string | number };
  'web.fault.title': Record<never, never>;
  'web.footer.feed': Record<never, never>;
  'web.footer.how-we-pick': Record<never, never>;
  'web.footer.issues': Record<never, never>;
  'web.footer.label': Record<never, never>;
  'web.footer.privacy': Record<never, never>;
  'web.foreign-form.advice': { readonly start: string | number };
  'web.foreign-form.start': Record<never, never>;
  'web.foreign-form.title': Record<never, never>;
  'web.latest': Record<never, never>;
  'web.legend.ship': { readonly one: string | number };
  'web.legend.skip': Record<never, never>;
  'web.not-found.advice': { readonly latest: string | number };
  'web.not-found.title': Record<never, never>;
  'web.sample': { readonly many: string | number };
  'web.test-link.preferences': Record<never, never>;
  'web.test-link.status': Record<never, never>;
  'web.test-link.title': Record<never, never>;
  'web.test-link.unsubscribe': Record<never, never>;
  'web.title': { readonly publication: string | number; readonly title: string | number };
  'web.too-long.advice': { readonly kilobytes: number };
  'web.too-long.title': Record<never, never>;
  'web.wrong-method.advice': { readonly latest: string | number; readonly methods: string | number };
  'web.wrong-method.methods': { readonly one: string | number; readonly other: string | number };
  'web.wrong-method.title': { readonly method: string | number };
}

export type TextKey = keyof TextSlots;

/** Of patterns that take turns, or of words in a fixed order. */
export type ListKey = 'common.months' | 'common.weekdays';
