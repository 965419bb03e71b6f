import type { GoLink } from '../issue/go-link.ts';
import type { Approval } from '../issue/issue.ts';
import type { Look } from '../publication/look.ts';
import type { CompiledMail } from '../render/compiled-mail.ts';
import type { Cohort } from './cohorts.ts';
import type { FrozenTrial, TrialShares } from './subject-trial.ts';

/**
 * Rows written in one transaction: a tenth of a second, so that no other writer waits over a second at any size, and few
 * enough commits that waiting for the disk is not what the freeze takes.
 */
const CHUNK_ROWS = 20_000;

/** Everything of an issue that later code, settings or catalogues must not change any more. */
export interface FrozenMail {
  /** Position of the pairing that leads; 1 is the editors' own order. */
  readonly variant: number;
  /** What was approved: covers all variants, so it is the same in each. */
  readonly contentHash: string;
  /** JSON of the IssueContent. */
  readonly content: string;
  readonly mail: FrozenWire;
  /** The web version, self-contained HTML, of variant 1; '' in others. */
  readonly webHtml: string;
}

/** What a delivery is built from, on every attempt, by any version of the code. */
export interface FrozenWire {
  readonly compiled: CompiledMail;
  readonly engine: 'react' | 'mjml';
  readonly from: string;
  readonly replyTo: string;
  /** Base of the readers' links. */
  readonly publicUrl: string;
  /** The mailto: of List-Unsubscribe, '' for none: kept so that a rebuild makes the same headers. */
  readonly unsubscribeMailbox: string;
  /** Kept for a rebuild too; missing where it is the program's own. */
  readonly look?: Look;
}

/** A mail of an issue, and the category of the pairing that leads it. */
export interface LedMail {
  readonly variant: number;
  readonly category: string;
}

/** What the freeze needs from storage. */
export interface FreezeStore {
  /** How many belong in an audience frozen at `instant` (epoch ms), by zone. */
  readersByZone(instant: number): Promise<ReadonlyMap<string, number>>;
  /** How the audience of an issue whose subjects are on trial is divided. @param led its mails by the pairing that leads */
  trialShares(
    trial: FrozenTrial,
    audience: { readonly instant: number; readonly led: readonly LedMail[] },
  ): Promise<TrialShares>;
  /**
   * Records the one instant of the audience, stores what will be sent and moves the issue to `sending`, in one
   * transaction, if it is still approved with this hash. False when it is not.
   */
  begin(request: {
    readonly issueId: number;
    readonly approvedHash: Approval['hash'];
    /** Freezes nothing when the issue is at another by now, its time included; left out, the hash alone decides. */
    readonly revision?: number;
    readonly now: number;
    readonly mails: readonly FrozenMail[];
    /** Where the links of the mails lead. */
    readonly links?: readonly GoLink[];
    /** In the order they are due; none: everybody is due at once. */
    readonly cohorts?: readonly Cohort[];
    /** Several subjects, in place of cohorts. */
    readonly trial?: FrozenTrial & { readonly shares: TrialShares };
    /** Epoch ms. Without it nobody can vote. */
    readonly voteClosesAt?: number;
  }): Promise<boolean>;
  /**
   * Writes the next rows of the audience, from where the last one ended: nothing but the rows themselves says how far
   * it came. Several processes may do it at once.
   * @returns how many rows were written; 0 when the audience is complete
   */
  writeChunk(issueId: number, rows: number): Promise<number>;
  /**
   * Writes rows for those who belong but were not to be seen when their chunk was written: an import that was committed
   * late, a pause or a suppression that was lifted meanwhile. They stand after the others.
   * @returns how many rows were written
   */
  writeMissed(issueId: number, rows: number): Promise<number>;
  /**
   * Counts what was written against who belongs in it, without holding up other writers, and only if that agrees makes
   * the batches, in one transaction.
   * @returns the audience, or what disagrees
   */
  finish(request: {
    readonly issueId: number;
    readonly batchSize: number;
    readonly now: number;
  }): Promise<
    | { readonly kind: 'batched'; readonly audience: number }
    | { readonly kind: 'missing'; readonly readers: number }
  >;
  /** From `now` on nobody waits for a local hour any more. @returns whether anybody did */
  forgetHours(issueId: number, now: number): Promise<boolean>;
}

/**
 * Writes the audience of an issue that `begin` has moved to sending, and then its batches. Killed anywhere, the next
 * call goes on where the rows end.
 * @returns the verified audience
 * @throws when the rows and the subscribers disagree: then no batch exists and nothing is sent
 */
export async function freezeAudience(
  store: FreezeStore,
  request: { readonly issueId: number; readonly batchSize: number; readonly now: () => number },
): Promise<number> {
  while ((await store.writeChunk(request.issueId, CHUNK_ROWS)) > 0) {
    // The web server of the same process answers between two chunks.
    await new Promise(resolve => setImmediate(resolve));
  }
  const finish = () => store.finish({ ...request, now: request.now() });
  let outcome = await finish();
  if (outcome.kind === 'missing') {
    while ((await store.writeMissed(request.issueId, CHUNK_ROWS)) > 0);
    outcome = await finish();
  }
  if (outcome.kind === 'batched') return outcome.audience;
  throw new Error(
    `The frozen audience lacks ${outcome.readers} reader(s) who belonged in it; no batch was made and nothing was sent.`,
  );
}
