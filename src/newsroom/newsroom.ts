import type { Logger } from 'pino';
import type { Keyring } from '../audience/token.ts';
import type { Settings } from '../config.ts';
import type { BatchStore } from '../delivery/batch.ts';
import type { FreezeStore } from '../delivery/freeze.ts';
import type { ReturnPath } from '../delivery/return-path.ts';
import type { PacedMailer } from '../delivery/sender.ts';
import type { SingleMailStore } from '../delivery/single-mail.ts';
import type { TemplateStore } from '../delivery/templates.ts';
import type { Schedule } from '../issue/cron-slot.ts';
import type { IssueStore } from '../issue/issue.ts';
import type { NameServer } from '../machine/name-server.ts';
import type { Store } from '../storage/database.ts';
import type { KeyUses } from './keys/key-uses.ts';

/**
 * Everything the acts of a week work with: picking, drafting, approving, sending. Built once in compose.ts; commands,
 * scheduler and desk all go through the functions in this folder, so that each act has one meaning.
 */
export interface Newsroom {
  readonly settings: Settings;
  readonly schedule: Schedule;
  readonly store: Store;
  readonly issues: IssueStore;
  readonly freezes: FreezeStore;
  readonly batches: BatchStore;
  readonly templates: TemplateStore;
  readonly singleMails: SingleMailStore;
  readonly keyring: Keyring;
  /** In order of preference; at least one. */
  readonly mailers: readonly PacedMailer[];
  /** Null where bounces come to nobody (BOUNCE_DOMAIN). */
  readonly returnPath: ReturnPath | null;
  readonly installationId: string;
  /** Names this process in leases. */
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward, for durations. */
  readonly ticks: () => number;
  /** A secret nobody can guess, new each time, as it may stand in an address. */
  readonly newSecret: () => string;
  /** When keys of other programs were last used in this process. */
  readonly keyUses: KeyUses;
  /** Asked only about mails that an editor wants looked at. */
  readonly nameServer: NameServer;
  readonly log: Logger;
}

/** An act that was refused: what stands in the way and what to do about it. */
export interface Refusal {
  readonly kind: 'refused';
  readonly why: string;
  readonly fix: string;
}

export function refused(why: string, fix: string): Refusal {
  return { kind: 'refused', why, fix };
}

/** What a transition says, which goes on after other words, as a sentence of its own. */
export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
