import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { importSubscribers } from '../../src/audience/import.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import {
  countByStatus,
  findByEmail,
  findById,
  insertPending,
} from '../../src/storage/audience/subscribers.ts';
import {
  isSuppressed,
  liftSuppression,
  suppress,
  suppressionOf,
} from '../../src/storage/audience/suppressions.ts';
import type { Store } from '../../src/storage/database.ts';
import { addressSalt } from '../../src/storage/meta.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';
import { untilBlockedOrDone } from './lock-waits.ts';

const NOW = at('2026-11-26T09:00:00Z');

const ann = {
  email: 'Ann.Lee+news@gmail.com',
  dedupeKey: 'annlee@gmail.com',
  name: 'Ann',
  timezone: 'Europe/Prague',
  interests: ['AI'],
  at: NOW,
  consent: { wording: '', source: 'form', evidence: {} },
};

async function addAnn(store: Store): Promise<number> {
  const added = await insertPending(store, ann);
  if (added.kind !== 'added') throw new Error('Ann was there already.');
  return added.id;
}

function importAnn(store: Store) {
  const deps = { target: importTarget(store), now: () => NOW };
  return importSubscribers(deps, Readable.from([Buffer.from(`email\n${ann.email}\n`)]));
}

describeStores('the suppression list', (open, dialect) => {
  it('marks the subscriber, whether the subscriber or the suppression came first', async () => {
    const store = await open();
    const id = await addAnn(store);
    expect(
      await suppress(store, { email: 'annlee@GMAIL.com', reason: 'hard_bounce', detail: '550', at: NOW + 1 }),
    ).toBe('suppressed');
    expect(await findById(store, id)).toMatchObject({ state: 'pending', suppressedAt: NOW + 1 });
    await suppress(store, { email: 'later@example.com', reason: 'manual', detail: '', at: NOW });
    const later = { ...ann, email: 'later@example.com', dedupeKey: 'later@example.com', at: NOW + 9 };
    expect(await insertPending(store, later)).toMatchObject({ kind: 'added' });
    expect(await findByEmail(store, 'later@example.com')).toMatchObject({ suppressedAt: NOW + 9 });
    expect(await countByStatus(store)).toEqual({
      pending: 0,
      confirmed: 0,
      unsubscribed: 0,
      suppressed: 2,
      erased: 0,
    });
  });

  it('keeps the heavier reason and the first date, in whatever order events come', async () => {
    const store = await open();
    const entry = { email: 'a@example.com', detail: '', at: NOW };
    for (const [index, reason] of (
      ['hard_bounce', 'manual', 'complaint', 'hard_bounce', 'complaint'] as const
    ).entries()) {
      await suppress(store, { ...entry, reason, detail: `${index}`, at: NOW + index });
    }
    expect(await suppressionOf(store, 'A@example.com')).toEqual({
      email: 'a@example.com',
      reason: 'complaint',
      detail: '2',
      createdAt: NOW,
    });
    expect(await suppress(store, { ...entry, reason: 'manual' })).toBe('kept');
    expect(await suppress(store, { ...entry, email: 'nonsense', reason: 'manual' })).toBe('not an address');
  });

  // SQLite has one writer: there nothing happens beside a suppression.
  it.skipIf(dialect === 'sqlite').each([
    ['sign-up', (store: Store): Promise<unknown> => insertPending(store, ann)],
    ['import', (store: Store): Promise<unknown> => importAnn(store)],
  ])('is waited for by a %s that comes while it grows', async (_, add) => {
    const store = await open();
    await addressSalt(store);
    let adding: Promise<unknown> = Promise.resolve();
    await store
      .another()
      .db.transaction()
      .execute(async trx => {
        const within = { db: trx, dialect: store.dialect };
        await suppress(within, { email: ann.email, reason: 'manual', detail: '', at: NOW });
        adding = add(store);
        await untilBlockedOrDone(store, adding);
      });
    await adding;
    const found = await findByEmail(store, ann.email);
    expect(found?.suppressedAt ?? NOW).toBe(NOW);
    expect(await countByStatus(store)).toMatchObject({ pending: 0, suppressed: 1 });
  });

  it('lets an address go again', async () => {
    const store = await open();
    const id = await addAnn(store);
    await suppress(store, { email: ann.email, reason: 'manual', detail: '', at: NOW });
    expect(await liftSuppression(store, ann.email, 'manual')).toBe(true);
    expect(await liftSuppression(store, ann.email, 'manual')).toBe(false);
    expect(await isSuppressed(store, ann.email)).toBe(false);
    expect(await findById(store, id)).toMatchObject({ suppressedAt: null });
  });

  it('stores its keys as hashes that are worth nothing without the salt of this database', async () => {
    const [one, other] = [await open(), await open()];
    for (const store of [one, other])
      await suppress(store, { email: ann.email, reason: 'manual', detail: '', at: NOW });
    const hashes = await Promise.all(
      [one, other].map(store => store.db.selectFrom('suppressions').selectAll().execute()),
    );
    expect(hashes[0]?.[0]?.address_hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashes[0]?.[0]?.address_hash).not.toBe(hashes[1]?.[0]?.address_hash);
  });
});
