import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import {
  changePreferences,
  confirm,
  findByEmail,
  findById,
  insertPending,
  unsubscribe,
} from '../../src/storage/audience/subscribers.ts';
import { isSuppressed, suppress } from '../../src/storage/audience/suppressions.ts';
import type { Store } from '../../src/storage/database.ts';
import { addressSalt, firstStartedAt, installationId, readMeta, writeMeta } from '../../src/storage/meta.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';

const NOW = at('2026-11-26T09:00:00Z');
const HOUR = 3_600_000;

const asked = { wording: 'Yes, weekly.', source: 'form', evidence: { ip: '192.0.2.1', wordingVersion: '1' } };
const clicked = { wording: 'Confirm', source: 'mail', evidence: { method: 'page' } };
const left = { wording: '', source: 'mail', evidence: { method: 'one-click' } };

const ann = {
  email: 'Ann.Lee+news@gmail.com',
  dedupeKey: 'annlee@gmail.com',
  name: 'Ann',
  timezone: 'Europe/Prague',
  interests: ['AI'],
  at: NOW,
  consent: asked,
};

async function addAnn(store: Store): Promise<number> {
  const added = await insertPending(store, ann);
  if (added.kind !== 'added') throw new Error('Ann was there already.');
  return added.id;
}

describeStores('a subscriber', open => {
  it('who paused, left and says yes again starts clean: no pause of before keeps the mails away', async () => {
    const store = await open();
    const id = await addAnn(store);
    await confirm(store, id, { at: NOW, askedAt: NOW, consent: clicked });
    const pausedUntil = NOW + 1_000 * HOUR;
    await changePreferences(store, id, { pausedUntil }, { at: NOW + 1, consent: left });
    await unsubscribe(store, id, { at: NOW + 2, consent: left });
    expect(await findById(store, id)).toMatchObject({ state: 'unsubscribed', pausedUntil });
    expect(await confirm(store, id, { at: NOW + 4, askedAt: NOW + 3, consent: clicked })).toBe('confirmed');
    expect(await findById(store, id)).toMatchObject({
      state: 'confirmed',
      pausedUntil: null,
      confirmedAt: NOW + 4,
    });
    // A link that is pressed twice is no new yes.
    await changePreferences(store, id, { pausedUntil }, { at: NOW + 5, consent: left });
    expect(await confirm(store, id, { at: NOW + 6, askedAt: NOW + 3, consent: clicked })).toBe('already');
    expect(await findById(store, id)).toMatchObject({ pausedUntil });
  });

  it('asks, confirms, leaves, and can be asked for by any spelling of the address', async () => {
    const store = await open();
    const id = await addAnn(store);
    const pending = {
      id,
      email: 'Ann.Lee+news@gmail.com',
      dedupeKey: 'annlee@gmail.com',
      name: 'Ann',
      timezone: 'Europe/Prague',
      interests: ['AI'],
      state: 'pending',
      source: 'form',
      createdAt: NOW,
      confirmedAt: null,
      unsubscribedAt: null,
      pausedUntil: null,
      suppressedAt: null,
    };
    expect(await findById(store, id)).toEqual(pending);
    expect(await findByEmail(store, 'ANNLEE@googlemail.com')).toEqual(pending);
    expect(await findByEmail(store, 'annlee@example.com')).toBeNull();
    expect(await findByEmail(store, 'nonsense')).toBeNull();
    expect(await findById(store, id + 1)).toBeNull();

    expect(await confirm(store, id, { at: NOW + 1, askedAt: NOW, consent: clicked })).toBe('confirmed');
    expect(await confirm(store, id, { at: NOW + 2, askedAt: NOW, consent: clicked })).toBe('already');
    expect(await findById(store, id)).toEqual({ ...pending, state: 'confirmed', confirmedAt: NOW + 1 });

    expect(await unsubscribe(store, id, { at: NOW + 3, consent: left })).toBe('unsubscribed');
    expect(await unsubscribe(store, id, { at: NOW + 4, consent: left })).toBe('already');
    expect(await findById(store, id)).toEqual({
      ...pending,
      state: 'unsubscribed',
      confirmedAt: NOW + 1,
      unsubscribedAt: NOW + 3,
    });
    expect(await unsubscribe(store, 4_711, { at: NOW, consent: left })).toBe('unknown');
    expect(await confirm(store, 4_711, { at: NOW, askedAt: NOW, consent: left })).toBe('gone');
    expect(await consentsOf(store, id)).toEqual([
      { ...asked, event: 'requested', at: NOW },
      { ...clicked, event: 'confirmed', at: NOW + 1 },
      { ...left, event: 'unsubscribed', at: NOW + 3 },
    ]);
  });

  it('who is known stays as they are when the address is typed again, by whomever', async () => {
    const store = await open();
    const id = await addAnn(store);
    await confirm(store, id, { at: NOW, askedAt: NOW, consent: clicked });
    const known = await findById(store, id);
    const again = { ...ann, email: 'annlee@gmail.com', name: 'Mallory' };
    expect(await insertPending(store, again)).toEqual({ kind: 'known', subscriber: known });
    expect(await consentsOf(store, id)).toHaveLength(2);
    await unsubscribe(store, id, { at: NOW, consent: left });
    expect(await insertPending(store, again)).toMatchObject({
      kind: 'known',
      subscriber: { state: 'unsubscribed' },
    });
  });

  it('comes back by a confirmation asked for after leaving, not by an older one', async () => {
    const store = await open();
    const id = await addAnn(store);
    await confirm(store, id, { at: NOW, askedAt: NOW, consent: clicked });
    await unsubscribe(store, id, { at: NOW + HOUR, consent: left });
    expect(await confirm(store, id, { at: NOW + 2 * HOUR, askedAt: NOW, consent: clicked })).toBe('gone');
    expect((await findById(store, id))?.state).toBe('unsubscribed');
    expect(await confirm(store, id, { at: NOW + 3 * HOUR, askedAt: NOW + 2 * HOUR, consent: clicked })).toBe(
      'confirmed',
    );
    expect(await findById(store, id)).toMatchObject({ state: 'confirmed', unsubscribedAt: null });
  });

  it('changes what they name and keeps the rest', async () => {
    const store = await open();
    const id = await addAnn(store);
    const options = { at: NOW + 5, consent: { wording: '', source: 'preferences', evidence: {} } };
    expect(await changePreferences(store, id, { name: '', pausedUntil: NOW + HOUR }, options)).toBe(true);
    expect(await findById(store, id)).toMatchObject({
      name: '',
      timezone: 'Europe/Prague',
      interests: ['AI'],
      pausedUntil: NOW + HOUR,
    });
    expect(
      await changePreferences(store, id, { timezone: 'UTC', interests: [], pausedUntil: null }, options),
    ).toBe(true);
    expect(await findById(store, id)).toMatchObject({
      name: '',
      timezone: 'UTC',
      interests: [],
      pausedUntil: null,
    });
    expect(await changePreferences(store, 4_711, { name: 'x' }, options)).toBe(false);
    expect((await consentsOf(store, id)).map(consent => consent.event)).toEqual([
      'requested',
      'changed',
      'changed',
    ]);
  });

  it('takes part in a transaction of the caller, and is gone with it', async () => {
    const store = await open();
    const attempt = store.db.transaction().execute(async trx => {
      const within = { db: trx, dialect: store.dialect };
      await addAnn(within);
      expect(await suppress(within, { email: ann.email, reason: 'manual', detail: '', at: NOW })).toBe(
        'suppressed',
      );
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await findByEmail(store, ann.email)).toBeNull();
    expect(await isSuppressed(store, ann.email)).toBe(false);
    const id = await addAnn(store);
    await suppress(store, { email: ann.email, reason: 'manual', detail: '', at: NOW });
    expect(await findById(store, id)).toMatchObject({ suppressedAt: NOW });
    expect(await isSuppressed(store, 'annlee@gmail.com')).toBe(true);
  });
});

describeStores('what is kept for the whole database', open => {
  it('is made once and stays', async () => {
    const store = await open();
    const ids = await Promise.all([installationId(store), installationId(store), installationId(store)]);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{24}$/);
    expect(await installationId(store.another())).toBe(ids[0]);
    expect(await addressSalt(store)).toMatch(/^[0-9a-f]{64}$/);
    expect(await firstStartedAt(store, NOW)).toBe(NOW);
    expect(await firstStartedAt(store, NOW + HOUR)).toBe(NOW);
    expect(await installationId(await open())).not.toBe(ids[0]);
  });

  it('can be read and written by name', async () => {
    const store = await open();
    expect(await readMeta(store, 'x')).toBeNull();
    await writeMeta(store, 'x', '1');
    await writeMeta(store, 'x', '2');
    expect(await readMeta(store, 'x')).toBe('2');
    const { rows } = await sql<{ value: string }>`select value from meta where key = 'x'`.execute(store.db);
    expect(rows).toEqual([{ value: '2' }]);
  });
});
