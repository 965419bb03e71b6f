import { capital } from '../src/words/noun.ts';
import { HOUSE_VERDICTS, sayVerdicts, type VerdictWords } from '../src/words/verdict-words.ts';

/**
 * Standing copy that the React set, the web version and the plain-text part share. The MJML set spells it out in its
 * own files, so that it can be edited without TypeScript; test/render holds the two to the same words.
 */
const PATTERNS = {
  demo: 'Demo data: verdicts, quotes and votes are invented.',
  lastWeek: 'Last week’s vote',
  glance: 'At a glance',
  panelShip: 'Panel <ship>',
  community: 'Community',
  entry: 'Price',
  /** In the mail, where only one of the two has a figure. */
  noPrice: 'not known',
  fewVotes: 'too few votes',
  /** How a line on when to pick a tool begins, on a page and below the tool's own name. */
  pick: 'Pick {tool} when ',
  pickIt: 'Pick it when ',
  vote: 'Vote: which would you <ship>?',
  /** Before a tool's name. */
  ship: '<Ship>',
  both: '<Ship> both',
  neither: '<Ship> neither',
  scorecard: 'Every quote, side by side',
  /** Before two names: no two links with the same words lead to different places. */
  quotes: 'Quotes:',
  why: 'Why these pairs',
  howToRead:
    'Panel <ship> is the share of our panel that says <ship>. A dash means too few votes, or no known price.',
  howWePick: 'How we pick',
  readOnTheWeb: 'Read on the web',
  reply: 'Tried one of these? Reply and tell us.',
  passOn: 'Pass this issue on',
  forwarded: 'Forwarded to you?',
  subscribe: 'Subscribe',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
} as const;

/** The standing copy of one publication. */
export type Wording = Readonly<Record<keyof typeof PATTERNS, string>> & {
  /** What the two verdicts mean. */
  readonly legend: string;
  /** What a verdict is called on a seat or a mark. */
  readonly word: Readonly<Record<'ship' | 'skip', string>>;
  /** How the panel stands on one tool, as a heading of its share. */
  readonly badge: Readonly<Record<'ship' | 'mixed' | 'skip', string>>;
};

const known = new WeakMap<VerdictWords, Wording>();

/** @param verdicts of the issue or the publication; an issue that has none says what the program does by itself */
export function wordingOf(verdicts: VerdictWords = HOUSE_VERDICTS): Wording {
  const wording = known.get(verdicts) ?? worded(verdicts);
  known.set(verdicts, wording);
  return wording;
}

function worded(verdicts: VerdictWords): Wording {
  const said = Object.entries(PATTERNS).map(([name, words]) => [name, sayVerdicts(words, verdicts)]);
  return {
    ...(Object.fromEntries(said) as Record<keyof typeof PATTERNS, string>),
    legend: verdicts.meaning,
    word: { ship: verdicts.ship, skip: verdicts.skip },
    badge: { ship: capital(verdicts.ship), mixed: 'Mixed', skip: capital(verdicts.skip) },
  };
}

/** "The Skeptic" says the role already; "Ada Okafor" does not. */
export function speaker(seat: { readonly name: string; readonly role: string }): string {
  const named = seat.name.toLowerCase().includes(seat.role.toLowerCase());
  return named ? seat.name : `${seat.name}, ${seat.role}`;
}
