import { HOUSE_WORDS } from '../words/words.ts';
import type { Letter, LetterSender, NoticeLetter, SignInLetter } from './letter.ts';
import { action, facts, instantWords, type Said, small, text } from './letter-blocks.ts';
import { noticeWords } from './notice-wording.ts';

/** Letters to editors, in English whatever the publication's language is, as the desk is. */
export type DeskLetter = Extract<Letter, { readonly kind: 'sign-in' | 'notice' }>;

export function deskWords(letter: DeskLetter): Said {
  return letter.kind === 'sign-in' ? signIn(letter, letter.sender) : notice(letter);
}

function signIn(letter: SignInLetter, { publication, timezone }: LetterSender): Said {
  const asked = instantWords(letter.askedAt, timezone, HOUSE_WORDS);
  return {
    subject: `Sign in to the desk of ${publication}`,
    preheader: `A link for the next ${letter.validMinutes} minutes. Not you? Do nothing.`,
    aside: 'The desk',
    headline: 'Sign in to the desk',
    blocks: [
      text(`Someone asked for this link on ${asked}. It works for ${letter.validMinutes} minutes.`),
      action('Sign in', letter.link, HOUSE_WORDS),
      small('If it was not you, do nothing: nobody gets in without this link, so do not pass it on.'),
    ],
    footer: { links: [], because: 'Sent to you as an editor, because of the request above.' },
  };
}

function notice(letter: NoticeLetter): Said {
  const { subject, preheader, headline, lead, caption, button } = noticeWords[letter.about];
  return {
    subject: subject(letter.week),
    preheader,
    aside: letter.week === '' ? 'The desk' : `The desk · ${letter.week}`,
    headline,
    blocks: [
      ...(letter.reason === '' ? [] : [text(letter.reason)]),
      text(lead),
      ...facts(caption, letter.facts),
      action(button, letter.desk),
    ],
    footer: { links: [], because: 'Sent to you as an editor.' },
  };
}
