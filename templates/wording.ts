import { capital } from '../src/words/noun.ts';
import type { Words } from '../src/words/words.ts';

/** What the panel's verdicts are called, by what a catalogue calls them, and what stands around figures on every page. */
export interface Wording {
  /** On a seat or a mark. */
  readonly word: Readonly<Record<'ship' | 'skip', string>>;
  /** How the panel stands on one tool, as a heading of its share. */
  readonly badge: Readonly<Record<'ship' | 'mixed' | 'skip', string>>;
  /** What the two verdicts mean. */
  readonly legend: string;
  readonly howToRead: string;
  readonly howWePick: string;
  readonly panelShip: string;
  readonly community: string;
  readonly entry: string;
}

const known = new WeakMap<Words, Wording>();

export function wordingOf(words: Words): Wording {
  const wording = known.get(words) ?? worded(words);
  known.set(words, wording);
  return wording;
}

function worded(words: Words): Wording {
  const { ship, skip } = words.verdicts;
  return {
    word: { ship, skip },
    badge: { ship: capital(ship), mixed: words.say('mail.mixed'), skip: capital(skip) },
    legend: words.verdicts.meaning,
    howToRead: words.say('mail.web.how-to-read'),
    howWePick: words.say('mail.how-we-pick'),
    panelShip: words.say('mail.panel-ship'),
    community: words.say('mail.community'),
    entry: words.say('mail.price'),
  };
}

/** "The Skeptic" says the role already; "Ada Okafor" does not. */
export function speaker(seat: { readonly name: string; readonly role: string }, words: Words): string {
  const { name, role } = seat;
  const named = name.toLowerCase().includes(role.toLowerCase());
  return named ? name : words.say('mail.speaker', { name, role });
}
