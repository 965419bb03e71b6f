import { type Selectable, sql, type Updateable } from 'kysely';
import { issueSubject, outgoing } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { changePages } from '../issue/pages-version.ts';
import { inTransaction } from '../transaction.ts';
import { announce } from '../webhooks/outgoing-events.ts';
import type { CorrectionTable } from './going-tables.ts';

export type CorrectionState = 'draft' | 'approved' | 'queued';

/** What an issue got wrong, and the mail that says so. Times are epoch milliseconds. */
export interface Correction {
  readonly issueId: number;
  /** `approved`: its mails are being queued; `queued`: all of them are. */
  readonly state: CorrectionState;
  readonly revision: number;
  /** The editors' words, plain text. */
  readonly wrong: string;
  readonly right: string;
  /** The corrected page. */
  readonly url: string;
  readonly createdAt: number;
  /** Who put it into these words. */
  readonly by: string;
  readonly approval: CorrectionApproval | null;
  /** The last seq that was looked at. */
  readonly queuedSeq: number;
  readonly queued: number;
  /** Who has left or been suppressed since the issue. */
  readonly leftOut: number;
  readonly finishedAt: number | null;
}

export interface CorrectionApproval {
  readonly hash: string;
  /** JSON of the compiled mail that every reader's is made from. */
  readonly mail: string;
  readonly by: string;
  readonly at: number;
  readonly audience: number;
}

export interface CorrectionWords {
  readonly wrong: string;
  readonly right: string;
  readonly url: string;
}

export async function correctionOf(store: Store, issueId: number): Promise<Correction | null> {
  const row = await store.db
    .selectFrom('corrections')
    .selectAll()
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return row ? toCorrection(row) : null;
}

/** @returns false when the issue has one already */
export async function addCorrection(
  store: Store,
  draft: CorrectionWords & { readonly issueId: number; readonly by: string; readonly at: number },
): Promise<boolean> {
  const inserted = await store.db
    .insertInto('corrections')
    .values({
      issue_id: draft.issueId,
      state: 'draft',
      wrong: draft.wrong,
      right_words: draft.right,
      url: draft.url,
      created_at: draft.at,
      created_by: draft.by,
    })
    .onConflict(conflict => conflict.column('issue_id').doNothing())
    .returning('issue_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false when it is not a draft of this revision any more */
export async function changeCorrection(
  store: Store,
  at: { readonly issueId: number; readonly revision: number },
  words: CorrectionWords & { readonly by: string },
): Promise<boolean> {
  const { wrong, right, url, by } = words;
  return change(store, at, { wrong, right_words: right, url, created_by: by });
}

/** @returns false when it is not a draft of this revision any more */
export async function approveCorrectionRow(
  store: Store,
  at: { readonly issueId: number; readonly revision: number },
  approval: CorrectionApproval,
): Promise<boolean> {
  return inTransaction(store, async trx => {
    const approved = await change(trx, at, {
      state: 'approved',
      hash: approval.hash,
      mail: approval.mail,
      approved_by: approval.by,
      approved_at: approval.at,
      audience: approval.audience,
    });
    if (!approved) return false;
    await changePages(trx);
    await announceCorrection(trx, at.issueId, approval.at);
    return true;
  });
}

async function announceCorrection(store: Store, issueId: number, at: number): Promise<void> {
  const data = await store.db
    .selectFrom('corrections as c')
    .innerJoin('issues as i', 'i.id', 'c.issue_id')
    .select(['i.week', 'i.number', 'c.url'])
    .where('c.issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  await announce(store, [outgoing('correction.published', issueSubject(data.week), at, data)]);
}

async function change(
  store: Store,
  at: { readonly issueId: number; readonly revision: number },
  values: Updateable<CorrectionTable>,
): Promise<boolean> {
  const updated = await store.db
    .updateTable('corrections')
    .set({ ...values, revision: at.revision + 1 })
    .where('issue_id', '=', at.issueId)
    .where('revision', '=', at.revision)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Corrections whose mails are not all queued yet, with the week of their issue. */
export async function openCorrections(
  store: Store,
): Promise<(Correction & { readonly week: string; readonly approval: CorrectionApproval })[]> {
  const rows = await store.db
    .selectFrom('corrections as c')
    .innerJoin('issues as i', 'i.id', 'c.issue_id')
    .selectAll('c')
    .select('i.week')
    .where(eb =>
      eb.or([
        eb('c.state', '=', 'approved'),
        // All queued, and some of its mails still hold what they say.
        eb.and([
          eb('c.state', '=', 'queued'),
          eb.exists(
            eb
              .selectFrom('single_mails as m')
              .select('m.id')
              .whereRef('m.week', '=', 'i.week')
              .where(sql<boolean>`m.kind = 'correction'`)
              .where(sql<boolean>`m.html <> ''`),
          ),
        ]),
      ]),
    )
    .orderBy('c.issue_id')
    .execute();
  return rows.flatMap(row => {
    const correction = toCorrection(row);
    return correction.approval ? [{ ...correction, approval: correction.approval, week: row.week }] : [];
  });
}

/** The correction of an issue that readers may read: approved or out. @param week ISO week */
export async function publishedCorrection(
  store: Store,
  week: string,
): Promise<(CorrectionWords & { readonly at: number }) | null> {
  const row = await store.db
    .selectFrom('corrections as c')
    .innerJoin('issues as i', 'i.id', 'c.issue_id')
    .select(['c.wrong', 'c.right_words', 'c.url', 'c.approved_at'])
    .where('i.week', '=', week)
    .where('c.state', '<>', 'draft')
    .executeTakeFirst();
  if (!row || row.approved_at === null) return null;
  return { wrong: row.wrong, right: row.right_words, url: row.url, at: row.approved_at };
}

function toCorrection(row: Selectable<CorrectionTable>): Correction {
  return {
    issueId: row.issue_id,
    state: row.state as CorrectionState,
    revision: row.revision,
    wrong: row.wrong,
    right: row.right_words,
    url: row.url,
    createdAt: row.created_at,
    by: row.created_by,
    approval:
      row.approved_at === null
        ? null
        : {
            hash: row.hash,
            mail: row.mail,
            by: row.approved_by,
            at: row.approved_at,
            audience: row.audience,
          },
    queuedSeq: row.queued_seq,
    queued: row.queued,
    leftOut: row.left_out,
    finishedAt: row.finished_at,
  };
}
