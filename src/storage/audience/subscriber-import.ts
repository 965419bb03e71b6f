import type { ImportOutcome, ImportTarget } from '../../audience/import.ts';
import { type Decision, decide, gatherWishes, type Known, type Wish } from '../../audience/import-rules.ts';
import type { SubscriberState } from '../../audience/subscriber.ts';
import type { Store } from '../database.ts';
import { addressHasher } from '../meta.ts';
import { holdAudience, inTransaction } from '../transaction.ts';
import { type ImportEntry, writeEntries } from './import-entry.ts';
import { reasonsByHash } from './suppressions.ts';

/** Where one import writes to. A dry run remembers what it would have written, to count repeated addresses right. */
export function importTarget(store: Store): ImportTarget {
  const rehearsed = new Map<string, SubscriberState | 'suppressed'>();
  return {
    write: async (rows, order) => {
      const wishes = gatherWishes(rows, order.consent !== null);
      const hash = await addressHasher(store);
      if (order.dryRun) return tally(await rehearse(store, wishes, hash, rehearsed), []);
      return inTransaction(store, async trx => {
        await holdAudience(trx, 'exclusive');
        const entries = await decideAll(trx, wishes, hash);
        return tally(entries, await writeEntries(trx, entries, order));
      });
    },
  };
}

async function decideAll(
  store: Store,
  wishes: readonly Wish[],
  hash: (key: string) => string,
): Promise<ImportEntry[]> {
  const known = await knownByKey(
    store,
    wishes.map(wish => wish.dedupeKey),
  );
  const hashed = wishes.map(wish => ({ wish, hash: hash(wish.dedupeKey) }));
  const reasons = await reasonsByHash(
    store,
    hashed.map(entry => entry.hash),
  );
  return hashed.map(entry => {
    const facts = {
      known: known.get(entry.wish.dedupeKey) ?? null,
      suppression: reasons.get(entry.hash) ?? null,
    };
    return { ...entry, ...facts, decision: decide(entry.wish, facts.known, facts.suppression) };
  });
}

/** Locked on Postgres, so that nobody unsubscribes between the decision and the writing. */
async function knownByKey(store: Store, keys: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const rows = await store.db
    .selectFrom('subscribers')
    .select(['id', 'dedupe_key', 'state', 'name', 'timezone', 'interests'])
    .where('dedupe_key', 'in', keys)
    .orderBy('id')
    .$if(store.dialect === 'postgres' && store.db.isTransaction, query => query.forUpdate())
    .execute();
  return new Map(
    rows.map(row => [
      row.dedupe_key,
      { ...row, state: row.state as SubscriberState, interests: JSON.parse(row.interests) as string[] },
    ]),
  );
}

/** Decides without writing. Of an address met before only its state is remembered: filled gaps are not counted twice. */
async function rehearse(
  store: Store,
  wishes: readonly Wish[],
  hash: (key: string) => string,
  rehearsed: Map<string, SubscriberState | 'suppressed'>,
): Promise<ImportEntry[]> {
  const entries = await decideAll(store, wishes, hash);
  return entries.map(entry => {
    const { wish } = entry;
    const before = rehearsed.get(wish.dedupeKey);
    const known = before && before !== 'suppressed' ? { ...wish, id: 0, state: before } : entry.known;
    const suppression = before === 'suppressed' ? 'manual' : entry.suppression;
    const decision = before ? decide(wish, known, suppression) : entry.decision;
    const after = decision.suppress ? 'suppressed' : (decision.move ?? decision.insert);
    if (after) rehearsed.set(wish.dedupeKey, after);
    return { ...entry, known, suppression, decision };
  });
}

function tally(entries: readonly ImportEntry[], pendingIds: readonly number[]): ImportOutcome {
  const outcomes = (outcome: Decision['outcome']) =>
    entries.filter(entry => entry.decision.outcome === outcome).length;
  const added = (state: Decision['insert']) =>
    entries.filter(({ decision }) => decision.outcome === 'added' && decision.insert === state).length;
  return {
    added: {
      pending: added('pending'),
      confirmed: added('confirmed'),
      unsubscribed: added('unsubscribed'),
    },
    changed: outcomes('changed'),
    // Rows taken together with an earlier one of the same address count as what they are: nothing new.
    unchanged: outcomes('unchanged') + entries.reduce((sum, entry) => sum + entry.wish.rows - 1, 0),
    keptOut: outcomes('keptOut'),
    suppressed: outcomes('suppressed'),
    pendingIds,
  };
}
