import type { IssueContent, PairingContent, SeatContent, ToolContent } from '../../src/issue/content.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { pairing, seat, site, tool } from './content-builders.ts';
import { earlierIssue } from './earlier-issue.ts';

/** The reader of every rendered test mail. */
export const readerFields: ReaderFields = {
  reader: 'Noor van Dijk (noor@example.com)',
  preferences: `${site}/preferences/p-7f3a91c2`,
  unsubscribe: `${site}/unsubscribe/u-7f3a91c2`,
  vote: position => `${site}/vote/v${position}-7f3a91c2`,
};

const builder =
  'Costs nothing to try, and the diffs got smaller on the first day. I kept it on for the whole week.';
const skeptic =
  'Four sensible bullet points with a famous name attached. Fame is not engineering, and I saw no measurement.';
const futurist =
  'By June most teams will keep a file like this in the repository, next to the linter settings.';
const creator = 'I adapted the four habits to a writing workflow in ten minutes and threw nothing away.';
const founder = 'The licence lets you ship it inside a product today; the moat is someone else’s problem.';
const long = (pull: string) =>
  `${pull} I used it for five working days on a repository I know well, and wrote down every time it asked, guessed or stopped. It asked eleven times, guessed twice and stopped once, which is better than the tool I pay for.`;

function chair(role: string, verdict: 'ship' | 'skip', pull: string): SeatContent {
  return seat(role, verdict, pull, long(pull));
}

const reference = (() => {
  const aSeats = [
    chair('Builder', 'ship', 'Small enough to sit in a build step, and the export worked the first time.'),
    chair(
      'Skeptic',
      'ship',
      'It breaks on dense tables and a larger rival will bury it within a year, yet today it is useful.',
    ),
    chair('Futurist', 'ship', 'By 2027 the camera on a cheap phone reads a form without asking a server.'),
    chair('Founder', 'ship', founder),
  ];
  const bSeats = [
    chair('Builder', 'ship', builder),
    chair('Skeptic', 'skip', skeptic),
    chair('Futurist', 'ship', futurist),
    chair('Creator', 'ship', creator),
  ];
  return {
    a: tool('SmolVLM 2.5', aSeats, {
      maker: 'Hugging Face',
      tagline: 'A small vision-language model for the device in your hand',
      pull: aSeats[1] ?? null,
      priceChecked: 'checked 2 Nov 2026',
    }),
    b: tool('Karpathy Coding Skills', bSeats, {
      tagline: 'One instruction file with four habits for a coding agent',
      note: 'Community project, not affiliated with the person it is named after.',
      priceChecked: 'checked 2 Nov 2026',
    }),
    aSeats,
    bSeats,
  };
})();

const songs = (() => {
  const aSeats = [
    chair('Builder', 'ship', 'The stems come out clean, and that decides it for anyone who edits.'),
    chair('Skeptic', 'ship', 'Terms are readable for once.'),
    chair('Futurist', 'skip', 'The next model makes this a button.'),
    chair('Creator', 'skip', 'Every chorus sounds like the last one.'),
  ];
  const bSeats = [
    chair('Builder', 'ship', 'An interface I could teach in a minute.'),
    chair('Skeptic', 'skip', 'Read the licence twice before you publish.'),
    chair('Futurist', 'ship', 'Editing by section is where this goes.'),
    chair('Creator', 'skip', 'Good at the first minute and lost by the third.'),
  ];
  const price = 'Free tier · paid from $10/mo';
  return {
    a: tool('Suno', aSeats, {
      price,
      since: 'Changed since 6 Aug 2026: the panel stood at 3 to 1.',
      community: '61% of 143 (53–68%)',
      maker: 'Suno',
    }),
    b: tool('Udio', bSeats, { price, community: '48% of 143 (40–56%)', maker: 'Udio' }),
    aSeats,
    bSeats,
  };
})();

const meetings = (() => {
  const roles = ['Builder', 'Skeptic', 'Futurist', 'Creator'] as const;
  const aSeats = [
    ...roles.map(role => chair(role, 'ship', 'No bot joins the call, and the notes read like mine.')),
    chair('Founder', 'ship', 'Priced for a team of ten.'),
  ];
  const bSeats = roles.map(role =>
    chair(role, role === 'Builder' ? 'ship' : 'skip', 'The transcript is fine; the summary is not.'),
  );
  return {
    a: tool('Granola', aSeats, { price: 'Free tier · paid from $14/seat/mo' }),
    b: tool('Otter.ai', bSeats, { price: 'Free tier · paid from $17/mo' }),
    aSeats,
    bSeats,
  };
})();

/** Three pairings, every optional part filled. */
export const fullest: IssueContent = {
  week: '2026-W48',
  number: 12,
  publication: 'Weekly AI Tool Verdicts',
  date: '2026-11-26',
  subject: 'SmolVLM 2.5 first, Karpathy Coding Skills second',
  preheader: 'Also: Suno or Udio, too close to call; Granola, not Otter.ai.',
  intro: 'A short week: two of the three pairs cost nothing to try, so try them.',
  minutes: 2,
  lastWeek: {
    title: 'Zed vs Windsurf',
    line: '87 of 143 of you chose Zed; the panel leaned Windsurf.',
    url: `${site}/issues/2026-W47`,
  },
  pairings: [
    pairing(1, reference),
    pairing(2, songs, { category: 'Audio & Music', gain: 'The count does not settle it; the reasons may.' }),
    pairing(3, meetings, {
      category: 'Productivity',
      gain: 'Save yourself a trial: begin with Granola.',
    }),
  ],
  thin: 'A thin week: the usual twelve weeks between two appearances were cut to eight.',
  sample: true,
  replies: true,
  links: { web: `${site}/issues/2026-W48`, howWePick: `${site}/how-we-pick`, subscribe: `${site}/` },
  postalAddress: 'Weekly AI Tool Verdicts\n1 Example Street, 1000 AA Exampleton',
};

function changed(change: Partial<IssueContent>): IssueContent {
  return { ...fullest, ...change };
}

function lead(
  change: { a?: Partial<ToolContent>; b?: Partial<ToolContent> } & { pairing?: Partial<PairingContent> },
) {
  const first = pairing(
    1,
    { ...reference, a: { ...reference.a, ...change.a }, b: { ...reference.b, ...change.b } },
    change.pairing,
  );
  return changed({ pairings: [first, ...fullest.pairings.slice(1)] });
}

/** Everything that an intro may hold. */
export const markdownIntro = [
  'A **short** week: *two* of the three pairs [cost ***nothing***](https://weekly.example.com/issues/2026-W48?a=1&b=2) to try.',
  '- Ask *us*\n- or **do not**,\nas you like',
  '1. First\n2. Second & last',
].join('\n\n');

/** Exactly 60 characters. */
export const sixtyCharacters = 'Extraordinarily Long Name of a Tool for Testing Narrow Cells';

/** Every state a mail or a page can be in, by name. */
export const contentStates: Record<string, IssueContent> = {
  fullest,
  plain: changed({ intro: '', thin: '', sample: false, replies: false }),
  markdown: changed({ intro: markdownIntro }),
  firstIssue: changed({ number: 1, lastWeek: null, intro: '', thin: '', sample: false }),
  fewVotes: changed({
    lastWeek: {
      title: 'Zed vs Windsurf',
      line: 'Fewer than 20 of you voted: too few to tell.',
      url: `${site}/issues/2026-W47`,
    },
  }),
  thinOne: changed({
    pairings: [pairing(1, reference)],
    thin: 'A thin week: only one pairing was good enough.',
  }),
  fiveAgainstFour: changed({ pairings: [pairing(1, meetings), pairing(2, reference)] }),
  split: changed({ pairings: [pairing(1, songs)] }),
  unknownPrice: lead({ a: { price: '—', priceChecked: '' }, b: { price: 'Paid' } }),
  unknownPrices: lead({ a: { price: '—' }, b: { price: '—' }, pairing: { pricesChecked: '' } }),
  unsaid: lead({ pairing: { pickA: '', pickB: '' } }),
  earlier: { ...earlierIssue, postalAddress: fullest.postalAddress },
  votes: lead({ a: { community: '99% of 200 (96–100%)' }, b: { community: '20% of 200 (15–26%)' } }),
  longName: lead({ a: { name: sixtyCharacters }, b: { name: 'Ab' } }),
  hostile: lead({
    a: {
      name: '<script>alert("x")</script> & "Sons"',
      tagline: '{{ secret }} {% raw %} <b>',
      note: `'><img src=x onerror=alert(1)>`,
    },
    b: { name: '🚀 Röck & Roll™ <3', price: 'From <$5>', url: 'https://x.example/?a=1&b="2"&c=<3>' },
    pairing: {
      category: 'R&D <tools>',
      gain: '</td></table><h1>Gotcha</h1>',
      verdict: 'Panel leans <i>neither</i> & says "so".',
    },
  }),
  rightToLeft: lead({
    a: { name: 'كاتب الشفرة', note: 'مشروع مجتمعي (غير رسمي)' },
    b: { name: 'כלי קוד 2.0' },
    pairing: { verdict: 'كاتب الشفرة over כלי קוד 2.0, 4 to 0.' },
  }),
  noReviews: lead({ a: { pull: null }, b: { pull: null, url: '' } }),
};
