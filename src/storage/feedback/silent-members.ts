import { RANK } from '../../feedback/outcome.ts';
import type { Store } from '../database.ts';

/**
 * Readers of an issue whose mail was handed to a mailer that reports only what does not arrive, without those of whom
 * something says all the same that it did.
 * @param mailers names of those mailers
 */
export async function silentMembers(
  store: Store,
  issueId: number,
  mailers: readonly string[],
): Promise<number> {
  if (mailers.length === 0) return 0;
  const handed = await store.db
    .selectFrom('batches')
    .select(eb => [
      eb.fn.sum<number>(eb('last_seq', '-', eb.ref('first_seq'))).as('between'),
      eb.fn.countAll<number>().as('batches'),
      eb.fn.sum<number>(eb('suppressed', '+', eb.ref('rejected'))).as('dropped'),
    ])
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    .where('provider', 'in', mailers)
    .executeTakeFirstOrThrow();
  const told = await store.db
    .selectFrom('outcomes as o')
    .innerJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'o.issue_id')
        .onRef('b.first_seq', '<=', 'o.seq')
        .onRef('b.last_seq', '>=', 'o.seq'),
    )
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('o.issue_id', '=', issueId)
    .where('o.outcome', 'in', [RANK.delivered, RANK.complained])
    .where('b.state', '=', 'submitted')
    .where('b.provider', 'in', mailers)
    .executeTakeFirstOrThrow();
  const { between, batches, dropped } = handed;
  return Number(between ?? 0) + Number(batches) - Number(dropped ?? 0) - Number(told.count);
}
