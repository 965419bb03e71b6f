import { sql } from 'kysely';
import { RANK } from '../../feedback/outcome.ts';
import type { Store } from '../database.ts';

/**
 * Mailers of which nobody ever says that a mail has arrived. By name and not by what is set up now: an issue that went over
 * SMTP stays one when the newsletter has moved to a mail API.
 */
export const SILENT_MAILERS = ['smtp'] as const;

/** Readers of an issue whose mail was handed to such a mailer, without those of whom something says all the same that it came. */
export async function silentMembers(store: Store, issueId: number): Promise<number> {
  const { between, batches, dropped } = await store.db
    .selectFrom('batches')
    .select(eb => [
      eb.fn.sum<number>(eb('last_seq', '-', eb.ref('first_seq'))).as('between'),
      eb.fn.countAll<number>().as('batches'),
      eb.fn.sum<number>(eb('suppressed', '+', eb.ref('rejected'))).as('dropped'),
    ])
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    .where('provider', 'in', SILENT_MAILERS)
    .executeTakeFirstOrThrow();
  const handed = Number(between ?? 0) + Number(batches) - Number(dropped ?? 0);
  return handed === 0 ? 0 : handed - (await toldOf(store, issueId));
}

/** Each outcome looks up its one batch: where some went by a mail API as well, there are as many of them as readers. */
async function toldOf(store: Store, issueId: number): Promise<number> {
  const { count } = await store.db
    .selectFrom('outcomes as o')
    .innerJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'o.issue_id')
        // The last batch that begins at or before it: batches have no gaps between them.
        .on(
          sql<boolean>`b.first_seq = (select max(x.first_seq) from batches x where x.issue_id = o.issue_id and x.first_seq <= o.seq)`,
        ),
    )
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('o.issue_id', '=', issueId)
    .where('o.outcome', 'in', [RANK.delivered, RANK.complained])
    .where('b.state', '=', 'submitted')
    .where('b.provider', 'in', SILENT_MAILERS)
    .executeTakeFirstOrThrow();
  return Number(count);
}
