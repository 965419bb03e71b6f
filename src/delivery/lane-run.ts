import type { Keyring } from '../audience/token.ts';
import type { AtOnce } from './at-once.ts';
import type { BatchStore } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import type { Braked, RunWatch } from './brake.ts';
import type { ClaimsAhead } from './claims-ahead.ts';
import type { LaneCrew } from './lane-crew.ts';
import type { LaneWaits } from './lane-waits.ts';
import type { Mailer } from './mailers/mailer.ts';
import type { Pacer } from './pace.ts';
import type { SlowAnswer } from './submit.ts';

/** A mailer with the limit all workers share for it, and how many lanes it is given. */
export interface PacedMailer {
  readonly mailer: Mailer;
  readonly pacer: Pacer;
  /** At work at once: claiming, sealing, writing, or waiting for their send time. */
  readonly lanes: number;
  /** With those that only wait for an answer; as `lanes` where absent. */
  readonly mostLanes?: number;
}

export interface SenderDeps {
  readonly store: BatchStore;
  /** Whether the issue is still `sending`: a stop takes hold here, within one batch. */
  readonly isSending: (issueId: number) => Promise<boolean>;
  /** In order of preference. */
  readonly mailers: readonly PacedMailer[];
  readonly keyring: Keyring;
  /** Names this process in leases. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => number;
  /** As SubmitDeps.ticks. */
  readonly ticks: () => number;
  readonly onStep: (step: BatchStep) => void;
  /** Everybody waits, told once a pause. */
  readonly onHeld?: (held: { readonly until: number; readonly reason: string }) => void;
  /** An answer is long in coming, or what has to come before it; told once in so long. */
  readonly onSlow?: (wait: SlowAnswer) => void;
  /** As SubmitDeps.quietMs. */
  readonly quietMs?: number;
  /** Batches are due and cannot be had; told once in so long. */
  readonly onOtherHands?: (wait: { readonly until: number; readonly reason: string }) => void;
}

export type SendOutcome =
  /** No batch is open any more. */
  | { readonly kind: 'settled' }
  /** An editor stopped it, or it was aborted. */
  | { readonly kind: 'stopped' }
  /** The signal ended it: what was on the wire has been answered and kept. */
  | { readonly kind: 'interrupted' }
  /** Every mailer's account is refused. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Too much of it was refused for that to be its readers' fault. */
  | { readonly kind: 'braked'; readonly braked: Braked }
  /** Nothing may be tried before `until` (epoch ms), and that is longer than the caller wants to wait. */
  | { readonly kind: 'waiting'; readonly until: number; readonly reason: string };

/** What the lanes of one call have together with one mailer. */
export interface LaneShare {
  /** As SubmitDeps.ahead. */
  readonly ahead: ClaimsAhead;
  /** As SubmitDeps.unanswered. */
  readonly unanswered: AtOnce;
}

/** What the lanes of one call know together. */
export interface LaneRun {
  /** By the mailer's name. */
  readonly shares: ReadonlyMap<string, LaneShare>;
  /** Mailers whose account is refused, with the reason. */
  readonly blocked: Map<string, string>;
  readonly watch: RunWatch;
  /** Why no lane may begin another batch. */
  braked: Braked | null;
  /** The end of the pause that was told last, epoch ms. */
  toldUntil: number;
  /** By when others are to have let go of what is left, as was told last. */
  othersUntil: number;
  /** Until when an answer may be waited for, as was told last. */
  slowUntil: number;
  readonly waits: LaneWaits;
  readonly crew: LaneCrew;
  /** Why a batch was told to wait, as it was said last; '' for none. */
  reason: string;
}
