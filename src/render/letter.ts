import type { Fact } from '../../templates/letter-content.ts';
import type { HouseStyle } from '../publication/house-style.ts';

/** Who writes, the same for every letter. */
export interface LetterSender {
  readonly publication: string;
  readonly postalAddress: string;
  /** PUBLIC_URL. */
  readonly site: string;
  /** IANA zone in which times are printed. */
  readonly timezone: string;
  /** What is compared, how the panel's verdicts are called, readers' words, colours and families, links of the footer. */
  readonly style: Pick<HouseStyle, 'compared' | 'verdicts' | 'look' | 'links' | 'words'>;
}

/** Instants are epoch milliseconds; links are absolute and come from our own code, never from a visitor. */
export type Letter = { readonly sender: LetterSender } & (
  | ConfirmLetter
  | WelcomeLetter
  | AlreadyLetter
  | LinksLetter
  | SignInLetter
  | NoticeLetter
  | CorrectionLetter
);

/** Goes to an address that may not have asked for it, so it holds nothing that a visitor typed. */
export interface ConfirmLetter {
  readonly kind: 'confirm';
  readonly link: string;
  readonly askedAt: number;
  /** Where the request came from, shortened (`203.0.113.0`); '' when unknown. */
  readonly network: string;
  readonly validHours: number;
}

export interface WelcomeLetter {
  readonly kind: 'welcome';
  /** When issues arrive, in words: "every Thursday at 09:00 (UTC)". */
  readonly arrives: string;
  /** null before the first issue. */
  readonly latest: { readonly title: string; readonly url: string } | null;
  readonly preferences: string;
  readonly unsubscribe: string;
}

/** To a confirmed reader whose address was typed into a sign-up form again, perhaps by somebody else. */
export interface AlreadyLetter {
  readonly kind: 'already';
  readonly askedAt: number;
  readonly arrives: string;
  /** null before the first issue. */
  readonly latest: { readonly title: string; readonly url: string } | null;
  readonly preferences: string;
  readonly unsubscribe: string;
}

/** To a reader whose link did not work, or to whom somebody else had it sent. */
export interface LinksLetter {
  readonly kind: 'links';
  readonly askedAt: number;
  readonly preferences: string;
  readonly unsubscribe: string;
}

export interface SignInLetter {
  readonly kind: 'sign-in';
  readonly link: string;
  readonly askedAt: number;
  readonly validMinutes: number;
}

/** To editors. */
export interface NoticeLetter {
  readonly kind: 'notice';
  readonly about:
    | 'picked'
    | 'unapproved'
    | 'voided'
    | 'held'
    | 'approved'
    | 'sent'
    | 'stopped'
    | 'warned'
    | 'failing'
    | 'sign-ups'
    | 'sign-ins'
    | 'catalogue'
    | 'no-catalogue'
    | 'smaller-catalogue'
    | 'copy'
    | 'webhook'
    | 'vote';
  /** ISO week; '' for sign-ups, sign-ins, the catalogue, webhooks and test mails, which belong to none. */
  readonly week: string;
  /** Why, in words; '' when there is nothing to add. */
  readonly reason: string;
  /** Printed as a table, in this order; may be empty. */
  readonly facts: readonly Fact[];
  /** The page of the desk where something can be done about it. */
  readonly desk: string;
}

/** To the readers who got the wrong revision. */
export interface CorrectionLetter {
  readonly kind: 'correction';
  /** What the issue is called in whatever variant of it a reader got: "No. 9 of 26 Nov 2026". */
  readonly issue: string;
  /** ISO date of the issue. */
  readonly date: string;
  /** The editors' words, plain text. */
  readonly wrong: string;
  readonly right: string;
  /** The corrected page. */
  readonly url: string;
  readonly preferences: string;
  readonly unsubscribe: string;
}

export interface RenderedLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
