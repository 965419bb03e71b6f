import type { Issue } from '../issue/issue.ts';
import type { Finding } from '../issue/preflight.ts';
import { type IssueAction, transition } from '../issue/states.ts';
import { recordActivity } from '../storage/activity.ts';
import { keepApproval } from '../storage/approvals.ts';
import { countAudience } from '../storage/freezes.ts';
import { keepGoLinks } from '../storage/go-links.ts';
import { issueStore } from '../storage/issues.ts';
import { inTransaction } from '../storage/transaction.ts';
import { checkIssue } from './check-issue.ts';
import { draftIssue } from './draft.ts';
import { notAnEditor } from './editors.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';

export type ApproveOutcome =
  | {
      readonly kind: 'approved';
      readonly hash: string;
      readonly audience: number;
      readonly warnings: readonly Finding[];
    }
  | { readonly kind: 'errors'; readonly findings: readonly Finding[] }
  | Refusal;

/**
 * An editor's yes to exactly these bytes. Runs the pre-flight: any error and nothing is approved; warnings count as
 * ticked by the editor. Approving what is approved already with the same hash changes nothing.
 * @param by one of EDITORS
 */
export async function approveWeek(room: Newsroom, week: string, by: string): Promise<ApproveOutcome> {
  return notAnEditor(room, by) ?? approve(room, week, by);
}

/** The sample run approves its own first issue and nothing else (design.md 2.1). No name given by a person leads here. */
export function approveSampleIssue(room: Newsroom, week: string): Promise<ApproveOutcome> {
  return approve(room, week, SAMPLE_RUN);
}

export const SAMPLE_RUN = 'sample run';

async function approve(room: Newsroom, week: string, by: string): Promise<ApproveOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} was not picked.`, `Run: verdicts pick --week ${week}`);
  const next = transition(issue.state, 'approve');
  if (next.kind === 'refused')
    return refused(`The issue of ${week} cannot be approved: ${next.why}.`, next.fix);
  if (issue.pick.pairings.length === 0)
    return refused(`The issue of ${week} is empty.`, 'Add tools or reviews, then pick again.');
  const draft = await draftIssue(room, issue);
  const findings = await checkIssue(room, issue, draft);
  if (findings.some(finding => finding.severity === 'error')) return { kind: 'errors', findings };
  const { contentHash: hash } = draft.frozen;
  const audience = await countAudience(room.store, room.now());
  const approved = { kind: 'approved', hash, audience, warnings: findings } as const;
  if (issue.state === 'approved' && issue.approval?.hash === hash) return approved;
  const approval = { hash, by, at: room.now() };
  const moved = await inTransaction(room.store, async trx => {
    if (!(await issueStore(trx).move(issue.id, issue.state, next.state, { approval }))) return false;
    await keepGoLinks(trx, issue.id, draft.links);
    await keepApproval(trx, {
      issueId: issue.id,
      contentHash: hash,
      by,
      at: approval.at,
      audience,
      content: draft.frozen.content,
      text: draft.text,
    });
    return true;
  });
  if (!moved) {
    return refused(`The issue of ${week} changed this instant.`, 'Look again, then approve.');
  }
  const ticked = findings.map(finding => finding.code).join(', ');
  await recordActivity(room.store, {
    at: room.now(),
    week,
    who: by,
    action: 'approved',
    detail: `audience ${audience}${ticked === '' ? '' : `; warnings ticked: ${ticked}`}`,
    contentHash: hash,
  });
  return approved;
}

export type SteerOutcome = { readonly kind: 'done'; readonly state: Issue['state'] } | Refusal;

/**
 * Takes an approval back, stops, resumes or ends an issue.
 * @param by one of EDITORS; '' where nobody was named (only for what keeps mail from going out)
 */
export async function steerWeek(
  room: Newsroom,
  week: string,
  action: Extract<IssueAction, 'hold' | 'stop' | 'resume' | 'abort'>,
  by: string,
): Promise<SteerOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} was not picked.`, `Run: verdicts pick --week ${week}`);
  // Stopping must never fail for want of a name; going on needs one.
  const stranger = by === '' && action !== 'resume' ? null : notAnEditor(room, by);
  if (stranger) return stranger;
  const next = transition(issue.state, action);
  if (next.kind === 'refused') return refused(`The issue of ${week} stays as it is: ${next.why}.`, next.fix);
  const who = by === '' ? 'command line' : by;
  const moved = await room.issues.move(issue.id, issue.state, next.state, {
    reason: action === 'resume' ? '' : `${PAST[action]} by ${who}.`,
    ...(next.state === 'held' && { approval: null }),
  });
  if (!moved) return refused(`The issue of ${week} changed this instant.`, 'Look again, then repeat.');
  const contentHash = issue.approval?.hash ?? '';
  await recordActivity(room.store, {
    at: room.now(),
    week,
    who,
    action: PAST[action].toLowerCase(),
    detail: '',
    contentHash,
  });
  return { kind: 'done', state: next.state };
}

const PAST = { hold: 'Held', stop: 'Stopped', resume: 'Resumed', abort: 'Aborted' } as const;
