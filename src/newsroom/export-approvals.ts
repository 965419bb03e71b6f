import { canonicalJson } from '../catalogue/canonical-json.ts';
import { brokenChain, type ChainFault } from '../issue/approval-chain.ts';
import { type ApprovalRecord, CHAIN_START, type ChainedApproval } from '../issue/approval-record.ts';
import type { Issue } from '../issue/issue.ts';
import { activityWithIds } from '../storage/issue/activity.ts';
import { approvalChain, toTrail } from '../storage/issue/approval-records.ts';
import { approvalsOfIssue } from '../storage/issue/approvals.ts';
import type { Newsroom } from './newsroom.ts';

/** Who reviewed and approved which bytes: everything that is written down of it. */
export interface ApprovalsExport {
  readonly format: 'verdicts-approvals/1';
  readonly publication: { readonly name: string; readonly url: string };
  /** The whole chain; of issues that were not asked for without the record itself. */
  readonly records: readonly (Omit<ChainedApproval, 'record'> & { readonly record?: ApprovalRecord })[];
  /** Hash of the last record; zeros without any. */
  readonly head: string;
  readonly issues: readonly ApprovedIssue[];
  /** What does not hold; empty where all does. */
  readonly faults: readonly ChainFault[];
}

/** What became of an issue. */
export interface ApprovedIssue {
  readonly week: string;
  readonly number: number;
  readonly state: Issue['state'];
  /** ISO 8601; null for one that has not been sent. */
  readonly sentAt: string | null;
  /** The approval that stands now; null for none. */
  readonly contentHash: string | null;
  /** Approvals from before there was a chain. */
  readonly unchained: readonly {
    readonly contentHash: string;
    readonly approvedBy: string;
    readonly approvedAt: string;
  }[];
}

/** @param week of the only issue to export; null for all */
export async function exportApprovals(room: Newsroom, week: string | null): Promise<ApprovalsExport> {
  const chain = await approvalChain(room.store);
  const issues = (await room.issues.all()).filter(issue => week === null || issue.week === week);
  const asked = (link: ChainedApproval) => week === null || link.record.week === week;
  return {
    format: 'verdicts-approvals/1',
    publication: { name: room.settings.PUBLICATION_NAME, url: room.settings.PUBLIC_URL },
    records: chain.map(({ week: _, record, ...link }) =>
      asked({ ...link, record }) ? { ...link, record } : link,
    ),
    head: chain.at(-1)?.hash ?? CHAIN_START,
    issues: await Promise.all(issues.map(issue => becameOf(room, issue, chain))),
    faults: [...brokenChain(chain), ...(await contradictions(room, chain))],
  };
}

async function becameOf(
  room: Newsroom,
  issue: Issue,
  chain: readonly ChainedApproval[],
): Promise<ApprovedIssue> {
  const kept = await approvalsOfIssue(room.store, issue.id);
  const known = new Set(chain.map(({ record }) => `${record.contentHash} ${record.approvedAt}`));
  const unchained = kept
    .map(({ contentHash, by, at }) => ({
      contentHash,
      approvedBy: by,
      approvedAt: new Date(at).toISOString(),
    }))
    .filter(({ contentHash, approvedAt }) => !known.has(`${contentHash} ${approvedAt}`));
  const { week, number, state, approval, settledAt } = issue;
  const sentAt = state === 'sent' && settledAt !== null ? new Date(settledAt).toISOString() : null;
  return { week, number, state, sentAt, contentHash: approval?.hash ?? null, unchained };
}

/** Where the rest of the database says otherwise than the records, of issues that are still there. */
async function contradictions(
  room: Newsroom,
  chain: readonly (ChainedApproval & { readonly week: string })[],
): Promise<ChainFault[]> {
  const faults: ChainFault[] = [];
  for (const { number, week, record } of chain) {
    if (week !== record.week) faults.push({ number, why: `It stands under the week ${week}.` });
    const issue = await room.issues.find(record.week);
    if (!issue) continue;
    const lines = new Map(
      (await activityWithIds(room.store, record.week)).map(line => [line.id, toTrail(line)]),
    );
    for (const line of record.trail) {
      const now = lines.get(line.id);
      const what = `Line ${line.id} of the log ("${line.action}" by ${line.who})`;
      if (!now) faults.push({ number, why: `${what} is not there any more.` });
      else if (canonicalJson(now) !== canonicalJson(line))
        faults.push({ number, why: `${what} says something else now.` });
    }
    const isKept = (await approvalsOfIssue(room.store, issue.id)).some(
      ({ contentHash, by, at }) =>
        contentHash === record.contentHash &&
        by === record.approvedBy &&
        at === Date.parse(record.approvedAt),
    );
    if (!isKept)
      faults.push({ number, why: 'What was approved is not kept any more, or is kept as something else.' });
  }
  return faults;
}
