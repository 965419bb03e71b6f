import type { Store } from '../../src/storage/database.ts';

/** An issue's deliveries, each with the batch it belongs to as far as there is one: the beginning of a query. */
export function deliveriesWithBatches({ db }: Store, issueId: number) {
  return db
    .selectFrom('deliveries as d')
    .leftJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'd.issue_id')
        .onRef('b.first_seq', '<=', 'd.seq')
        .onRef('b.last_seq', '>=', 'd.seq'),
    )
    .where('d.issue_id', '=', issueId);
}
