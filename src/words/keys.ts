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
  'issue.community-note': Record<never, never>;
  'issue.outcome-short.both': { readonly a: string | number; readonly b: string | number };
  'issue.outcome-short.close': { readonly a: string | number; readonly b: string | number };
  'issue.outcome-short.leads': { readonly lead: string | number; readonly other: string | number };
  'issue.outcome-short.least': { readonly lead: string | number; readonly other: string | number };
  'issue.outcome-short.mixed': { readonly lead: string | number; readonly other: string | number };
  'issue.outcome-short.neither': { readonly a: string | number; readonly b: string | number };
  'issue.outcome-short.open': { readonly judged: string | number; readonly unjudged: string | number };
  'issue.outcome-short.passes': { readonly lead: string | number; readonly other: string | number };
  'issue.outcome-short.unjudged': { readonly a: string | number; readonly b: string | number };
  'issue.pick': { readonly tool: string | number; readonly when: string | number };
  'issue.preheader.one': { readonly first: string | number };
  'issue.preheader.quote': { readonly quote: string | number; readonly who: string | number };
  'issue.preheader.rest': Record<never, never>;
  'issue.preheader.two': { readonly first: string | number; readonly second: string | number };
  'issue.price-checked': { readonly day: string | number };
  'issue.prices-checked.one': { readonly day: string | number; readonly tool: string | number };
  'issue.prices-checked.same': { readonly day: string | number };
  'issue.prices-checked.two': { readonly first: string | number; readonly second: string | number };
  'issue.since.both': {
    readonly day: string | number;
    readonly price: string | number;
    readonly tally: string | number;
  };
  'issue.since.price': { readonly day: string | number; readonly price: string | number };
  'issue.since.tally': { readonly day: string | number; readonly tally: string | number };
  'issue.subject.none': { readonly publication: string | number };
  'issue.tallies.same': { readonly tally: string | number };
  'issue.tallies.two': { readonly first: string | number; readonly second: string | number };
  'issue.tally': { readonly ships: string | number; readonly skips: string | number };
  'issue.thin.eight-weeks': { readonly tool: string | number };
  'issue.thin.four-weeks': { readonly tool: string | number };
  'issue.thin.one-category': Record<never, never>;
  'issue.thin.shorter': {
    readonly asked: string | number;
    readonly count: number;
    readonly shown: string | number;
  };
  'issue.versus': { readonly a: string | number; readonly b: string | number };
  'issue.vote.close': {
    readonly count: string | number;
    readonly tool: string | number;
    readonly total: string | number;
  };
  'issue.vote.close-of-some': {
    readonly count: string | number;
    readonly tool: string | number;
    readonly total: string | number;
  };
  'issue.vote.few': { readonly least: string | number };
  'issue.vote.leads': {
    readonly count: string | number;
    readonly other: string | number;
    readonly panel: string;
    readonly tool: string | number;
    readonly total: string | number;
  };
  'issue.vote.leads-of-some': {
    readonly count: string | number;
    readonly other: string | number;
    readonly panel: string;
    readonly tool: string | number;
    readonly total: string | number;
  };
  'issue.vote.same': {
    readonly answer: string;
    readonly count: string | number;
    readonly total: string | number;
  };
  'issue.vote.undecided': { readonly least: string | number };
  'issue.who': { readonly name: string | number; readonly role: string | number };
  'letters.already.because': Record<never, never>;
  'letters.already.headline': Record<never, never>;
  'letters.already.lead': {
    readonly arrives: string | number;
    readonly host: string | number;
    readonly instant: string | number;
    readonly publication: string | number;
  };
  'letters.already.missing': Record<never, never>;
  'letters.already.preheader': Record<never, never>;
  'letters.already.subject': { readonly publication: string | number };
  'letters.confirm.asked': {
    readonly host: string | number;
    readonly instant: string | number;
    readonly publication: string | number;
  };
  'letters.confirm.asked-from': {
    readonly host: string | number;
    readonly instant: string | number;
    readonly network: string | number;
    readonly publication: string | number;
  };
  'letters.confirm.because': Record<never, never>;
  'letters.confirm.button': Record<never, never>;
  'letters.confirm.headline': Record<never, never>;
  'letters.confirm.not-you': Record<never, never>;
  'letters.confirm.preheader': Record<never, never>;
  'letters.confirm.subject': { readonly publication: string | number };
  'letters.confirm.valid': { readonly hours: string | number };
  'letters.correction.aside': { readonly day: string | number };
  'letters.correction.because': { readonly publication: string | number };
  'letters.correction.button': Record<never, never>;
  'letters.correction.headline': Record<never, never>;
  'letters.correction.issue': { readonly day: string | number; readonly number: string | number };
  'letters.correction.lead': { readonly issue: string | number };
  'letters.correction.preheader': { readonly day: string | number };
  'letters.correction.right': Record<never, never>;
  'letters.correction.subject': { readonly issue: string | number };
  'letters.correction.wrong': Record<never, never>;
  'letters.latest': { readonly title: string | number };
  'letters.latest.button': Record<never, never>;
  'letters.latest.none': Record<never, never>;
  'letters.links.because': Record<never, never>;
  'letters.links.headline': Record<never, never>;
  'letters.links.lead': { readonly host: string | number; readonly instant: string | number };
  'letters.links.leave': Record<never, never>;
  'letters.links.not-you': Record<never, never>;
  'letters.links.preferences': Record<never, never>;
  'letters.links.preheader': Record<never, never>;
  'letters.links.subject': { readonly publication: string | number };
  'letters.links.unsubscribe': Record<never, never>;
  'letters.open-address': { readonly address: string | number };
  'letters.preferences': Record<never, never>;
  'letters.subscription': Record<never, never>;
  'letters.unsubscribe': Record<never, never>;
  'letters.welcome.because': Record<never, never>;
  'letters.welcome.headline': Record<never, never>;
  'letters.welcome.lead': {
    readonly arrives: string | number;
    readonly many: string | number;
    readonly publication: string | number;
  };
  'letters.welcome.preheader': { readonly arrives: string | number };
  'letters.welcome.seat.ship': Record<never, never>;
  'letters.welcome.seat.skip': Record<never, never>;
  'letters.welcome.seats': Record<never, never>;
  'letters.welcome.subject': { readonly publication: string | number };
  'letters.welcome.vote': Record<never, never>;
  'mail.answer.both': Record<never, never>;
  'mail.answer.neither': Record<never, never>;
  'mail.answer.one': { readonly tool: string | number };
  'mail.bench': {
    readonly name: string | number;
    readonly ships: string | number;
    readonly skips: string | number;
  };
  'mail.bench-in-words': { readonly name: string | number; readonly seats: string | number };
  'mail.community': Record<never, never>;
  'mail.correction.day': { readonly day: string | number };
  'mail.correction.follows': Record<never, never>;
  'mail.correction.right': Record<never, never>;
  'mail.correction.title': Record<never, never>;
  'mail.correction.wrong': Record<never, never>;
  'mail.demo': Record<never, never>;
  'mail.few-votes': Record<never, never>;
  'mail.forwarded': { readonly subscribe: string | number };
  'mail.glance': Record<never, never>;
  'mail.how-we-pick': Record<never, never>;
  'mail.imprint': {
    readonly day: string | number;
    readonly minutes: string | number;
    readonly number: string | number;
  };
  'mail.last-week': Record<never, never>;
  'mail.mixed': Record<never, never>;
  'mail.named': { readonly name: string | number; readonly words: string | number };
  'mail.no-price': Record<never, never>;
  'mail.panel-ship': Record<never, never>;
  'mail.pass-on': Record<never, never>;
  'mail.pick-it': { readonly when: string | number };
  'mail.preferences': Record<never, never>;
  'mail.price': Record<never, never>;
  'mail.quote': { readonly quote: string | number };
  'mail.quotes': { readonly a: string | number; readonly b: string | number };
  'mail.read-on-the-web': Record<never, never>;
  'mail.reply': Record<never, never>;
  'mail.says': { readonly reason: string | number; readonly verdict: string | number };
  'mail.scorecard': Record<never, never>;
  'mail.seat': { readonly role: string | number; readonly verdict: string | number };
  'mail.sent-to': { readonly reader: string | number };
  'mail.speaker': { readonly name: string | number; readonly role: string | number };
  'mail.speaker-on': { readonly speaker: string | number; readonly tool: string | number };
  'mail.subscribe': Record<never, never>;
  'mail.unsubscribe': Record<never, never>;
  'mail.vote': Record<never, never>;
  'mail.vote-between': { readonly a: string | number; readonly b: string | number };
  'mail.web.by': { readonly maker: string | number };
  'mail.web.how-to-read': Record<never, never>;
  'mail.web.invitation': Record<never, never>;
  'mail.web.issue': { readonly day: string | number; readonly number: string | number };
  'mail.web.issues': Record<never, never>;
  'mail.web.own-page': Record<never, never>;
  'mail.web.pair': {
    readonly a: string | number;
    readonly b: string | number;
    readonly category: string | number;
  };
  'mail.web.subscribe': Record<never, never>;
  'mail.web.title': { readonly publication: string | number; readonly subject: string | number };
  'mail.web.visit': { readonly tool: string | number };
  'mail.web.why': Record<never, never>;
  'mail.why': Record<never, never>;
  'prices.free': Record<never, never>;
  'prices.free-tier': Record<never, never>;
  'prices.free-tier-from': { readonly price: string | number };
  'prices.from': { readonly price: string | number };
  'prices.paid': Record<never, never>;
  'prices.per-million': { readonly amount: string | number };
  'prices.per.month': { readonly amount: string | number };
  'prices.per.once': { readonly amount: string | number };
  'prices.per.seat_month': { readonly amount: string | number };
  'prices.per.usage': { readonly amount: string | number };
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
  'why.and': { readonly reason: string | number; readonly reasons: string | number };
  'why.entry.free': Record<never, never>;
  'why.entry.free-tier': Record<never, never>;
  'why.entry.month': { readonly amount: string | number };
  'why.entry.seat-month': { readonly amount: string | number };
  'why.entry.unknown': Record<never, never>;
  'why.flip.both': {
    readonly a: string | number;
    readonly b: string | number;
    readonly countA: number;
    readonly countB: number;
    readonly rolesA: string | number;
    readonly rolesB: string | number;
  };
  'why.flip.both-short': { readonly rolesA: string | number; readonly rolesB: string | number };
  'why.flip.one': {
    readonly count: number;
    readonly roles: string | number;
    readonly shipped: string | number;
    readonly skipped: string | number;
  };
  'why.flip.one-short': { readonly count: number; readonly roles: string | number };
  'why.flip.shares': { readonly one: string | number; readonly other: string | number };
  'why.fresh.both': { readonly weeks: string };
  'why.fresh.one': { readonly tool: string | number; readonly weeks: string };
  'why.fresh.one-short': { readonly weeks: string };
  'why.popularity': { readonly category: string | number };
  'why.price': { readonly left: string | number; readonly right: string | number };
  'why.rest': { readonly category: string | number };
  'why.role': { readonly role: string | number };
  'why.sentence': { readonly reasons: string | number };
  'why.similar': Record<never, never>;
  'why.split.one': { readonly tally: string | number; readonly tool: string | number };
  'why.split.one-short': { readonly tally: string | number };
  'why.split.same': { readonly tally: string | number };
  'why.split.two': { readonly first: string | number; readonly second: string | number };
  'why.tag': { readonly tag: string | number };
  'why.tags': { readonly first: string | number; readonly second: string | number };
  'why.unseen.both': Record<never, never>;
  'why.unseen.one': { readonly tool: string | number };
  'why.unseen.one-short': Record<never, never>;
  'why.waiting': { readonly category: string | number };
}

export type TextKey = keyof TextSlots;

/** Of patterns that take turns, or of words in a fixed order. */
export type ListKey =
  | 'common.months'
  | 'common.weekdays'
  | 'issue.gain.both'
  | 'issue.gain.close'
  | 'issue.gain.divided'
  | 'issue.gain.flip'
  | 'issue.gain.neither'
  | 'issue.gain.plain'
  | 'issue.gain.price'
  | 'issue.numbers'
  | 'issue.outcome.both'
  | 'issue.outcome.close'
  | 'issue.outcome.leads'
  | 'issue.outcome.least'
  | 'issue.outcome.mixed'
  | 'issue.outcome.neither'
  | 'issue.outcome.open'
  | 'issue.outcome.passes'
  | 'issue.outcome.unjudged'
  | 'issue.reason.ship'
  | 'issue.reason.skip'
  | 'issue.subject.both'
  | 'issue.subject.close'
  | 'issue.subject.leads'
  | 'issue.subject.least'
  | 'issue.subject.mixed'
  | 'issue.subject.neither'
  | 'issue.subject.open'
  | 'issue.subject.passes'
  | 'issue.subject.unjudged';
