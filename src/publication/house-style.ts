import type { Noun } from '../words/noun.ts';
import type { VerdictWords } from '../words/verdict-words.ts';
import type { Words } from '../words/words.ts';
import type { Look } from './look.ts';

/** What one publication is called and how it speaks, as its `publication.json` says; the settings win over the file. */
export interface HouseStyle {
  readonly name: string;
  /** What readers get, in one sentence: below the name on the front page and wherever the site is described. */
  readonly tagline: string;
  /** What is set side by side: "AI tool", "AI tools". */
  readonly compared: Noun;
  /** The same where it was just named in full: "tool", "tools". */
  readonly briefly: Noun;
  /** What one of them is to machines that read the site (schema.org). */
  readonly schemaType: 'SoftwareApplication' | 'Product';
  readonly verdicts: VerdictWords;
  /** Everything that readers are told, in the publication's language and words. */
  readonly words: Words;
  readonly look: Look;
  /** In the footer of mails and pages, beside our own. */
  readonly links: readonly FooterLink[];
  /** '' for none. */
  readonly postalAddress: string;
  /** Where answers go; '' for none. */
  readonly contact: string;
  readonly openData: OpenDataTerms;
}

/** What others may do with the verdicts that are published as data. */
export interface OpenDataTerms {
  readonly licence: Licence;
  /** Whether the catalogue an issue was picked from is published with it, once it is sent; null where nobody said. */
  readonly catalogue: 'open' | 'closed' | null;
}

export interface Licence {
  /** `CC BY 4.0`, or in words. */
  readonly name: string;
  /** '' where there is none. */
  readonly url: string;
}

/** Of a publication that says nothing: nobody but itself can give away what is its own. */
export const OWN_TERMS: OpenDataTerms = {
  licence: { name: 'All rights reserved', url: '' },
  catalogue: null,
};

export interface FooterLink {
  readonly label: string;
  /** http or https. */
  readonly url: string;
}
