import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import {
  type FrozenTrial,
  type SubjectTrial,
  type TrialDecision,
  UNDECIDED_AT,
} from '../../delivery/subject-trial.ts';
import { variantOfArm } from '../../issue/trial/trial-wish.ts';
import type { Store } from '../database.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../transaction.ts';
import type { SubjectTrialTable } from './cohort-tables.ts';

type Db = Kysely<Schema>;

/** Within the transaction that begins the freeze. */
export async function insertTrial(db: Db, issueId: number, trial: FrozenTrial): Promise<void> {
  const { arms, share, seed, deadline } = trial;
  await db.insertInto('subject_trials').values({ issue_id: issueId, arms, share, seed, deadline }).execute();
}

/** Null for an issue that was frozen with one subject, or not at all. */
export async function findTrial(db: Db, issueId: number): Promise<SubjectTrial | null> {
  const row = await db
    .selectFrom('subject_trials')
    .selectAll()
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return row ? toTrial(row) : null;
}

/** The weeks of issues on their way, or sent, whose trial is open. */
export async function weeksOnTrial({ db }: Pick<Store, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('subject_trials as t')
    .innerJoin('issues as i', 'i.id', 't.issue_id')
    .select('i.week')
    .where('t.arm', 'is', null)
    .where('i.state', 'in', ['sending', 'sent'])
    .orderBy('i.week')
    .execute();
  return rows.map(({ week }) => week);
}

/**
 * Decides a trial, once: the first one stands, whoever else decides meanwhile. In the same transaction the rest is due, so
 * that nobody is ever due without a subject, and nobody waits for one that is decided.
 * @param also what else is written with it
 * @returns whether this decision is the one
 */
export function decideTrial(
  store: Store,
  issueId: number,
  decision: TrialDecision,
  also: (trx: Store) => Promise<void>,
): Promise<boolean> {
  return inTransaction(store, async trx => {
    // As the freeze does: batches are made before this, with nobody due, or after it, with everybody.
    await trx.db
      .selectFrom('issues')
      .select('id')
      .where('id', '=', issueId)
      .$if(store.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirstOrThrow();
    const { arm, outcome, at, by, evidence } = decision;
    const decided = await trx.db
      .updateTable('subject_trials')
      .set({ arm, outcome, decided_at: at, decided_by: by, evidence })
      .where('issue_id', '=', issueId)
      .where('arm', 'is', null)
      .executeTakeFirst();
    if (decided.numUpdatedRows === 0n) return false;
    for (const table of ['cohorts', 'batches'] as const) {
      await trx.db
        .updateTable(table)
        .set({ due_at: at })
        .where('issue_id', '=', issueId)
        .where('due_at', '=', UNDECIDED_AT)
        .execute();
    }
    await also(trx);
    return true;
  });
}

/** Of a delivery whose subject waits for the decision: the editors' order, under a subject that is not known yet. */
export const UNDECIDED_VARIANT = -variantOfArm(0);

/**
 * Which mail a delivery `d` gets, as an expression: what was frozen, or for those who wait the one decision; null before
 * it. Read anew by every attempt, and the same each time: a trial is decided once.
 */
export function variantNow(): RawBuilder<number | null> {
  const [first, second] = [variantOfArm(0), variantOfArm(1)];
  return sql`case when d.variant > 0 then d.variant else (
    select cast(${sql.lit(first)} + ${sql.lit(second - first)} * t.arm as integer)
    from subject_trials t where t.issue_id = d.issue_id) end`;
}

function toTrial(row: Selectable<SubjectTrialTable>): SubjectTrial {
  const { arms, share, seed, deadline, arm, outcome, decided_at: at } = row;
  const decision: TrialDecision | null =
    arm === null || at === null
      ? null
      : { arm, outcome: outcome as TrialDecision['outcome'], at, by: row.decided_by, evidence: row.evidence };
  return { issueId: row.issue_id, arms, share, seed, deadline, decision };
}
