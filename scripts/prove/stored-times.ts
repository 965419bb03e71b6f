import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';
import { inTransaction } from '../../src/storage/transaction.ts';

/** Time passes for what is stored of an issue's batches: no clock is touched, the database's own included. */
export async function letPass(store: Store, ms: number): Promise<void> {
  await store.db
    .updateTable('batches')
    .set(eb => ({
      not_before: sql<number>`case when not_before > ${ms} then not_before - ${ms} else 0 end`,
      lease_until: sql<number>`case when lease_until > ${ms} then lease_until - ${ms} else 0 end`,
      unclear_since: eb('unclear_since', '-', ms),
      deferred_since: eb('deferred_since', '-', ms),
    }))
    .where('settled_at', 'is', null)
    .execute();
}

/** What a database that falls back some seconds forgets of an issue's delivery. */
const FORGOTTEN = ['provider_map', 'refusals', 'batches', 'deliveries'] as const;

type Snapshot = readonly { readonly table: (typeof FORGOTTEN)[number]; readonly rows: readonly object[] }[];

/** As of one instant, which on Postgres not every transaction is. */
export function snapshotDelivery({ db, dialect }: Store): Promise<Snapshot> {
  const transaction = db.transaction();
  const atOneInstant =
    dialect === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction;
  return atOneInstant.execute(async trx => {
    const snapshot: { table: (typeof FORGOTTEN)[number]; rows: object[] }[] = [];
    for (const table of FORGOTTEN) {
      snapshot.push({ table, rows: await trx.selectFrom(table).selectAll().execute() });
    }
    return snapshot;
  });
}

export async function restoreDelivery(store: Store, snapshot: Snapshot): Promise<void> {
  await inTransaction(store, async trx => {
    for (const { table } of snapshot) await trx.db.deleteFrom(table).execute();
    for (const { table, rows } of [...snapshot].reverse()) {
      // In groups: a statement has room for so many values only.
      for (let from = 0; from < rows.length; from += 50) {
        await trx.db
          .insertInto(table)
          .values(rows.slice(from, from + 50) as never)
          .execute();
      }
    }
  });
}
