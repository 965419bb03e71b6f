import type { PickRecord } from '../../pairing/pick-record.ts';
import type { Store } from '../database.ts';

/** In place of what an earlier pick of the issue left. @param store within the transaction that stores the pick */
export async function keepPickRecord(
  { db }: Pick<Store, 'db'>,
  issueId: number,
  record: PickRecord,
): Promise<void> {
  const row = { catalogue_hash: record.catalogueHash, record: JSON.stringify(record) };
  await db
    .insertInto('pick_records')
    .values({ issue_id: issueId, ...row })
    .onConflict(conflict => conflict.column('issue_id').doUpdateSet(row))
    .execute();
}

/** Null for an issue that was picked before picks were recorded. */
export async function pickRecordOf({ db }: Store, issueId: number): Promise<PickRecord | null> {
  const row = await db
    .selectFrom('pick_records')
    .select('record')
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return row ? (JSON.parse(row.record) as PickRecord) : null;
}
