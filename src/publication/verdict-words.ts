import { capital } from './noun.ts';

/**
 * What the panel says of a tool, in a publication's own words. The catalogue says `ship` and `skip` whatever they are
 * called.
 */
export interface VerdictWords {
  /** Verbs, as after "would": `ship`, `skip`. */
  readonly ship: string;
  readonly skip: string;
  /** The same of one person: "the Skeptic ships it". */
  readonly ships: string;
  readonly skips: string;
  /** The sentence that defines them, at the end of every mail. */
  readonly meaning: string;
}

const MEANING =
  '“<Ship>” is a panellist’s yes, “<skip>” a no; “3 to 1” means three would <ship> it and one would not.';

/** Of a publication that does not say otherwise, and of every issue from before one could. */
export const HOUSE_VERDICTS: VerdictWords = verdictWords({ ship: 'ship', skip: 'skip' });

/** Whether a publication says what the program says by itself: nothing of it need be kept. */
export function isHouse(words: VerdictWords): boolean {
  return Object.entries(HOUSE_VERDICTS).every(([name, word]) => words[name as keyof VerdictWords] === word);
}

/** The words of a publication with what it leaves out: persons' forms as English makes them, and the usual sentence. */
export function verdictWords(given: {
  readonly ship: string;
  readonly skip: string;
  readonly ships?: string | undefined;
  readonly skips?: string | undefined;
  readonly meaning?: string | undefined;
}): VerdictWords {
  const { ship, skip, ships = thirdPerson(ship), skips = thirdPerson(skip), meaning = MEANING } = given;
  const words = { ship, skip, ships, skips, meaning };
  return { ...words, meaning: sayVerdicts(meaning, words) };
}

/** `Vote: which would you <ship>?` in a publication's words; `<Ship>` begins with a capital. */
export function sayVerdicts(pattern: string, words: VerdictWords): string {
  return pattern.replace(/<(ships?|skips?)>/giu, (_, slot: string) => {
    const word = words[slot.toLowerCase() as 'ship' | 'skip' | 'ships' | 'skips'];
    return slot.startsWith('S') ? capital(word) : word;
  });
}

/** Verbs of several words too: "set aside" is "sets aside". Whom no rule helps writes it into the file. */
function thirdPerson(verb: string): string {
  const [first = '', ...rest] = verb.split(' ');
  const ending = /(?:s|x|z|ch|sh|[^aeiou]o)$/u.test(first) ? `${first}es` : `${first}s`;
  return [/[^aeiou]y$/u.test(first) ? `${first.slice(0, -1)}ies` : ending, ...rest].join(' ');
}
