import type { Catalogue } from '../../catalogue/tool.ts';
import type { PastIssue, Rung } from '../../pairing/pairing.ts';
import type { IssueContent } from '../content.ts';
import type { IssueEdits, IssueState } from '../issue.ts';
import type { SendWindow } from '../send-window.ts';

/** Stable: editors and scripts know findings by these, and the activity log keeps which were ticked. */
export const FINDING_CODES = [
  'pairing-none',
  'pairing-few',
  'pairing-many',
  'pairing-same-tool',
  'pairing-repeat',
  'pairing-family',
  'pairing-category',
  'tool-twice',
  'panel-unanimous',
  'maker-again',
  'tool-missing',
  'tool-banned',
  'tool-retired',
  'tool-cooldown',
  'reviews-few',
  'share-recount',
  'quote-unnamed',
  'price-missing',
  'price-unknown',
  'price-stale',
  'note-missing',
  'claim-stale',
  'subject-empty',
  'subject-line-break',
  'subject-long',
  'subject-name-cut',
  'subject-shouting',
  'subject-spam',
  'subject-endorsement',
  'preheader-short',
  'preheader-long',
  'preheader-repeats',
  'placeholder',
  'intro-long',
  'verdict-long',
  'pull-long',
  'tool-named',
  'words-many',
  'text-missing',
  'unsubscribe-missing',
  'list-unsubscribe-missing',
  'header-break',
  'address-missing',
  'address-sample',
  'sample-data',
  'image-alt',
  'image-width',
  'mail-clipped',
  'mail-large',
  'contrast-low',
  'link-malformed',
  'link-environment',
  'link-loopback',
  'link-insecure',
  'link-route',
  'link-gone',
  'link-unsure',
  'link-private',
  'link-redirect',
  'link-affiliate',
  'week-sent',
  'week-aborted',
  'audience-empty',
  'audience-changed',
  'audience-sample',
  'test-missing',
  'window-closed',
  'vote-odd',
  'vote-link-counts',
  'trial-same',
  'trial-local-time',
  'trial-small',
  'trial-votes-only',
  'trial-window',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that speaks against sending. Message and fix are sentences. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** Where: `subject`, `mail`, `pairing 1`, a tool's slug, an address; `variant 2, subject` in another reading order. */
  readonly place: string;
  readonly message: string;
  readonly fix: string;
}

export type Warning = Finding & { readonly severity: 'warning' };

export interface PreflightInput {
  readonly content: IssueContent;
  /** What the editors worded themselves. */
  readonly own?: IssueEdits;
  /** One mail as a reader would get it, and the size of the whole of it in bytes, headers and encoding included. */
  readonly rendered: { readonly html: string; readonly text: string; readonly bytes: number };
  /** Headers of that mail. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it is now: a tool may have been banned since the pick. */
  readonly catalogue: Catalogue;
  /** The pairings of every other issue; the week's own is passed over. */
  readonly history: readonly PastIssue[];
  readonly pick: { readonly asked: number; readonly rung: Rung };
  readonly settings: PreflightSettings;
  /** Patterns of the paths we answer, below the public address: `/^\/issues\/[^/]+$/`. */
  readonly routes: readonly RegExp[];
  /** Readers who would get it now, and who got the last issue; null when there was none. */
  readonly audience: number;
  readonly lastAudience: number | null;
  /** What the sample run left in this database, in words; left out where there is nothing. */
  readonly sample?: string;
  /** How many test sends there were of exactly this content hash. */
  readonly testSends: number;
  /** Epoch ms. */
  readonly sendAt: number;
  readonly now: number;
  readonly state: IssueState;
  /** What was flagged about the vote whose result this issue tells, in sentences. */
  readonly voteFlags?: readonly string[];
  /** Whether a vote link's token is a test's, which casts nothing: all of those in `rendered` must be. */
  readonly isTestVote: (token: string) => boolean;
  /** What the network said, by address; left out where nobody asked. */
  readonly linkAnswers?: ReadonlyMap<string, LinkAnswer>;
}

interface PreflightSettings {
  /** MAIL_PROVIDER: real readers get mail through any of them but the outbox. */
  readonly providers: readonly string[];
  /** Whether the mail API is a stand-in on this machine: what goes there reaches nobody. */
  readonly isStandIn: boolean;
  readonly publicUrl: string;
  readonly postalAddress: string;
  /** Whether that is still one of the samples, which nobody should send with. */
  readonly isSampleAddress: boolean;
  readonly sendWindow: SendWindow;
  /** SEND_LOCAL_TIME. */
  readonly isLocalTime: boolean;
  /** IANA zone of the publication. */
  readonly zone: string;
}

export type LinkAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly finalUrl: string }
  /** No network, no DNS, timeout, a circle of redirects. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Not asked, because it leads into a private network: where to. */
  | { readonly kind: 'private'; readonly reason: string };

export function error(code: FindingCode, place: string, message: string, fix: string): Finding {
  return { code, severity: 'error', place, message, fix };
}

export function warning(code: FindingCode, place: string, message: string, fix: string): Warning {
  return { code, severity: 'warning', place, message, fix };
}

/** For what is fine on a developer's machine and not in a reader's inbox. */
export function errorIfReal(
  input: PreflightInput,
  ...parts: readonly [code: FindingCode, place: string, message: string, fix: string]
): Finding {
  return sendsForReal(input) ? error(...parts) : warning(...parts);
}

export function sendsForReal(input: PreflightInput): boolean {
  return input.settings.providers.some(provider => provider !== 'outbox');
}
