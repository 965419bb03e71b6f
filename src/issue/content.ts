import type { Price, Verdict } from '../catalogue/tool.ts';
import type { FooterLink } from '../publication/house-style.ts';
import type { Dictionary } from '../words/dictionary.ts';
import type { VerdictWords } from '../words/verdict-words.ts';

/**
 * What one issue says, and nothing about how it looks: the one model that the React Email set, the MJML set,
 * the plain-text part and the web version are all rendered from. Everything here is final wording; a template
 * only places it. Reader-specific parts are not in here (see render/merge-fields.ts). What is optional is missing in
 * issues that were frozen before it was there.
 */
export interface IssueContent {
  /** ISO week, `2026-W48`. */
  readonly week: string;
  /** Running number of the issue, from 1. */
  readonly number: number;
  readonly publication: string;
  /** The instant the content speaks from (the week's send slot), as an ISO date in the publication's zone. */
  readonly date: string;
  readonly subject: string;
  /** Which of the other subjects on trial that is, from 1; missing for the editors' first choice. */
  readonly arm?: number;
  readonly preheader: string;
  /** The editors' own words above the verdicts, in Markdown (see prose.ts); '' when there are none. */
  readonly intro: string;
  /** Reading time of the mail in whole minutes, at least 1. */
  readonly minutes: number;
  /** How the previous sent issue's vote went; null when there was no previous issue. */
  readonly lastWeek: LastWeekContent | null;
  /** In reading order; the first one leads, and is what the subject and the preheader are about. */
  readonly pairings: readonly PairingContent[];
  /** Why there are fewer pairings than usual, or how the rules were relaxed; '' in an ordinary week. */
  readonly thin: string;
  /** True when the catalogue is demo data: the line that says so must be shown. */
  readonly sample: boolean;
  /** Whether somebody reads what readers answer: then they are asked to. */
  readonly replies?: boolean;
  readonly links: {
    /** This issue on the web. */
    readonly web: string;
    readonly howWePick: string;
    /** The sign-up page, for people the mail was forwarded to. */
    readonly subscribe: string;
  };
  readonly postalAddress: string;
  /** What the panel's verdicts are called; missing where they are "ship" and "skip". */
  readonly verdicts?: VerdictWords;
  /** BCP 47; missing where it is English. */
  readonly language?: string;
  /** The publication's own patterns, of those that templates fill (content-words.ts); missing where it has none. */
  readonly words?: Dictionary;
  /** Of the publisher's, in the footer; missing where there are none. */
  readonly footerLinks?: readonly FooterLink[];
  /** The patterns of its generated sentences, in their order, for the next issues to choose others. Not printed. */
  readonly wordings?: readonly string[];
}

export interface LastWeekContent {
  /** `Zed vs Windsurf` */
  readonly title: string;
  /** "18 of 22 of you chose Suno; the panel leaned towards Udio." */
  readonly line: string;
  /** Only in issues from before the line said so itself: "You disagreed with the panel." or ''. */
  readonly againstPanel?: string;
  readonly url: string;
}

export interface PairingContent {
  /** From 1, in the editors' order, whichever pairing leads: what a vote is about. */
  readonly position: number;
  /** `slug-a-vs-slug-b`, as in the address of the comparison page. */
  readonly slug: string;
  readonly category: string;
  readonly a: ToolContent;
  readonly b: ToolContent;
  readonly lead: 'a' | 'b' | 'split';
  /** "Granola first, 5 to 0; Otter.ai second, 2 to 2." At most 45 words. */
  readonly verdict: string;
  /** "Pick Suno when you want a whole song from one prompt." '' where the catalogue does not say when. */
  readonly pickA: string;
  readonly pickB: string;
  /** "Prices checked 18 Nov 2026."; '' where nobody did. */
  readonly pricesChecked?: string;
  /** One row a chair, joined by role: a missing seat is null, never someone else's. */
  readonly rows: readonly ScorecardRow[];
  /** The picker's reason in words: for the desk and the comparison page. */
  readonly why: string;
  /** "Why this pair": what a reader gets from it. */
  readonly gain?: string;
  /** The full side-by-side page. */
  readonly compareUrl: string;
}

export interface ScorecardRow {
  readonly a: SeatContent | null;
  readonly b: SeatContent | null;
}

/** One panellist's seat at one tool. */
export interface SeatContent {
  /** As printed: "Skeptic". */
  readonly role: string;
  /** The panellist's display name, in the catalogue's case. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly quote: string;
  readonly pull: string;
}

export interface ToolContent {
  readonly slug: string;
  readonly name: string;
  /** '' when the catalogue has none. */
  readonly maker: string;
  readonly tagline: string;
  /** What it is, in one line of the mail: the tagline. */
  readonly about?: string;
  readonly description: string;
  /** '' when the catalogue has none. */
  readonly url: string;
  readonly ship: {
    /** 0 to 100, rounded half up, never 100 unless all ship and never 0 unless none do. */
    readonly percent: number;
    readonly ships: number;
    readonly skips: number;
    readonly badge: 'ship' | 'mixed' | 'skip';
  };
  /** "—", or "61% of 143 (53–68%)". */
  readonly community: string;
  /** "Free", "Free tier · paid from $20/mo", "From $10/mo", "Paid" or "—". */
  readonly price: string;
  /** The same as the catalogue has it, for later issues to tell whether it has changed. Not printed. */
  readonly rawPrice?: Price;
  /** "checked 2 Nov 2026", or ''. */
  readonly priceChecked: string;
  /** Must be shown beside the name when not '': an unofficial tool's note. */
  readonly note: string;
  /** The one quote the mail carries; null when nobody reviewed it. */
  readonly pull: SeatContent | null;
  /** What has changed since an issue last compared it; '' where nothing has, or none did. */
  readonly since?: string;
  /** Who says it, and whether for the tool or against it: "The Skeptic makes the case". */
  readonly reason?: string;
}
