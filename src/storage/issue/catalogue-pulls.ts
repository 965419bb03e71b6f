import type { ListedDifference } from '../../catalogue/difference.ts';
import { CLOCKS_DIFFER_MS } from '../../delivery/ahead.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { type CatalogueText, fetchedCatalogue, type Pull } from './fetched-catalogue.ts';

/** Wants a pull. @returns its number: once as many are `answered`, a pull has been made that began after this */
export async function askForPull(store: Store, address: string): Promise<number> {
  const { asked } = await store.db
    .insertInto('catalogue_pulls')
    .values({ address, asked: 1 })
    .onConflict(conflict =>
      conflict.column('address').doUpdateSet(eb => ({ asked: eb('catalogue_pulls.asked', '+', 1) })),
    )
    .returning('asked')
    .executeTakeFirstOrThrow();
  return asked;
}

/** Wants a pull, unless somebody has since `asked` was read: of all who find the same reason, one is heard. */
export async function askOnce(store: Store, address: string, asked: number): Promise<void> {
  await store.db
    .insertInto('catalogue_pulls')
    .values({ address, asked: asked + 1 })
    .onConflict(conflict =>
      conflict
        .column('address')
        .doUpdateSet({ asked: asked + 1 })
        .where('catalogue_pulls.asked', '=', asked),
    )
    .execute();
}

/** Wants a pull, if none is wanted or under way. @returns as `askForPull` */
export async function joinPull(store: Store, address: string): Promise<number> {
  const { asked, answered } = await fetchedCatalogue(store, address);
  if (asked > answered) return asked;
  await askOnce(store, address, asked);
  return asked + 1;
}

/** A pull that is this process's to make. */
export interface ClaimedPull {
  readonly address: string;
  readonly lease: number;
  /** What it will answer. */
  readonly asked: number;
  readonly version: string;
  readonly etag: string;
  readonly etagFrom: string;
  readonly isSigned: boolean;
  readonly confirmedAt: number | null;
}

/**
 * Takes the pull that is wanted, if nobody else is at it: of all processes that try, one gets it.
 * @param claim.leaseMs how long it may take; a pull under way for longer was abandoned
 */
export async function claimPull(
  store: Store,
  address: string,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): Promise<ClaimedPull | null> {
  const row = await store.db
    .updateTable('catalogue_pulls')
    .set(eb => ({ lease: eb('lease', '+', 1), lease_until: now + leaseMs }))
    .where('address', '=', address)
    .whereRef('answered', '<', 'asked')
    // One that lies further ahead than any lease of a clock that is right was written under a wrong clock.
    .where(eb =>
      eb.or([eb('lease_until', '<=', now), eb('lease_until', '>', now + leaseMs + CLOCKS_DIFFER_MS)]),
    )
    .returning(['lease', 'asked', 'version', 'etag', 'etag_from', 'signed', 'confirmed_at'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { lease, asked, version, etag, etag_from: etagFrom, signed, confirmed_at: confirmedAt } = row;
  return { address, lease, asked, version, etag, etagFrom, isSigned: signed === 1, confirmedAt };
}

/** What tells next time whether there is something new. */
export interface AnswerMark {
  readonly etag: string;
  readonly etagFrom: string;
  readonly isSigned: boolean;
}

/** A good text that takes the place of the last one. */
export interface NewText extends CatalogueText {
  readonly difference: ListedDifference | null;
}

/** What a pull found. */
export interface FoundAnswer {
  readonly pull: Pull;
  /** Of a good answer that was read. */
  readonly mark: AnswerMark | null;
  /** Where it is a new one. */
  readonly text: NewText | null;
}

/**
 * Writes down what a pull found, and whatever else belongs to it, in one transaction.
 * @param alongside runs in the same transaction
 * @returns false when the pull was given up for lost and another one began: then nothing is written
 */
export function settlePull(
  store: Store,
  claim: ClaimedPull,
  { pull, mark, text, now }: FoundAnswer & { readonly now: number },
  alongside: (store: Store) => Promise<void> = async () => {},
): Promise<boolean> {
  const isGood = pull.kind === 'kept' || pull.kind === 'unchanged';
  return inTransaction(store, async trx => {
    const settled = await trx.db
      .updateTable('catalogue_pulls')
      .set({
        answered: claim.asked,
        lease_until: 0,
        pulled_at: now,
        pull: JSON.stringify(pull),
        ...(isGood && { confirmed_at: now }),
        ...(mark && { etag: mark.etag, etag_from: mark.etagFrom, signed: mark.isSigned ? 1 : 0 }),
        ...(text && {
          version: text.version,
          fetched_at: now,
          difference: text.difference === null ? '' : JSON.stringify(text.difference),
        }),
      })
      .where('address', '=', claim.address)
      .where('lease', '=', claim.lease)
      .executeTakeFirst();
    if (settled.numUpdatedRows === 0n) return false;
    if (text) await keepText(trx, claim.address, text);
    await alongside(trx);
    return true;
  });
}

async function keepText(store: Store, address: string, { version, format, body }: NewText): Promise<void> {
  await store.db
    .insertInto('catalogue_texts')
    .values({ address, version, format, body })
    .onConflict(conflict => conflict.column('address').doUpdateSet({ version, format, body }))
    .execute();
}

/** Gives a pull back that was not finished: it is still wanted. */
export async function releasePull(store: Store, { address, lease }: ClaimedPull): Promise<void> {
  await store.db
    .updateTable('catalogue_pulls')
    .set({ lease_until: 0 })
    .where('address', '=', address)
    .where('lease', '=', lease)
    .execute();
}
