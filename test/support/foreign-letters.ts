import type { HouseStyle } from '../../src/publication/house-style.ts';
import type { Letter, LetterSender } from '../../src/render/letter.ts';
import { GERMAN_PUBLICATION, styleIn } from './foreign-issues.ts';
import { letterStates } from './letters.ts';
import { pseudoPublication } from './pseudo-languages.ts';

/** Every kind of letter that readers get. */
const READERS = [
  'confirm',
  'welcome',
  'welcomeBeforeTheFirstIssue',
  'already',
  'links',
  'correction',
] as const;

/** Readers' letters of publications in other languages, by language and state. */
export const foreignLetters: Readonly<Record<string, Letter>> = {
  ...lettersIn('german', styleIn(GERMAN_PUBLICATION), READERS),
  ...lettersIn('longer', styleIn(pseudoPublication('longer')), ['confirm', 'welcome', 'correction']),
  ...lettersIn('mirrored', styleIn(pseudoPublication('rightToLeft')), ['confirm', 'welcome', 'correction']),
};

function lettersIn(
  language: string,
  style: HouseStyle,
  states: readonly (typeof READERS)[number][],
): Record<string, Letter> {
  const { name: publication, postalAddress, words, compared } = style;
  const day = words.patterns('common.weekdays')[3] ?? '';
  const arrives = words.say('common.schedule.weekly', { day, clock: '09:00', zone: 'Europe/Berlin' });
  const issue = words.say('letters.correction.issue', { number: 9, day: words.day('2026-11-26') });
  const said = { arrives, issue, wrong: compared.one, right: `${compared.many}.\n${style.tagline}` };
  return Object.fromEntries(
    states.map(state => {
      const letter = letterStates[state] as Letter;
      const sender: LetterSender = { ...letter.sender, publication, postalAddress, style };
      const own = Object.fromEntries(Object.entries(said).filter(([name]) => name in letter));
      return [`${language} ${state}`, { ...letter, ...own, sender } as Letter];
    }),
  );
}
