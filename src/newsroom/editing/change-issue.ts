import type { Change } from '../../issue/change.ts';
import { composeContent } from '../../issue/compose-content.ts';
import { contentChanges } from '../../issue/content-changes.ts';
import type { EditorialChange, Issue } from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import { type Activity, activityOf } from '../../storage/issue/activity.ts';
import { recordChange } from '../../storage/issue/issue-changes.ts';
import { issueStore } from '../../storage/issue/issues.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { composeSources, draftIssue } from '../draft.ts';
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
  const { contentHash, changes } = await seenOf(room, issue, change);
  const outcome = await inTransaction(room.store, async trx => {
    const written = await issueStore(trx).change(issue.id, act.revision, change);
    if (written.kind === 'changed') {
      const { week, who } = act;
      const line = { at: room.now(), week, who, action: 'changed', detail, contentHash };
      await recordChange(trx, issue.id, line, changes);
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

/** What readers would see: the hash of the mails as they would be, and what is another in them; nothing where nothing is. */
async function seenOf(
  room: Newsroom,
  issue: Issue,
  change: EditorialChange,
): Promise<{ readonly contentHash: string; readonly changes: readonly Change[] }> {
  if (!change.edits && !change.pick) return { contentHash: '', changes: [] };
  const changed = {
    ...issue,
    edits: change.edits ?? issue.edits,
    pick: change.pick ?? issue.pick,
    catalogueHash: change.catalogueHash ?? issue.catalogueHash,
  };
  const before = composeContent(await composeSources(room, issue));
  const { frozen, content } = await draftIssue(room, changed);
  return { contentHash: frozen.contentHash, changes: contentChanges(before, content) };
}
