import type { VerdictWords } from '../src/words/verdict-words.ts';

/**
 * What one letter (a mail to a single person, outside the weekly issue) says, and nothing about how it looks: final
 * wording, from which both template sets and the plain-text part are rendered.
 */
export interface LetterContent {
  readonly subject: string;
  readonly preheader: string;
  readonly publication: string;
  /** What the panel's verdicts are called. */
  readonly verdicts: VerdictWords;
  /** BCP 47, and which way it is written. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A few words set against the publication's name in the masthead. */
  readonly aside: string;
  readonly headline: string;
  readonly blocks: readonly LetterBlock[];
  readonly footer: {
    /** Empty where there is nothing to leave or to change. */
    readonly links: readonly LetterLink[];
    /** Why this was sent. */
    readonly because: string;
    readonly postalAddress: string;
  };
}

export interface LetterLink {
  readonly label: string;
  /** Absolute. */
  readonly url: string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export type LetterBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'small'; readonly text: string }
  /**
   * The letter's one button. `spelled`: the address is printed too, for those who cannot or will not press it, with these
   * words around it.
   */
  | {
      readonly kind: 'action';
      readonly link: LetterLink;
      readonly spelled: { readonly before: string; readonly after: string } | null;
    }
  /** `numeric`: the values stand flush right, digit under digit. */
  | {
      readonly kind: 'facts';
      readonly caption: string;
      readonly rows: readonly Fact[];
      readonly numeric: boolean;
    }
  /** How to read the seats: one that ships and one that skips, each with a few words. */
  | { readonly kind: 'legend'; readonly ship: string; readonly skip: string }
  /** What was written and what is right, each as lines. */
  | { readonly kind: 'change'; readonly wrong: LabelledLines; readonly right: LabelledLines };

export interface LabelledLines {
  readonly label: string;
  readonly lines: readonly string[];
}
