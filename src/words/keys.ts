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
  'common.share': {
    readonly from: string | number;
    readonly percent: string | number;
    readonly to: string | number;
    readonly total: string | number;
  };
  'common.tagline': { readonly many: string | number };
  'verdicts.meaning': Record<never, never>;
  'verdicts.ship': Record<never, never>;
  'verdicts.ships': Record<never, never>;
  'verdicts.skip': Record<never, never>;
  'verdicts.skips': Record<never, never>;
  'vote.against': Record<never, never>;
  'vote.against-panel': Record<never, never>;
  'vote.answer.both': Record<never, never>;
  'vote.answer.neither': Record<never, never>;
  'vote.answer.one': { readonly tool: string | number };
  'vote.bench.panel': { readonly ships: string | number; readonly skips: string | number };
  'vote.bench.readers': { readonly all: string | number; readonly filled: string | number };
  'vote.cast': Record<never, never>;
  'vote.change': Record<never, never>;
  'vote.changed-your-mind': Record<never, never>;
  'vote.close': { readonly share: string | number; readonly tool: string | number };
  'vote.closed-on': { readonly time: string | number };
  'vote.closes-on': { readonly time: string | number };
  'vote.count': { readonly ballots: number };
  'vote.counted': { readonly one: string | number };
  'vote.course.by': Record<never, never>;
  'vote.course.chose': Record<never, never>;
  'vote.course.clear': {
    readonly moment: string | number;
    readonly share: string | number;
    readonly tool: string | number;
  };
  'vote.course.close': { readonly share: string | number; readonly tool: string | number };
  'vote.course.few': { readonly one: string | number };
  'vote.course.from-to': { readonly from: string | number; readonly to: string | number };
  'vote.course.interval': Record<never, never>;
  'vote.course.moment': { readonly clock: string | number; readonly day: string | number };
  'vote.course.note': Record<never, never>;
  'vote.course.share': Record<never, never>;
  'vote.course.table': Record<never, never>;
  'vote.course.title': { readonly one: string | number; readonly tool: string | number };
  'vote.dead.aside': Record<never, never>;
  'vote.dead.link': Record<never, never>;
  'vote.dead.text': { readonly link: string | number };
  'vote.dead.title': Record<never, never>;
  'vote.few': Record<never, never>;
  'vote.few-so-far': Record<never, never>;
  'vote.full': Record<never, never>;
  'vote.full.closed': Record<never, never>;
  'vote.hidden': Record<never, never>;
  'vote.issue': { readonly day: string | number; readonly number: string | number };
  'vote.leads': { readonly share: string | number; readonly tool: string | number };
  'vote.moment': {
    readonly clock: string | number;
    readonly day: string | number;
    readonly zone: string | number;
  };
  'vote.next': { readonly a: string | number; readonly b: string | number };
  'vote.next.more': { readonly open: number };
  'vote.next.none': { readonly link: string | number };
  'vote.next.none.link': Record<never, never>;
  'vote.panel': Record<never, never>;
  'vote.question': Record<never, never>;
  'vote.question.choose-one': Record<never, never>;
  'vote.readers-of': {
    readonly from: string | number;
    readonly to: string | number;
    readonly total: string | number;
  };
  'vote.row.panel': Record<never, never>;
  'vote.row.readers': Record<never, never>;
  'vote.said': { readonly answer: string | number };
  'vote.said.test': { readonly answer: string | number };
  'vote.same': { readonly answer: string; readonly share: string | number };
  'vote.test-note': Record<never, never>;
  'vote.title.cast': Record<never, never>;
  'vote.title.changed': Record<never, never>;
  'vote.title.closed': Record<never, never>;
  'vote.title.not-now': Record<never, never>;
  'vote.title.same': Record<never, never>;
  'vote.title.test': Record<never, never>;
  'vote.too-long': Record<never, never>;
  'vote.too-many': Record<never, never>;
  'vote.too-often': Record<never, never>;
  'vote.undecided': Record<never, never>;
  'vote.until': { readonly time: string | number };
  'vote.until.again': { readonly time: string | number };
  'vote.your-vote': Record<never, never>;
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
