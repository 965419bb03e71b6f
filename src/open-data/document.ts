import type { PickRecord } from '../pairing/pick-record.ts';
import type { Licence } from '../publication/house-style.ts';
import type { VerdictWords } from '../words/verdict-words.ts';
import type { PairingData } from './pairing-data.ts';

export const ISSUE_FORMAT = 'verdicts-issue/1';
export const PAIRING_FORMAT = 'verdicts-pairing/1';
export const STREAM_FORMAT = 'verdicts-data/1';
export const STREAM_END_FORMAT = 'verdicts-data-end/1';

/** Who publishes, and what others may do with it: in every document. */
export interface Publisher {
  readonly publication: { readonly name: string; readonly url: string };
  readonly licence: Licence;
}

/** What both documents say of the issue. */
interface OfIssue extends Publisher {
  /** ISO week. */
  readonly week: string;
  readonly number: number;
  /** ISO date that its words speak from. */
  readonly date: string;
  /** BCP 47. */
  readonly language: string;
  /** What the verdicts are called in it; in the data they are `ship` and `skip`. */
  readonly verdictWords: VerdictWords;
  /** True for demo data. */
  readonly sample: boolean;
  /** ISO 8601, as every time in here. */
  readonly sentAt: string;
}

/** `GET /issues/<week>.json`, without its signature. */
export interface IssueDocument extends OfIssue {
  readonly format: typeof ISSUE_FORMAT;
  readonly subject: string;
  /** The issue, as a page. */
  readonly page: string;
  readonly approval: ApprovalData | null;
  /** What it got wrong, as readers were told. */
  readonly corrections: readonly { readonly at: string; readonly wrong: string; readonly right: string }[];
  readonly pairings: readonly PairingData[];
  /** Null for an issue that was picked before picks were recorded. */
  readonly pick: PickData | null;
}

/** To which bytes an editor said yes, and where that stands in the chain of approvals. */
export interface ApprovalData {
  /** Of everything that readers see in the mail, hex. */
  readonly contentHash: string;
  readonly approvedAt: string;
  /** Null for approvals from before there was a chain. */
  readonly record: { readonly number: number; readonly hash: string } | null;
}

/** What the picker went by and what it chose: with the snapshot anybody gets the same. */
export interface PickData extends PickRecord {
  /** Where the snapshot is; '' where the publication keeps it to itself. */
  readonly catalogue: string;
}

/** `GET /compare/<a>-vs-<b>.json`, and a line of `/data/verdicts.ndjson`, without its signature. */
export interface PairingDocument extends OfIssue {
  readonly format: typeof PAIRING_FORMAT;
  /** The whole issue's document. */
  readonly issue: string;
  readonly pairing: PairingData;
}

/** The first line of `/data/verdicts.ndjson`. */
export interface StreamHead extends Publisher {
  readonly format: typeof STREAM_FORMAT;
}

/** Its last line: without it the file was cut off. */
export interface StreamEnd {
  readonly format: typeof STREAM_END_FORMAT;
  /** Lines between the first and this one. */
  readonly pairings: number;
  /** Of all bytes before this line, hex. */
  readonly sha256: string;
}

/** The pairing at a place of its issue, as a document of its own. */
export function pairingDocument(issue: IssueDocument, pairing: PairingData): PairingDocument {
  const { publication, licence, week, number, date, language, verdictWords, sample, sentAt } = issue;
  return {
    format: PAIRING_FORMAT,
    publication,
    licence,
    week,
    number,
    date,
    language,
    verdictWords,
    sample,
    sentAt,
    issue: `${issue.page}.json`,
    pairing,
  };
}
