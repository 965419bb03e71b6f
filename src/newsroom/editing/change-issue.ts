import type { EditorialChange, Issue } from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import { type Activity, activityOf, recordActivity } from '../../storage/issue/activity.ts';
import { issueStore } from '../../storage/issue/issues.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { draftIssue } from '../draft.ts';
import { type Newsroom, type Refusal, refused } from '../newsroom.ts';

/** Who changes what, and which revision of it they were looking at. */
export interface Act {
  readonly week: string;
  readonly revision: number;
  /** The editor's address. */
  readonly who: string;
}

export type ChangeResult =
  | { readonly kind: 'changed' }
  /** It is so already: nothing was written and no approval voided. */
  | { readonly kind: 'same' }
  | Refusal
  /** Somebody else was quicker: what they did since, oldest first. */
  | { readonly kind: 'stale'; readonly since: readonly Activity[] }
  | { readonly kind: 'unknown' };

/** What an act makes of the issue as it is: a change and how the log tells it, or why not. */
export type Planned =
  | { readonly kind: 'plan'; readonly change: EditorialChange; readonly detail: string }
  | Extract<ChangeResult, { kind: 'same' }>
  | Refusal;

/**
 * Every change an editor makes goes through here: one compare-and-set on the revision, which voids the approval and is
 * logged in the same step. A change that could not be rendered is a fault and leaves everything as it was.
 */
export async function changeIssue(
  room: Newsroom,
  act: Act,
  plan: (issue: Issue) => Promise<Planned> | Planned,
): Promise<ChangeResult> {
  const issue = await room.issues.find(act.week);
  if (!issue) return { kind: 'unknown' };
  const next = transition(issue.state, 'change');
  if (next.kind === 'refused') return refused(`Nothing was changed: ${next.why}.`, next.fix);
  if (issue.revision !== act.revision) return stale(room, act);
  const planned = await plan(issue);
  if (planned.kind !== 'plan') return planned;
  const { change, detail } = planned;
  const contentHash = await hashAfter(room, issue, change);
  const outcome = await inTransaction(room.store, async trx => {
    const written = await issueStore(trx).change(issue.id, act.revision, change);
    if (written.kind === 'changed') {
      const { week, who } = act;
      await recordActivity(trx, { at: room.now(), week, who, action: 'changed', detail, contentHash });
    }
    return written;
  });
  if (outcome.kind === 'stale') return stale(room, act);
  return outcome.kind === 'refused' ? refused(`Nothing was changed: ${outcome.why}.`, outcome.fix) : outcome;
}

async function stale(room: Newsroom, { week, revision }: Act): Promise<ChangeResult> {
  const issue = await room.issues.find(week);
  const behind = Math.max(0, (issue?.revision ?? revision) - revision);
  const changes = (await activityOf(room.store, week)).filter(({ action }) => action === 'changed');
  return { kind: 'stale', since: behind === 0 ? [] : changes.slice(-behind) };
}

/** Of the mails as they would be; '' where nothing that readers see has changed. */
async function hashAfter(room: Newsroom, issue: Issue, change: EditorialChange): Promise<string> {
  if (!change.edits && !change.pick) return '';
  const changed = {
    ...issue,
    edits: change.edits ?? issue.edits,
    pick: change.pick ?? issue.pick,
    catalogueHash: change.catalogueHash ?? issue.catalogueHash,
  };
  return (await draftIssue(room, changed)).frozen.contentHash;
}
