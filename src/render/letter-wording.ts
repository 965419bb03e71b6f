import type { LetterBlock, LetterContent, LetterLink } from '../../templates/letter-content.ts';
import { HOUSE_WORDS, type Words } from '../words/words.ts';
import { type DeskLetter, deskWords } from './desk-letters.ts';
import type {
  AlreadyLetter,
  ConfirmLetter,
  CorrectionLetter,
  Letter,
  LetterSender,
  LinksLetter,
  WelcomeLetter,
} from './letter.ts';
import { action, instantWords, type Said, small, text } from './letter-blocks.ts';

/**
 * Puts a letter into words: readers' in those of the publication, editors' in the program's English. Editors' and
 * catalogue's words go in as they are; templates escape them.
 */
export function wordLetter(letter: Letter): LetterContent {
  const { publication, postalAddress, style } = letter.sender;
  const isDesks = isToEditors(letter);
  const words = isDesks ? HOUSE_WORDS : style.words;
  const { subject, footer, ...said } = isToEditors(letter) ? deskWords(letter) : readersWords(letter, words);
  return {
    ...said,
    // A line break in a subject would be a second header.
    subject: oneLine(subject),
    publication,
    verdicts: style.verdicts,
    language: words.language,
    direction: words.direction,
    footer: {
      links: isDesks ? footer.links : [...footer.links, ...style.links],
      because: footer.because,
      postalAddress,
    },
  };
}

function isToEditors(letter: Letter): letter is DeskLetter & Letter {
  return letter.kind === 'sign-in' || letter.kind === 'notice';
}

type ReadersLetter = Exclude<Letter, DeskLetter>;

function readersWords(letter: ReadersLetter, words: Words): Said {
  switch (letter.kind) {
    case 'confirm':
      return confirm(letter, letter.sender, words);
    case 'welcome':
      return welcome(letter, letter.sender, words);
    case 'already':
      return already(letter, letter.sender, words);
    case 'links':
      return links(letter, letter.sender, words);
    case 'correction':
      return correction(letter, letter.sender, words);
  }
}

function confirm(letter: ConfirmLetter, sender: LetterSender, words: Words): Said {
  const { publication } = sender;
  const { network } = letter;
  const asked = { ...askedAt(letter, sender, words), publication };
  return {
    subject: words.say('letters.confirm.subject', { publication }),
    preheader: words.say('letters.confirm.preheader'),
    aside: words.say('letters.subscription'),
    headline: words.say('letters.confirm.headline'),
    blocks: [
      text(
        network === ''
          ? words.say('letters.confirm.asked', asked)
          : words.say('letters.confirm.asked-from', { ...asked, network }),
      ),
      action(words.say('letters.confirm.button'), letter.link, words),
      small(words.say('letters.confirm.valid', { hours: letter.validHours })),
      small(words.say('letters.confirm.not-you')),
    ],
    footer: { links: [], because: words.say('letters.confirm.because') },
  };
}

function welcome(letter: WelcomeLetter, { publication, style }: LetterSender, words: Words): Said {
  const { arrives } = letter;
  return {
    subject: words.say('letters.welcome.subject', { publication }),
    preheader: words.say('letters.welcome.preheader', { arrives }),
    aside: words.say('letters.subscription'),
    headline: words.say('letters.welcome.headline'),
    blocks: [
      text(words.say('letters.welcome.lead', { publication, arrives, many: style.compared.many })),
      ...latestIssue(letter.latest, words),
      text(words.say('letters.welcome.seats')),
      {
        kind: 'legend',
        ship: words.say('letters.welcome.seat.ship'),
        skip: words.say('letters.welcome.seat.skip'),
      },
      text(words.say('letters.welcome.vote')),
    ],
    footer: { links: wayOut(letter, words), because: words.say('letters.welcome.because') },
  };
}

function already(letter: AlreadyLetter, sender: LetterSender, words: Words): Said {
  const { publication } = sender;
  const { arrives, latest } = letter;
  return {
    subject: words.say('letters.already.subject', { publication }),
    preheader: words.say('letters.already.preheader'),
    aside: words.say('letters.subscription'),
    headline: words.say('letters.already.headline'),
    blocks: [
      text(words.say('letters.already.lead', { ...askedAt(letter, sender, words), publication, arrives })),
      ...latestIssue(latest, words),
      small(words.say('letters.already.missing')),
    ],
    footer: { links: wayOut(letter, words), because: words.say('letters.already.because') },
  };
}

function links(letter: LinksLetter, sender: LetterSender, words: Words): Said {
  const { publication } = sender;
  return {
    subject: words.say('letters.links.subject', { publication }),
    preheader: words.say('letters.links.preheader'),
    aside: words.say('letters.subscription'),
    headline: words.say('letters.links.headline'),
    blocks: [
      text(words.say('letters.links.lead', askedAt(letter, sender, words))),
      action(words.say('letters.links.preferences'), letter.preferences),
      text(words.say('letters.links.leave')),
      action(words.say('letters.links.unsubscribe'), letter.unsubscribe),
      small(words.say('letters.links.not-you')),
    ],
    footer: { links: wayOut(letter, words), because: words.say('letters.links.because') },
  };
}

function correction(letter: CorrectionLetter, { publication }: LetterSender, words: Words): Said {
  const day = words.day(letter.date);
  const issue = oneLine(letter.issue);
  return {
    subject: words.say('letters.correction.subject', { issue }),
    preheader: words.say('letters.correction.preheader', { day }),
    aside: words.say('letters.correction.aside', { day }),
    headline: words.say('letters.correction.headline'),
    blocks: [
      text(words.say('letters.correction.lead', { issue })),
      {
        kind: 'change',
        wrong: { label: words.say('letters.correction.wrong'), lines: lines(letter.wrong) },
        right: { label: words.say('letters.correction.right'), lines: lines(letter.right) },
      },
      action(words.say('letters.correction.button'), letter.url),
    ],
    footer: {
      links: wayOut(letter, words),
      because: words.say('letters.correction.because', { publication }),
    },
  };
}

function latestIssue(latest: WelcomeLetter['latest'], words: Words): LetterBlock[] {
  if (!latest) return [text(words.say('letters.latest.none'))];
  return [
    text(words.say('letters.latest', { title: latest.title })),
    action(words.say('letters.latest.button'), latest.url),
  ];
}

function askedAt(letter: { readonly askedAt: number }, { site, timezone }: LetterSender, words: Words) {
  return { host: new URL(site).host, instant: instantWords(letter.askedAt, timezone, words) };
}

function wayOut(
  letter: { readonly preferences: string; readonly unsubscribe: string },
  words: Words,
): LetterLink[] {
  return [
    { label: words.say('letters.preferences'), url: letter.preferences },
    { label: words.say('letters.unsubscribe'), url: letter.unsubscribe },
  ];
}

function lines(words: string): string[] {
  return words.trim().split(/\s*\n\s*/);
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim();
}
