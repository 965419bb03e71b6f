import { type Dictionary, programsWords } from './dictionary.ts';
import { FALLBACK } from './language.ts';
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

/** Of a publication in English that does not say otherwise, and of every issue from before one could. */
export const HOUSE_VERDICTS: VerdictWords = verdictWords(
  { ship: 'ship', skip: 'skip' },
  programsWords(FALLBACK),
);

/** Whether a publication says what the program says by itself: nothing of it need be kept. */
export function isHouse(words: VerdictWords): boolean {
  return Object.entries(HOUSE_VERDICTS).every(([name, word]) => words[name as keyof VerdictWords] === word);
}

/** What a publication may say of its verdicts; the rest follows. */
export interface GivenVerdicts {
  readonly ship?: string | undefined;
  readonly skip?: string | undefined;
  readonly ships?: string | undefined;
  readonly skips?: string | undefined;
  readonly meaning?: string | undefined;
}

/**
 * The words of a publication with what it leaves out: persons' forms as English makes them, in another language the same
 * word, and the usual sentence.
 * @param dictionary of the publication's language; the keys `verdicts.…` are asked for
 * @param isEnglish whether the language makes persons' forms as English does
 */
export function verdictWords(given: GivenVerdicts, dictionary: Dictionary, isEnglish = true): VerdictWords {
  const usual = (name: keyof VerdictWords) => String(dictionary[`verdicts.${name}`]);
  const person = (name: 'ship' | 'skip') => {
    const word = given[name];
    if (word === undefined) return usual(`${name}s`);
    return isEnglish ? thirdPerson(word) : word;
  };
  const { ship = usual('ship'), skip = usual('skip'), meaning = usual('meaning') } = given;
  const words = {
    ship,
    skip,
    ships: given.ships ?? person('ship'),
    skips: given.skips ?? person('skip'),
    meaning,
  };
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
