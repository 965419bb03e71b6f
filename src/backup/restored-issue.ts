import { type Selectable, sql } from 'kysely';
import type { Store } from '../storage/database.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import type { IssueTable } from '../storage/issue/issue-tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { quietEndpoints } from '../storage/webhooks/endpoints.ts';
import { announceState } from '../storage/webhooks/issue-events.ts';
import { leaveGapInIds } from './id-gap.ts';

/** What a restore makes of the batches that the backup knows no seal of. */
export type NeverSealed = 'pending' | 'uncertain';

export interface RestoreNote {
  /** When the backup was begun (epoch ms); null when the backup does not say. */
  readonly takenAt: number | null;
  readonly restoredAt: number;
  readonly neverSealed: NeverSealed;
}

/** An issue that was not finished when the backup was taken, as the restore leaves it. */
export interface RestoredIssue {
  readonly week: string;
  readonly was: string;
  readonly state: 'stopped' | 'held';
  /** Open batches kept with their key and bytes. */
  readonly sealed: number;
  /** Open batches that may have been sealed and posted after the backup, under keys nobody knows any more. */
  readonly neverSealed: number;
  /** Readers of those. */
  readonly readers: number;
  readonly reason: string;
}

/**
 * Makes a restored database safe to start, in one transaction (docs/decisions/079). Whatever the lost database did after
 * the backup is unknown here, so nothing goes out of an unfinished issue before an editor has said so: what is
 * `sending` is stopped, what is not frozen yet is held without its approval, and no webhook is told of anything. Sealed batches keep key and bytes, with the
 * provider's clock started at the backup. The note is kept in the activity log.
 */
export function quietRestored(store: Store, note: RestoreNote): Promise<RestoredIssue[]> {
  return inTransaction(store, async trx => {
    await leaveGapInIds(trx);
    await quietEndpoints(trx, note.restoredAt);
    const rows = await trx.db
      .selectFrom('issues')
      .selectAll()
      .where('state', 'not in', ['sent', 'aborted'])
      .orderBy('week')
      .execute();
    const issues: RestoredIssue[] = [];
    for (const row of rows) issues.push(await quietIssue(trx, row, note));
    await startKeyClocks(trx, note);
    await log(
      trx,
      note,
      '',
      `Restored from ${when(note)}; ${issues.length === 1 ? 'one unfinished issue waits' : `${issues.length} unfinished issues wait`}.`,
      '',
    );
    return issues;
  });
}

async function quietIssue(
  store: Store,
  row: Selectable<IssueTable>,
  note: RestoreNote,
): Promise<RestoredIssue> {
  const state = row.frozen_at === null ? 'held' : 'stopped';
  const open = await openBatches(store, row.id);
  const reason = `Restored from ${when(note)}. ${state === 'held' ? HELD : stoppedBecause(row, open, note)}`;
  await store.db
    .updateTable('issues')
    .set({
      state,
      reason,
      ...(state === 'held' && { approved_hash: null, approved_by: null, approved_at: null }),
    })
    .where('id', '=', row.id)
    .execute();
  await announceState(store, row.id, state, note.restoredAt);
  await doubt(store, row.id, note);
  await log(store, note, row.week, `Was ${row.state}. ${reason}`, row.approved_hash ?? '');
  return { week: row.week, was: row.state, state, ...open, reason };
}

const HELD =
  'The lost database may have sent it since. If the mail API has no record of it, approve it again.';

function stoppedBecause(row: Selectable<IssueTable>, open: OpenBatches, note: RestoreNote): string {
  const kept =
    open.sealed === 0 ? '' : ` Sealed batches, to be asked about under the keys they had: ${open.sealed}.`;
  if (row.batched_at === null)
    return 'Its batches had not been made yet; the lost database may have posted all of them since. Look at the mail API’s records of this week: resume sends it to everybody, abort ends it.';
  if (open.neverSealed === 0) return `Every open batch was sealed.${kept} Resume goes on.`;
  const who = `Batches not sealed yet: ${open.neverSealed} (readers: ${open.readers}). The lost database may have posted them since, under keys nobody knows.`;
  const choice =
    note.neverSealed === 'uncertain'
      ? 'They are uncertain: webhooks and resolve decide.'
      : 'Events from the mail API settle those it took: have it replay them and look at its records. Then resume sends the rest; abort ends the issue.';
  return `${who} ${choice}${kept}`;
}

interface OpenBatches {
  readonly sealed: number;
  readonly neverSealed: number;
  readonly readers: number;
}

async function openBatches(store: Store, issueId: number): Promise<OpenBatches> {
  const row = await store.db
    .selectFrom('batches')
    .select([
      sql<number>`coalesce(sum(case when payload_sha256 <> '' then 1 else 0 end), 0)`.as('sealed'),
      sql<number>`coalesce(sum(case when payload_sha256 = '' then 1 else 0 end), 0)`.as('never'),
      sql<number>`coalesce(sum(case when payload_sha256 = '' then last_seq - first_seq + 1 - suppressed - rejected
        else 0 end), 0)`.as('readers'),
    ])
    .where('issue_id', '=', issueId)
    .where('state', 'in', ['pending', 'submitting'])
    .executeTakeFirstOrThrow();
  // Postgres answers sum(bigint) as numeric, which arrives as text.
  return { sealed: Number(row.sealed), neverSealed: Number(row.never), readers: Number(row.readers) };
}

/**
 * What was never sealed may have been posted by the lost database. It gets an attempt that nobody here made: an event of
 * the mail API about one of its members then proves it taken and settles it (docs/decisions/072), also before a resume.
 */
async function doubt(store: Store, issueId: number, note: RestoreNote): Promise<void> {
  await store.db
    .updateTable('batches')
    .set(eb => ({
      attempts: eb('attempts', '+', 1),
      reason: `Not sealed in ${when(note)}; the lost database may have posted it since.`,
      ...(note.neverSealed === 'uncertain' && { state: 'uncertain', settled_at: note.restoredAt }),
    }))
    .where('issue_id', '=', issueId)
    .where('state', '=', 'pending')
    .where('payload_sha256', '=', '')
    .execute();
}

/**
 * Anything sealed or queued may have been taken at any moment after the backup, so its key is counted from there: past
 * the provider's window it ends uncertain and is not posted again. Nobody who held a lease is left.
 */
async function startKeyClocks(store: Store, note: RestoreNote): Promise<void> {
  const free = { owner: '', lease_until: 0 };
  await store.db
    .updateTable('batches')
    .set(eb => ({
      ...free,
      state: 'submitting',
      unclear_since: eb.fn.coalesce('unclear_since', eb.val(note.takenAt), 'sealed_at', eb.val(0)),
    }))
    .where('state', 'in', ['pending', 'submitting'])
    .where('payload_sha256', '<>', '')
    .execute();
  await store.db
    .updateTable('single_mails')
    .set(eb => ({
      ...free,
      state: 'submitting',
      unclear_since: eb.fn.coalesce('unclear_since', eb.val(note.takenAt), 'created_at'),
    }))
    .where('state', 'in', ['pending', 'submitting'])
    .execute();
}

function when(note: RestoreNote): string {
  return note.takenAt === null
    ? 'a backup of unknown age'
    : `the backup of ${new Date(note.takenAt).toISOString()}`;
}

async function log(store: Store, note: RestoreNote, week: string, detail: string, contentHash: string) {
  await recordActivity(store, {
    at: note.restoredAt,
    week,
    who: 'restore',
    action: 'restored',
    detail,
    contentHash,
  });
}
