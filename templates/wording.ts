/**
 * Standing copy that the React set, the web version and the plain-text part share. The MJML set spells it out in its
 * own files, so that it can be edited without TypeScript; test/render holds the two to the same words.
 */
export const wording = {
  demo: 'Demo data: verdicts, quotes and votes are invented.',
  lastWeek: 'Last week’s vote',
  glance: 'At a glance',
  panelShip: 'Panel ship',
  community: 'Community',
  entry: 'Price',
  /** In the mail, where only one of the two has a figure. */
  noPrice: 'not known',
  fewVotes: 'too few votes',
  /** How a line on when to pick a tool begins, on a page and below the tool's own name. */
  pick: 'Pick {tool} when ',
  pickIt: 'Pick it when ',
  vote: 'Vote: which would you ship?',
  /** Before a tool's name. */
  ship: 'Ship',
  both: 'Ship both',
  neither: 'Ship neither',
  scorecard: 'Every quote, side by side',
  /** Before two names: no two links with the same words lead to different places. */
  quotes: 'Quotes:',
  why: 'Why these pairs',
  legend: '“Ship” is a panellist’s yes, “skip” a no; “3 to 1” means three would ship it and one would not.',
  howToRead:
    'Panel ship is the share of our panel that says ship. A dash means too few votes, or no known price.',
  howWePick: 'How we pick',
  readOnTheWeb: 'Read on the web',
  reply: 'Tried one of these? Reply and tell us.',
  passOn: 'Pass this issue on',
  forwarded: 'Forwarded to you?',
  subscribe: 'Subscribe',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
} as const;

const badges = { ship: 'Ship', mixed: 'Mixed', skip: 'Skip' } as const;

/** "The Skeptic" says the role already; "Ada Okafor" does not. */
export function speaker(seat: { readonly name: string; readonly role: string }): string {
  const named = seat.name.toLowerCase().includes(seat.role.toLowerCase());
  return named ? seat.name : `${seat.name}, ${seat.role}`;
}

export function badgeWord(badge: keyof typeof badges): string {
  return badges[badge];
}
