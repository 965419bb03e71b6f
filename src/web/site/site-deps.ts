import type { IssueContent, PairingContent } from '../../issue/content.ts';
import type { VoteStanding } from '../../vote/standing.ts';

/** What the public pages need: sent issues as they were frozen, and who publishes them. Times are epoch milliseconds. */
export interface SiteDeps {
  /** The newest issue that was sent; null before the first one. */
  latest(): Promise<SentIssue | null>;
  /** Sent issues, newest first. */
  archive(from: number, count: number): Promise<readonly ArchiveEntry[]>;
  /** How many issues were sent. */
  issueCount(): Promise<number>;
  /**
   * An issue's web version as frozen, below its correction if there is one. There from the freeze on: whoever has the mail
   * may follow its links.
   */
  frozenPage(week: string): Promise<string | null>;
  /** Where a link of a mail leads on to; null for one we never made. */
  goTarget(token: string): Promise<string | null>;
  /** The pairing of two tools that an issue has frozen, whichever way round; null when none has. */
  comparison(one: string, other: string): Promise<Comparison | null>;
  /** How the readers' vote on a frozen pairing stands, for everybody to read; null when nobody was asked. */
  standing(pairing: PairingContent): Promise<VoteStanding | null>;
  /** Pairings of sent issues with a tool or the category in common, newest first. */
  related(pairing: PairingContent, count: number): Promise<readonly RelatedPairing[]>;
  /** Where every sent issue and pairing is, newest first. */
  addresses(): Promise<readonly SentAddress[]>;
  readonly panel: readonly Panellist[];
  /** How many pairings an issue is meant to have. */
  readonly pairingsPerIssue: number;
  /** Of the publisher, as in every mail. */
  readonly postalAddress: string;
  /** Where answers to the mails go. */
  readonly replyTo: string;
}

export interface Panellist {
  readonly name: string;
  /** As printed: "Skeptic". */
  readonly role: string;
}

export interface SentIssue {
  readonly content: IssueContent;
  readonly sentAt: number;
}

export interface ArchiveEntry {
  readonly week: string;
  readonly number: number;
  /** ISO date in the publication's zone. */
  readonly date: string;
  readonly subject: string;
  readonly preheader: string;
  readonly sentAt: number;
  readonly pairings: readonly PairingLine[];
}

/** One pairing in one line. */
export interface PairingLine {
  /** `slug-a-vs-slug-b`, as in the address of the comparison page. */
  readonly slug: string;
  readonly category: string;
  /** Names. */
  readonly a: string;
  readonly b: string;
  readonly verdict: string;
}

export interface RelatedPairing extends PairingLine {
  /** ISO date of its issue. */
  readonly date: string;
}

export interface Comparison {
  /** As frozen; its slug is the one address of the page. */
  readonly pairing: PairingContent;
  readonly issue: Pick<IssueContent, 'week' | 'number' | 'date' | 'sample' | 'publication'>;
  /** Null while the issue is still being sent. */
  readonly sentAt: number | null;
}

export interface SentAddress {
  readonly week: string;
  readonly sentAt: number;
  /** Slugs of its pairings. */
  readonly pairings: readonly string[];
}
