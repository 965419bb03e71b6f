import { buildLedger, type Ledger } from '../delivery/ledger.ts';
import { feedbackOf } from '../feedback/outcome.ts';
import type { Issue, IssueState } from '../issue/issue.ts';
import { tallyBatches } from '../storage/delivery/batches.ts';
import { countAudience } from '../storage/delivery/freezes.ts';
import { outcomeCounts } from '../storage/feedback/outcomes.ts';
import type { Newsroom } from './newsroom.ts';
import { type Wait, waitOf } from './waiting.ts';

/** Where an issue stands: `status --json`, the desk and the closing lines of `send` all show this. */
export interface IssueStatus extends Ledger {
  readonly week: string;
  readonly state: IssueState;
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
  /** What it waits for; null when it does not, or is not going out. */
  readonly waiting: Wait | null;
  readonly failed: number;
}

export async function statusOf(room: Newsroom, issue: Issue): Promise<IssueStatus> {
  return {
    week: issue.week,
    state: issue.state,
    ...(await ledgerOf(room, issue)),
    ...feedbackOf(await outcomeCounts(room.store, issue.id)),
    waiting: await waitOf(room, issue),
  };
}

/** Before the freeze: who would get it if it were frozen now, all of them pending. */
export async function ledgerOf(room: Newsroom, issue: Issue): Promise<Ledger> {
  const audience = issue.audience ?? (await countAudience(room.store, issue.frozenAt ?? room.now()));
  return buildLedger(audience, await tallyBatches(room.store, issue.id));
}
