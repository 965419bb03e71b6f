import { Temporal } from 'temporal-polyfill';
import type { Fact, LetterBlock, LetterContent, LetterLink } from '../../templates/letter-content.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { wordingOf } from '../../templates/wording.ts';
import type {
  AlreadyLetter,
  ConfirmLetter,
  CorrectionLetter,
  Letter,
  LetterSender,
  LinksLetter,
  NoticeLetter,
  SignInLetter,
  WelcomeLetter,
} from './letter.ts';
import { noticeWords } from './notice-wording.ts';

/** Puts a letter into words. Editors' and catalogue's words go in as they are; templates escape them. */
export function wordLetter(letter: Letter): LetterContent {
  const { subject, footer, ...said } = wordByKind(letter);
  const { publication, postalAddress, style } = letter.sender;
  return {
    ...said,
    // A line break in a subject would be a second header.
    subject: oneLine(subject),
    publication,
    verdicts: style.verdicts,
    footer: { ...footer, postalAddress },
  };
}

interface Said {
  readonly subject: string;
  readonly preheader: string;
  readonly aside: string;
  readonly headline: string;
  readonly blocks: readonly LetterBlock[];
  readonly footer: { readonly links: readonly LetterLink[]; readonly because: string };
}

function wordByKind(letter: Letter): Said {
  switch (letter.kind) {
    case 'confirm':
      return confirm(letter, letter.sender);
    case 'welcome':
      return welcome(letter, letter.sender);
    case 'already':
      return already(letter, letter.sender);
    case 'links':
      return links(letter, letter.sender);
    case 'sign-in':
      return signIn(letter, letter.sender);
    case 'notice':
      return notice(letter, letter.sender);
    case 'correction':
      return correction(letter, letter.sender);
  }
}

function confirm(letter: ConfirmLetter, sender: LetterSender): Said {
  const { publication } = sender;
  const from = letter.network === '' ? '' : `, from the network ${letter.network}`;
  return {
    subject: `Confirm your subscription to ${publication}`,
    preheader: 'One press of a button and you are on the list. Not you? Do nothing.',
    aside: 'Subscription',
    headline: 'Is this your address?',
    blocks: [
      text(
        `Someone asked at ${new URL(sender.site).host} for ${publication} to be sent to this address, on ` +
          `${printedInstant(letter.askedAt, sender.timezone)}${from}. If it was you, say so:`,
      ),
      action('Confirm my subscription', letter.link, true),
      small(`The link works for ${letter.validHours} hours and opens a page with one button.`),
      small(
        'If it was not you, do nothing. Without a confirmation no issue is sent, and the request lapses.',
      ),
    ],
    footer: { links: [], because: 'Sent once, because of the request above. It is not a subscription.' },
  };
}

function welcome(letter: WelcomeLetter, { publication, style }: LetterSender): Said {
  return {
    subject: `Welcome to ${publication}`,
    preheader: `Confirmed. Your issue comes ${letter.arrives}.`,
    aside: 'Subscription',
    headline: 'You are on the list',
    blocks: [
      text(
        `Thank you for confirming. ${publication} comes ${letter.arrives}: two ${style.compared.many} of the same kind, the panel’s verdict, and which to pick for what.`,
      ),
      ...latestIssue(letter.latest),
      text('Each verdict shows its panel as seats, one for each panellist:'),
      {
        kind: 'legend',
        ship: 'A filled seat: the panellist would use it.',
        skip: 'An open seat, struck through: they would not.',
      },
      text('Then you vote, and the next issue says how it went.'),
    ],
    footer: { links: wayOut(letter), because: 'Sent once, because you confirmed your subscription.' },
  };
}

function already(letter: AlreadyLetter, { publication, site, timezone }: LetterSender): Said {
  return {
    subject: `You already get ${publication}`,
    preheader: 'Someone asked for it again. Nothing changes, and there is nothing you need to do.',
    aside: 'Subscription',
    headline: 'You are already on the list',
    blocks: [
      text(
        `Someone asked at ${new URL(site).host} for ${publication} to be sent to this address, on ` +
          `${printedInstant(letter.askedAt, timezone)}. You have already confirmed it, so nothing changes: it comes ${letter.arrives}.`,
      ),
      ...latestIssue(letter.latest),
      small('Issues not arriving? Look in your junk mail, and check your preferences for a pause.'),
    ],
    footer: { links: wayOut(letter), because: 'Sent at most once a week, because of the request above.' },
  };
}

function links(letter: LinksLetter, { publication, site, timezone }: LetterSender): Said {
  return {
    subject: `Your links to ${publication}`,
    preheader: 'They open your preferences and let you leave. Not you? Do nothing.',
    aside: 'Subscription',
    headline: 'Your links',
    blocks: [
      text(
        `Someone asked at ${new URL(site).host} for new links to be sent to this address, on ` +
          `${printedInstant(letter.askedAt, timezone)}. The first opens your preferences: name, time zone, interests, a pause, ` +
          'and a copy of what is kept about you.',
      ),
      action('Open my preferences', letter.preferences),
      text('This one opens a page with one button, for leaving:'),
      action('Leave the newsletter', letter.unsubscribe),
      small(
        'If it was not you, do nothing: nothing has changed. Anyone who has these links can act for you, so do not pass them on.',
      ),
    ],
    footer: { links: wayOut(letter), because: 'Sent once, because of the request above.' },
  };
}

function latestIssue(latest: WelcomeLetter['latest']): LetterBlock[] {
  if (!latest) return [text('The first issue is still being written. It will come to you by mail.')];
  return [text(`The latest issue is “${latest.title}”.`), action('Read the latest issue', latest.url)];
}

function signIn(letter: SignInLetter, { publication, timezone }: LetterSender): Said {
  return {
    subject: `Sign in to the desk of ${publication}`,
    preheader: `A link for the next ${letter.validMinutes} minutes. Not you? Do nothing.`,
    aside: 'The desk',
    headline: 'Sign in to the desk',
    blocks: [
      text(
        `Someone asked for this link on ${printedInstant(letter.askedAt, timezone)}. It works for ${letter.validMinutes} minutes.`,
      ),
      action('Sign in', letter.link, true),
      small('If it was not you, do nothing: nobody gets in without this link, so do not pass it on.'),
    ],
    footer: { links: [], because: 'Sent to you as an editor, because of the request above.' },
  };
}

function notice(letter: NoticeLetter, _sender: LetterSender): Said {
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

function correction(letter: CorrectionLetter, { publication }: LetterSender): Said {
  return {
    subject: `Correction: ${letter.issue}`,
    preheader: `We got something wrong in the issue of ${printedDate(letter.date)}. Here is the correction.`,
    aside: `Correction · ${printedDate(letter.date)}`,
    headline: 'We got this wrong',
    blocks: [
      text(`In ${oneLine(letter.issue)}, which we sent you, something was not right. We are sorry.`),
      { kind: 'change', wrong: lines(letter.wrong), right: lines(letter.right) },
      action('Read the corrected issue', letter.url),
    ],
    footer: { links: wayOut(letter), because: `Sent to the readers of that issue of ${publication}.` },
  };
}

function wayOut(letter: { readonly preferences: string; readonly unsubscribe: string }): LetterLink[] {
  return [
    { label: wordingOf().preferences, url: letter.preferences },
    { label: wordingOf().unsubscribe, url: letter.unsubscribe },
  ];
}

function text(words: string): LetterBlock {
  return { kind: 'text', text: words };
}

function small(words: string): LetterBlock {
  return { kind: 'small', text: words };
}

function action(label: string, url: string, spelled = false): LetterBlock {
  return { kind: 'action', link: { label, url }, spelled };
}

function facts(caption: string, rows: readonly Fact[]): LetterBlock[] {
  if (rows.length === 0) return [];
  const numeric = rows.every(({ value }) => /^[\d.,%–—-]+$/.test(value));
  return [{ kind: 'facts', caption, rows, numeric }];
}

function lines(words: string): string[] {
  return words.trim().split(/\s*\n\s*/);
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim();
}

/** `26 Nov 2026 at 10:04 (UTC)` */
function printedInstant(instant: number, timezone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const clock = time.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${printedDate(time.toPlainDate().toString())} at ${clock} (${timezone})`;
}
