import { createContext, useContext } from 'react';
import type { HouseStyle } from '../publication/house-style.ts';

/** What pages say of who publishes, and what the readers' forms offer. Read once at the start. */
export interface Publication {
  readonly name: string;
  /** How it speaks and looks. */
  readonly style: HouseStyle;
  /** IANA zone in which times are printed. */
  readonly timezone: string;
  /** PUBLIC_URL: the base of every link. */
  readonly url: string;
  /** When issues come, in words: "every Thursday at 09:00 (UTC)". */
  readonly arrives: string;
  /** Whether tools, verdicts and prices are invented; every page says so. */
  readonly isSample: boolean;
  /** Of the catalogue, in alphabetical order. */
  readonly categories: readonly string[];
  readonly panel: readonly { readonly name: string; readonly role: string }[];
  /** Of the publisher, as in every mail. */
  readonly postalAddress: string;
  /** Where answers to the mails go. */
  readonly replyTo: string;
  /** Path of the style sheet. */
  readonly sheet: string;
}

const PublicationContext = createContext<Publication | null>(null);

/** Every page stands below it; `printed` puts it there. */
export const PublicationProvider = PublicationContext.Provider;

/** Who publishes the page that is being drawn. */
export function usePublication(): Publication {
  const publication = useContext(PublicationContext);
  if (publication === null) throw new Error('A page is drawn outside printed().');
  return publication;
}
