import { sql } from 'kysely';
import { parseAddress } from '../../audience/address.ts';
import { type Evidence, withoutPersonalData } from '../../audience/consent.ts';
import type { Store } from '../database.ts';
import { forgetEvents } from '../feedback/mail-events.ts';
import { emptyJournal, oweSweep } from '../file-sweep.ts';
import { addressHasher, deleteMeta, writeMeta } from '../meta.ts';
import { holdAudience, inTransaction } from '../transaction.ts';
import { disownBallots } from '../vote/ballots.ts';
import { announceReaders } from '../webhooks/reader-events.ts';
import { recordConsents } from './consents.ts';
import { forgetSignups } from './signup-addresses.ts';
import { reasonsByHash } from './suppressions.ts';

export type ErasureOutcome =
  | { readonly kind: 'erased' }
  /** Everything is gone but what mails under way still need; finishErasures does the rest once they have settled. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'already' }
  | { readonly kind: 'unknown' };

/** An erasure that is not complete: kept in `meta` until it is. */
interface OpenErasure {
  readonly key: string;
  readonly subscriberId: number | null;
  readonly mailIds: readonly number[];
  readonly at: number;
}

const KEY = 'erasing:';

/**
 * Forgets a person: what stays is the id, the dates, the facts of their consents and a keyed hash of the address, which
 * keeps imports from bringing them back. Deliveries stay counted. Two transactions on purpose: the first is committed
 * before deliveries are touched, so that no batch sealed later can still take the person in.
 * @throws within a transaction of the caller's, for that reason
 */
export async function erase(store: Store, email: string, at: number): Promise<ErasureOutcome> {
  const parsed = parseAddress(email);
  if (parsed.kind === 'bad') return { kind: 'unknown' };
  if (store.db.isTransaction) throw new Error('An erasure needs transactions of its own.');
  const hash = (await addressHasher(store))(parsed.dedupeKey);
  const begun = await inTransaction(store, async trx => {
    await holdAudience(trx, 'exclusive');
    return forget(trx, { ...parsed, hash, at });
  });
  if (begun.kind !== 'begun') return begun;
  const isComplete = await finish(store, begun.erasure);
  await emptyJournal(store);
  return isComplete ? { kind: 'erased' } : { kind: 'waiting' };
}

/**
 * Completes erasures whose mails have settled since: for the sender to call after settling a batch. Cheap when there is
 * nothing to do.
 * @returns how many still wait
 */
export async function finishErasures(store: Store): Promise<number> {
  const rows = await store.db
    .selectFrom('meta')
    .selectAll()
    .where('key', 'like', `${KEY}%`)
    .orderBy('key')
    .execute();
  let waiting = 0;
  for (const row of rows) {
    const erasure = { ...(JSON.parse(row.value) as Omit<OpenErasure, 'key'>), key: row.key };
    if (!(await finish(store, erasure))) waiting++;
  }
  if (rows.length > waiting) await emptyJournal(store);
  return waiting;
}

interface Person {
  readonly email: string;
  readonly dedupeKey: string;
  readonly hash: string;
  readonly at: number;
}

async function forget(
  store: Store,
  person: Person,
): Promise<{ kind: 'begun'; erasure: OpenErasure } | { kind: 'already' | 'unknown' }> {
  await forgetSignups(store, person);
  const subscriber = await store.db
    .selectFrom('subscribers')
    .select(['id', 'email'])
    .where('dedupe_key', '=', person.dedupeKey)
    .executeTakeFirst();
  const mailIds = await mailsTo(store, [person.email, person.dedupeKey, subscriber?.email ?? person.email]);
  const reason = (await reasonsByHash(store, [person.hash])).get(person.hash);
  if (!subscriber && mailIds.length === 0) {
    if (reason === undefined) return { kind: 'unknown' };
    if (reason === 'erased') return { kind: 'already' };
  }
  await keepHash(store, person);
  if (subscriber) await scrubSubscriber(store, subscriber.id, person.at);
  const subscriberId = subscriber?.id ?? null;
  const erasure = { key: `${KEY}${person.hash}:${subscriberId ?? ''}`, subscriberId, mailIds, at: person.at };
  const { key, ...value } = erasure;
  await writeMeta(store, key, JSON.stringify(value));
  await oweSweep(store);
  return { kind: 'begun', erasure };
}

async function mailsTo(store: Store, emails: readonly string[]): Promise<number[]> {
  const rows = await store.db
    .selectFrom('single_mails')
    .select('id')
    .where('to_email', 'in', [...new Set(emails)])
    .orderBy('id')
    .execute();
  return rows.map(row => row.id);
}

async function keepHash(store: Store, { hash, at }: Person): Promise<void> {
  const row = { email: '', reason: 'erased', detail: '', created_at: at };
  await store.db
    .insertInto('suppressions')
    .values({ ...row, address_hash: hash })
    .onConflict(conflict => conflict.column('address_hash').doUpdateSet(row))
    .execute();
}

async function scrubSubscriber(store: Store, id: number, at: number): Promise<void> {
  await store.db
    .updateTable('subscribers')
    .set({
      email: '',
      dedupe_key: `erased:${id}`,
      name: '',
      timezone: '',
      interests: '[]',
      state: 'erased',
      paused_until: null,
      suppressed_at: null,
    })
    .where('id', '=', id)
    .execute();
  await disownBallots(store, id);
  const consents = await store.db
    .selectFrom('consents')
    .select(['id', 'evidence'])
    .where('subscriber_id', '=', id)
    .execute();
  for (const consent of consents) {
    const evidence = JSON.stringify(withoutPersonalData(JSON.parse(consent.evidence) as Evidence));
    await store.db.updateTable('consents').set({ evidence }).where('id', '=', consent.id).execute();
  }
  await recordConsents(store, [
    { subscriberId: id, event: 'erased', at, wording: '', source: 'erasure', evidence: {} },
  ]);
  await announceReaders(store, 'subscriber.erased', [id], at);
}

/** @returns whether the erasure is complete */
function finish(store: Store, erasure: OpenErasure): Promise<boolean> {
  return inTransaction(store, async trx => {
    const mails = await scrubMails(trx, erasure);
    const deliveries =
      erasure.subscriberId === null ? true : await scrubDeliveries(trx, erasure.subscriberId);
    if (!mails || !deliveries) return false;
    await forgetEvents(trx, { subscriberId: erasure.subscriberId, mailIds: erasure.mailIds });
    await deleteMeta(trx, erasure.key);
    // Again: bytes that mails under way still needed are free only now.
    await oweSweep(trx);
    return true;
  });
}

/** A mail under way keeps its bytes until it is settled; one that waits will not leave any more. */
async function scrubMails(store: Store, { mailIds, at }: OpenErasure): Promise<boolean> {
  if (mailIds.length === 0) return true;
  await store.db
    .updateTable('single_mails')
    .set({ state: 'rejected', settled_at: at })
    .where('id', 'in', mailIds)
    .where('state', '=', 'pending')
    .execute();
  await store.db
    .updateTable('single_mails')
    .set({
      to_email: '',
      subject: '',
      html: '',
      drawing: '',
      text: '',
      headers: '{}',
      reason: 'erased',
      dedupe: sql`'erased:' || id`,
    })
    .where('id', 'in', mailIds)
    .where('state', '<>', 'submitting')
    .execute();
  const open = await store.db
    .selectFrom('single_mails')
    .select('id')
    .where('id', 'in', mailIds)
    .where('to_email', '<>', '')
    .executeTakeFirst();
  return open === undefined;
}

/** The person's rows keep seq and state, so that every sum stays. `in (select …)` lets the index on both columns work. */
async function scrubDeliveries(store: Store, id: number): Promise<boolean> {
  const theirs = sql`d.subscriber_id = ${id} and d.email <> '' and d.issue_id in (select id from issues)`;
  if (store.dialect === 'postgres') {
    // A batch being sealed right now holds its row and may already have read the address: only its commit tells.
    await sql`select b.n from batches b join deliveries d
        on d.issue_id = b.issue_id and d.seq between b.first_seq and b.last_seq
      where ${theirs} and b.sealed_at is null order by b.issue_id, b.n for update of b`.execute(store.db);
  }
  // What was sealed is needed byte for byte until it is settled, or will never be posted again (design, rule 10).
  await sql`update deliveries as d set email = '', name = '',
      reason = case when d.reason like '%@%' then '' else d.reason end
    where ${theirs} and not exists (select 1 from batches b
      where b.issue_id = d.issue_id and d.seq between b.first_seq and b.last_seq
        and b.sealed_at is not null and b.state in ('pending', 'submitting', 'uncertain')
        and not (b.state = 'pending' and b.issue_id in (select id from issues where state = 'aborted')))`.execute(
    store.db,
  );
  const { rows: left } = await sql`select d.seq from deliveries d where ${theirs} limit 1`.execute(store.db);
  // A chunk of an audience that is being written may have read the address before it was gone.
  const { rows: freezing } =
    await sql`select id from issues where frozen_at is not null and batched_at is null
    and state <> 'aborted' and audience_cutoff >= ${id} limit 1`.execute(store.db);
  return left.length === 0 && freezing.length === 0;
}
