import type { Logger } from 'pino';
import type { HookDeps } from '../api/hooks.ts';
import type { PreferencesDeps } from '../readers/preferences/preferences-routes.tsx';
import type { VoteDeps } from '../readers/vote/vote-routes.tsx';
import type { DeskDeps } from './desk/desk-deps.ts';
import type { SignupDeps } from './signup/signup-deps.ts';
import type { SiteDeps } from './site/site-deps.ts';

/** Everything the site needs from the rest of the program; compose supplies it. Times are epoch milliseconds. */
export interface WebDeps {
  readonly publication: {
    readonly name: string;
    /** IANA zone in which times are printed. */
    readonly timezone: string;
  };
  /** Base of every link. */
  readonly publicUrl: string;
  /** When issues come, in words: "every Thursday at 09:00 (UTC)". */
  readonly arrives: string;
  /** One sentence that says these are sample data; null when they are not. */
  readonly sampleNote: string | null;
  /** Where the local mailer keeps its files; null unless this is development on a loopback HOST. */
  readonly outbox: { readonly directory: string } | null;
  /** The public pages. */
  readonly site: SiteDeps;
  /** Takes the reader of a token off the list; unknown and used-up tokens change nothing. */
  unsubscribe(token: string, method: 'one-click' | 'page'): Promise<void>;
  readonly signup: SignupDeps;
  /** Whether the link is one of a test send or a preview: ours, and nobody's. */
  isTestLink(link: 'preferences' | 'unsubscribe', token: string): boolean;
  /** The preferences link's token for whoever holds an unsubscribe link. */
  preferencesToken(unsubscribeToken: string): string;
  readonly preferences: PreferencesDeps;
  /** The readers' vote. */
  readonly vote: VoteDeps;
  /** The editors' desk. */
  readonly desk: DeskDeps;
  /** Where the mail API's webhooks go. */
  readonly hooks: HookDeps;
  /** What `/metrics` answers with. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Asks the database. A rejected promise counts as not ready. */
  readiness(): Promise<Readiness>;
  readonly now: () => number;
  readonly log: Pick<Logger, 'debug' | 'error'>;
}

export interface Readiness {
  readonly database: 'ok' | 'unreachable';
  /** `behind`: migrations are missing; `ahead`: a newer version of the program wrote it. */
  readonly schema: 'current' | 'behind' | 'ahead' | 'unknown';
}
