import { programIn } from '../../issue/actor.ts';
import type { ApprovalRecord, TickedFinding } from '../../issue/approval-record.ts';
import type { GoLink } from '../../issue/go-link.ts';
import type { Approval, Issue, IssueState } from '../../issue/issue.ts';
import { makerOfKey } from '../api/api-keys.ts';
import type { Store } from '../database.ts';
import { SAMPLE_RUN } from '../sample/sample-data.ts';
import { inTransaction } from '../transaction.ts';
import { announceState } from '../webhooks/issue-events.ts';
import { type Activity, recordActivity } from './activity.ts';
import { appendApproval } from './approval-records.ts';
import { type KeptApproval, keepApproval } from './approvals.ts';
import { keepApprovedMails } from './approved-mails.ts';
import { keepGoLinks } from './go-links.ts';
import { wishToSend } from './send-wishes.ts';

export interface ApprovalRequest {
  readonly issue: Pick<Issue, 'id' | 'week' | 'number' | 'state' | 'revision'>;
  readonly to: IssueState;
  readonly approval: Approval;
  readonly kept: Pick<KeptApproval, 'audience' | 'content' | 'text'>;
  /** What was rendered for it. */
  readonly mails: { readonly key: string; readonly mails: string };
  /** Where the links of its mails lead. */
  readonly links: readonly GoLink[];
  /** The warnings that stood. */
  readonly ticked: readonly TickedFinding[];
  readonly through: ApprovalRecord['through'];
  /** The log's line: written with it or not at all. */
  readonly activity: Activity;
  /** False for a person who may not: told whose the last change is, '' when it is nobody's. */
  readonly may: (lastPerson: string) => boolean;
}

/**
 * Approves an issue that nobody has changed since it was looked at. A wish to send at once ends with it: it was about
 * what was approved before.
 * @returns `moved` when it is in another state or revision by now, `forbidden` when `may` said no; nothing is done then
 */
export function approveIssue(
  store: Store,
  { issue, to, approval, kept, mails, links, ticked, through, activity, may }: ApprovalRequest,
): Promise<'approved' | 'moved' | 'forbidden'> {
  return inTransaction(store, async trx => {
    const seen = await trx.db
      .selectFrom('issues')
      .select('id')
      .where('id', '=', issue.id)
      .where('state', '=', issue.state)
      .where('revision', '=', issue.revision)
      .where('frozen_at', 'is', null)
      .$if(trx.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirst();
    if (!seen) return 'moved';
    if (!may(await lastPerson(trx, issue.week))) return 'forbidden';
    await trx.db
      .updateTable('issues')
      .set({
        state: to,
        reason: '',
        approved_hash: approval.hash,
        approved_by: approval.by,
        approved_at: approval.at,
        go_now_at: null,
      })
      .where('id', '=', issue.id)
      .execute();
    await keepGoLinks(trx, issue.id, links);
    await keepApproval(trx, {
      issueId: issue.id,
      contentHash: approval.hash,
      by: approval.by,
      at: approval.at,
      ...kept,
    });
    await keepApprovedMails(trx, { issueId: issue.id, ...mails });
    await recordActivity(trx, activity);
    await announceState(trx, issue.id, to, approval.at);
    // What the sample run approves is nobody's approval, and goes with it.
    if (approval.by === SAMPLE_RUN) return 'approved';
    await appendApproval(trx, {
      week: issue.week,
      issue: issue.number,
      contentHash: approval.hash,
      approvedBy: approval.by,
      through,
      approvedAt: new Date(approval.at).toISOString(),
      audience: kept.audience,
      ticked,
    });
    return 'approved';
  });
}

/** Who made the last change to an issue's content or pairings, as the log names them; '' when nobody did. */
export async function lastEditor(store: Store, week: string): Promise<string> {
  return (await lastChangers(store, week, 1))[0] ?? '';
}

/**
 * The person whose the last such change is. A program's is that of the person who made its key; where that was nobody with a
 * name (`command line`), the change before it counts. So nobody gets past the rule of two by letting a program write.
 */
export async function lastPerson(store: Store, week: string): Promise<string> {
  // A program mostly changes an issue many times over: each is looked up once.
  for (const who of new Set(await lastChangers(store, week, LOOKED_BACK))) {
    const program = programIn(who);
    if (program === null) return who;
    const maker = program.key === null ? '' : await makerOfKey(store, program.key);
    if (maker.includes('@')) return maker;
  }
  return '';
}

/** Changes of programs in a row that are looked through for a person's. */
const LOOKED_BACK = 500;

/** Newest first. */
async function lastChangers(store: Store, week: string, limit: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('activity')
    .select('who')
    .where('week', '=', week)
    // Pins and bans are logged as changes without a hash: they change no word of it.
    .where(eb =>
      eb.or([eb('action', '=', 'picked'), eb('action', '=', 'changed').and('content_hash', '<>', '')]),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ who }) => who);
}

/**
 * Sets when an issue goes, in place of its slot; null takes that back. False when it was changed or frozen meanwhile.
 * @param goAt epoch ms
 */
export function setGoAt(
  store: Store,
  issue: Pick<Issue, 'id' | 'revision'>,
  goAt: number | null,
  activity: Activity,
): Promise<boolean> {
  return inTransaction(store, async trx => {
    const updated = await trx.db
      .updateTable('issues')
      // A wish to send at once is about the time that was: who chooses another means that one.
      .set(eb => ({ go_at: goAt, go_now_at: null, revision: eb('revision', '+', 1) }))
      .where('id', '=', issue.id)
      .where('revision', '=', issue.revision)
      .where('frozen_at', 'is', null)
      .where('state', 'in', ['picked', 'in_review', 'approved', 'held'])
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return false;
    await recordActivity(trx, activity);
    return true;
  });
}

/** Lets an issue go at once, from the instant of the log's line, if exactly the approval named there still holds. */
export function setGoNow(
  store: Store,
  issue: Pick<Issue, 'id' | 'revision'>,
  activity: Activity,
): Promise<boolean> {
  return inTransaction(store, async trx => {
    const updated = await trx.db
      .updateTable('issues')
      .set(eb => ({ go_now_at: activity.at, revision: eb('revision', '+', 1) }))
      .where('id', '=', issue.id)
      .where('revision', '=', issue.revision)
      .where('state', '=', 'approved')
      .where('approved_hash', '=', activity.contentHash)
      .where('frozen_at', 'is', null)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return false;
    await wishToSend(trx);
    await recordActivity(trx, activity);
    return true;
  });
}
