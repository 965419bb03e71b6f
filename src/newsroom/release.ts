import type { ApprovalRecord } from '../issue/approval-record.ts';
import type { Approval, Issue } from '../issue/issue.ts';
import { tickOf } from '../issue/preflight/tick.ts';
import type { Finding } from '../issue/preflight.ts';
import { transition } from '../issue/states.ts';
import { approveIssue, lastPerson } from '../storage/issue/releases.ts';
import { SAMPLE_RUN } from '../storage/sample/sample-data.ts';
import { type Examined, examineIssue } from './check-issue.ts';
import { clockWords } from './clock-words.ts';
import { draftIssue, type IssueDraft } from './draft.ts';
import { dueAt } from './due-at.ts';
import { isEditor, notAnEditor } from './editors.ts';
import { mailsToKeep } from './kept-mails.ts';
import { asSentence, type Newsroom, type Refusal, refused } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';

export type ApproveOutcome =
  | {
      readonly kind: 'approved';
      readonly hash: string;
      readonly audience: number;
      readonly warnings: readonly Finding[];
    }
  | { readonly kind: 'errors'; readonly findings: readonly Finding[] }
  | Refusal;

/** What an editor looked at and said about it. */
export interface Seen {
  readonly hash: string;
  readonly revision: number;
  /** The warnings ticked, as `tickOf` names them. */
  readonly ticks: readonly string[];
}

export type ApproveSeenOutcome =
  | ApproveOutcome
  /** Warnings that stand and were not ticked. */
  | { readonly kind: 'unticked'; readonly findings: readonly Finding[] }
  /** It is no longer what was looked at. */
  | { readonly kind: 'changed' };

/**
 * An editor's yes to exactly these bytes. Runs the pre-flight: any error and nothing is approved; warnings count as
 * ticked by the editor. Approving what is approved already with the same hash changes nothing.
 * @param by one of EDITORS; with APPROVAL_BY_OTHER not the one who made the last change
 */
export async function approveWeek(room: Newsroom, week: string, by: string): Promise<ApproveOutcome> {
  const outcome = notAnEditor(room, by) ?? (await approve(room, week, by));
  return settled(outcome, week);
}

/** The same for what an editor has in front of them: only if that is still it, and each warning was ticked. */
export async function approveSeen(
  room: Newsroom,
  week: string,
  by: string,
  seen: Seen,
): Promise<ApproveSeenOutcome> {
  return notAnEditor(room, by) ?? approve(room, week, by, seen);
}

/** The sample run approves its own first issue and nothing else. No name given by a person leads here. */
export async function approveSampleIssue(room: Newsroom, week: string): Promise<ApproveOutcome> {
  return settled(await approve(room, week, SAMPLE_RUN), week);
}

/** Without a look of an editor's own nothing can be unticked, and a change is one of this instant. */
function settled(outcome: ApproveSeenOutcome, week: string): ApproveOutcome {
  return outcome.kind === 'changed' || outcome.kind === 'unticked'
    ? refused(`The issue of ${week} has just changed.`, 'Look again, then approve.')
    : outcome;
}

async function approve(room: Newsroom, week: string, by: string, seen?: Seen): Promise<ApproveSeenOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  const next = transition(issue.state, 'approve');
  if (next.kind === 'refused')
    return refused(`The issue of ${week} cannot be approved: ${next.why}.`, asSentence(next.fix));
  if (issue.pick.pairings.length === 0)
    return refused(`The issue of ${week} is empty.`, 'Add tools or reviews, then pick again.');
  const draft = await draftIssue(room, issue);
  const { contentHash: hash } = draft.frozen;
  if (seen && (seen.hash !== hash || seen.revision !== issue.revision)) return { kind: 'changed' };
  const examined = await examineIssue(room, issue, draft);
  const { findings, audience } = examined;
  if (findings.some(finding => finding.severity === 'error')) return { kind: 'errors', findings };
  const unticked = seen ? findings.filter(finding => !seen.ticks.includes(tickOf(finding))) : [];
  if (unticked.length > 0) return { kind: 'unticked', findings: unticked };
  if (issue.state === 'approved' && issue.approval?.hash === hash)
    return { kind: 'approved', hash, audience, warnings: findings };
  const barred = barredFrom(room, by, await lastPerson(room.store, week));
  return barred ?? keep(room, issue, { by, through: seen ? 'desk' : 'command line', draft, examined });
}

/** Why somebody may not approve what they changed last themselves; null for everybody who may. */
export function barredFrom(room: Newsroom, by: string, changedBy: string): Refusal | null {
  const own = changedBy.toLowerCase() === by.toLowerCase();
  if (!room.settings.APPROVAL_BY_OTHER || !own || !isEditor(room, changedBy)) return null;
  return refused(
    `${changedBy} made the last change, and APPROVAL_BY_OTHER is on.`,
    'Another editor must approve it.',
  );
}

interface Yes {
  readonly by: string;
  readonly through: ApprovalRecord['through'];
  readonly draft: IssueDraft;
  readonly examined: Examined;
}

async function keep(
  room: Newsroom,
  issue: Issue,
  { by, through, draft, examined }: Yes,
): Promise<ApproveSeenOutcome> {
  const { contentHash: hash, content } = draft.frozen;
  const { audience, findings, bytes } = examined;
  const at = room.now();
  const ticked = findings.map(({ code, place }) => `${code} (${place})`).join(', ');
  const outcome = await approveIssue(room.store, {
    issue,
    to: 'approved',
    approval: { hash, by, at },
    kept: { audience, content, text: draft.text },
    mails: mailsToKeep(draft, bytes),
    links: draft.links,
    ticked: findings.map(({ code, place, message }) => ({ code, place, message })),
    through,
    activity: {
      at,
      week: issue.week,
      who: by,
      action: 'approved',
      detail: `audience ${audience}${ticked === '' ? '' : `; warnings ticked: ${ticked}`}`,
      contentHash: hash,
    },
    may: changedBy => barredFrom(room, by, changedBy) === null,
  });
  if (outcome !== 'approved') return { kind: 'changed' };
  await tellOthers(room, { ...issue, state: 'approved', approval: { hash, by, at } }, audience);
  return { kind: 'approved', hash, audience, warnings: findings };
}

/** The other editors: there is a while in which it can be taken back. Nobody is told what the sample run approves. */
async function tellOthers(
  room: Newsroom,
  issue: Issue & { approval: Approval },
  audience: number,
): Promise<void> {
  const { by } = issue.approval;
  if (!isEditor(room, by)) return;
  const zone = room.settings.PUBLICATION_TIMEZONE;
  await notifyEditors(room, issue, {
    about: 'approved',
    by,
    facts: [
      { name: 'Approved by', value: by },
      { name: 'Goes out', value: `${clockWords(dueAt(room, issue), zone)} (${zone})` },
      { name: 'Audience now', value: audience.toLocaleString('en') },
    ],
  });
}
