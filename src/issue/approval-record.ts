import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';

/** One approval as it is written down for good: whose yes, to which bytes, and all that had been done to the issue by then. */
export interface ApprovalRecord {
  /** ISO week. */
  readonly week: string;
  /** Of the issue. */
  readonly issue: number;
  /** Of everything that readers see; what went out has the same. */
  readonly contentHash: string;
  /** An editor's address. */
  readonly approvedBy: string;
  /**
   * `desk`: by somebody signed in as that editor, who had these bytes in front of them and ticked each warning; `command line`: by
   * whoever works at the machine, under the name they gave, which ticks all warnings.
   */
  readonly through: 'desk' | 'command line';
  /** ISO 8601, as every time in here. */
  readonly approvedAt: string;
  /** How many readers there were at that moment. */
  readonly audience: number;
  /** The warnings of the pre-flight that stood, each ticked by whoever approved. */
  readonly ticked: readonly TickedFinding[];
  /** The log of the issue since the approval before, or since its beginning, oldest first. */
  readonly trail: readonly TrailLine[];
}

export interface TickedFinding {
  readonly code: string;
  readonly place: string;
  readonly message: string;
}

export interface TrailLine {
  /** Of the line in the log. */
  readonly id: number;
  readonly at: string;
  readonly who: string;
  /** `person`: an editor by name; `program`: a schedule, a key of the API, an agent, the command line. */
  readonly by: 'person' | 'program';
  readonly action: string;
  /** In words, without addresses. */
  readonly detail: string;
  /** Of what the issue said then; '' where the act was about no bytes. */
  readonly contentHash: string;
}

/** A record in its place in the chain. */
export interface ChainedApproval<Of = ApprovalRecord> {
  /** From 1, without a gap. */
  readonly number: number;
  readonly previous: string;
  readonly hash: string;
  readonly record: Of;
}

/** What the first record names as the one before. */
export const CHAIN_START = '0'.repeat(64);

/** @param last the newest record there is; null for none */
export function chained<Of>(record: Of, last: Pick<ChainedApproval, 'number' | 'hash'> | null) {
  const link = { number: (last?.number ?? 0) + 1, previous: last?.hash ?? CHAIN_START, record };
  return { ...link, hash: linkHash(link) };
}

/** sha256 (hex) of the canonical JSON of number, previous and record. */
export function linkHash({ number, previous, record }: Omit<ChainedApproval<unknown>, 'hash'>): string {
  return createHash('sha256').update(canonicalJson({ number, previous, record })).digest('hex');
}

/** Who in the log is somebody with a name: editors are named by their address, programs by what they are. */
export function isPerson(who: string): boolean {
  return /^\S+@\S+$/u.test(who);
}

/** What stands in the log for ever shall name no reader: whatever looks like an address is left out. */
export function withoutAddresses(detail: string): string {
  return detail.replace(/(?<!\S)\S*@\S*/g, '…');
}
