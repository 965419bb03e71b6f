import { setImmediate } from 'node:timers/promises';
import { firstPeopleClick } from '../../feedback/machine.ts';
import type { TrialReader } from '../../issue/trial/trial-reader.ts';
import { armOfVariant, MOST_SUBJECTS, variantOfArm } from '../../issue/trial/trial-wish.ts';
import type { Store } from '../database.ts';
import { visitedDeliveries } from './readership.ts';

/** Batches whose readers are read at a time. */
const BATCHES = 200;

/**
 * Readers of the test, those whose mail was taken, with what they did first: a person's click on a link that does not lead
 * out of the newsletter, or a vote. Nothing of it is stored, so that today's rules about machines apply.
 * @param isLeaving whether a link is one by which readers leave: no subject wins by those
 */
export async function testedReaders(
  store: Store,
  issueId: number,
  isLeaving: (link: string) => boolean,
): Promise<TrialReader[]> {
  const acted = await firstActs(store, issueId, isLeaving);
  const readers: TrialReader[] = [];
  for (let after = 0; ; ) {
    const taken = await takenAfter(store, issueId, after);
    if (taken === null) return readers;
    const batches = taken.batches.values();
    let batch = batches.next().value;
    for (const { seq, variant } of taken.rows) {
      while (batch && batch.last_seq < seq) batch = batches.next().value;
      // Between two that were taken there may be others.
      if (!batch || batch.first_seq > seq || batch.settled_at === null) continue;
      const { settled_at: at } = batch;
      const actedAt = acted.get(seq) ?? null;
      // An answer may have come after its reader had read the mail.
      readers.push({ arm: armOfVariant(variant), at, actedAt: actedAt && Math.max(actedAt, at) });
    }
    after = taken.batches.at(-1)?.last_seq ?? after;
    await setImmediate();
  }
}

/** Of the batches that begin after a seq; those who share their batch's fate alone, and of them those on trial. */
async function takenAfter(store: Store, issueId: number, after: number) {
  const batches = await store.db
    .selectFrom('batches')
    .select(['first_seq', 'last_seq', 'settled_at'])
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    .where('first_seq', '>', after)
    .orderBy('first_seq')
    .limit(BATCHES)
    .execute();
  const [first, last] = [batches[0], batches.at(-1)];
  if (!first || !last) return null;
  const rows = await store.db
    .selectFrom('deliveries')
    .select(['seq', 'variant'])
    .where('issue_id', '=', issueId)
    .where('seq', '>=', first.first_seq)
    .where('seq', '<=', last.last_seq)
    .where('status', '=', 0)
    .where('variant', 'in', [...VARIANTS])
    .orderBy('seq')
    .execute();
  return { batches, rows };
}

/** Of mails on trial: the editors' order under each subject there can be. */
const VARIANTS = Array.from({ length: MOST_SUBJECTS }, (_, arm) => variantOfArm(arm));

/** By seq, epoch ms. */
async function firstActs(
  store: Store,
  issueId: number,
  isLeaving: (link: string) => boolean,
): Promise<Map<number, number>> {
  const acts = new Map<number, number>();
  for await (const delivery of visitedDeliveries(store, issueId)) {
    const at = firstPeopleClick(delivery, ({ link }) => !isLeaving(link));
    if (at !== null) acts.set(delivery.seq, at);
  }
  const votes = await store.db
    .selectFrom('ballots as b')
    .innerJoin('deliveries as d', join =>
      join.onRef('d.issue_id', '=', 'b.issue_id').onRef('d.subscriber_id', '=', 'b.subscriber_id'),
    )
    .select(eb => ['d.seq', eb.fn.min('b.cast_at').as('at')])
    .where('b.issue_id', '=', issueId)
    .groupBy('d.seq')
    .execute();
  for (const { seq, at } of votes) acts.set(seq, Math.min(at, acts.get(seq) ?? at));
  return acts;
}
