import { type Dictionary, programsWords, wholeDictionary } from './dictionary.ts';
import type { ListKey, TextKey, TextSlots } from './keys.ts';
import { directionOf, FALLBACK } from './language.ts';
import { fillPattern, type Slots } from './pattern.ts';
import { HOUSE_VERDICTS, sayVerdicts, type VerdictWords } from './verdict-words.ts';

/** What `say` takes after the key: nothing where the pattern has no slot. */
type Filled<K extends TextKey> = keyof TextSlots[K] extends never ? [] : [slots: TextSlots[K]];

/**
 * Everything that readers are told, in one language and with one publication's own words: a key gives the publication's
 * pattern where it has one, else the program's in that language, else the program's English.
 */
export class Words {
  /** BCP 47, as pages and mails declare it. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly verdicts: VerdictWords;
  /** Only what the publication brings itself. */
  readonly own: Dictionary;
  readonly #dictionary: Dictionary;
  /** English for want of words in the language: filled as English is. */
  readonly #borrowed = new Set<string>();

  /** @param own by key; checked before (check-words.ts) */
  constructor(language: string = FALLBACK, own: Dictionary = {}, verdicts: VerdictWords = HOUSE_VERDICTS) {
    this.language = language;
    this.direction = directionOf(language);
    this.verdicts = verdicts;
    this.own = own;
    this.#dictionary = wholeDictionary(language, own);
  }

  /** One text, with its slots filled. */
  say<K extends TextKey>(key: K, ...[slots]: Filled<K>): string {
    return this.fill(this.pattern(key), (slots ?? {}) as Slots);
  }

  /**
   * One text, cut where slots are filled with something else than words, such as a link: the parts in their order.
   * @param slots words, or what stands there instead
   */
  parts<K extends TextKey, T extends object>(
    key: K,
    slots: Readonly<Record<keyof TextSlots[K], string | number | T>>,
  ): (string | T)[] {
    const others: T[] = [];
    const words = Object.entries(slots as Record<string, string | number | T>).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value] as const;
      others.push(value);
      return [name, `${MARK}${others.length - 1}${MARK}`] as const;
    });
    return this.fill(this.pattern(key), Object.fromEntries(words))
      .split(MARK)
      .map((part, place) => (place % 2 === 1 ? (others[Number(part)] as T) : part))
      .filter(part => part !== '');
  }

  /** The pattern under one key, with the verdicts as the publication calls them; `fill` fills it. */
  pattern(key: TextKey): string {
    const found = this.#dictionary[key];
    if (typeof found !== 'string') throw new Error(`No words have the key "${key}"`);
    return this.#spoken(key, found);
  }

  /** The patterns that take turns under one key, with the verdicts as the publication calls them; `fill` fills one. */
  patterns(key: ListKey): readonly string[] {
    const found = this.#dictionary[key];
    if (found === undefined || typeof found === 'string')
      throw new Error(`No list of words has the key "${key}"`);
    return found.map(pattern => this.#spoken(key, pattern));
  }

  /** @throws Error for a slot that nothing fills */
  fill(pattern: string, slots: Slots): string {
    return fillPattern(pattern, this.#borrowed.has(pattern) ? FALLBACK : this.language, slots);
  }

  /** `2 Nov 2026`, in the words of the language and not of a machine. @param isoDate begins as `2026-11-02`; else it stays as it is */
  day(isoDate: string): string {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(isoDate) ?? [];
    const name = this.patterns('common.months')[Number(month) - 1];
    if (year === undefined || name === undefined) return isoDate;
    return this.say('common.day', { day: Number(day), month: name, year });
  }

  #spoken(key: string, found: string): string {
    const pattern = sayVerdicts(found, this.verdicts);
    if (!(key in this.own) && !(key in programsWords(this.language))) this.#borrowed.add(pattern);
    return pattern;
  }
}

/** Of Unicode's private use, so in no text of ours. */
const MARK = '\uE000';

/** The program's English, with *ship* and *skip*: for the desk, the command line and issues from before there was a choice. */
export const HOUSE_WORDS = new Words();
