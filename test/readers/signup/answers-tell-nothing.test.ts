import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { confirm, insertPending, unsubscribe } from '../../../src/storage/audience/subscribers.ts';
import { suppress } from '../../../src/storage/audience/suppressions.ts';
import type { Store } from '../../../src/storage/database.ts';
import type { Schema } from '../../../src/storage/schema.ts';
import { openSqlite } from '../../../src/storage/sqlite.ts';
import { describeStores, type TestStore } from '../../support/stores.ts';
import { openSignupSite } from './signup-site.ts';

const STATES = ['new', 'pending', 'confirmed', 'unsubscribed', 'suppressed'] as const;
const BEFORE = Date.parse('2026-11-01T09:00:00Z');
const consent = { wording: 'Yes.', source: 'form', evidence: {} };
// As long as one another, so that no difference of length is the address's own.
const addressOf = (state: string) => `${state.padEnd(12, '0')}@readers.example`;

describeStores('whatever is known of an address', open => {
  it('the answer is the same byte for byte, and so are the statements', async () => {
    const store = await open();
    await fillStates(store);
    const { watched, statements } = watch(store);
    const site = await openSignupSite(watched);
    try {
      for (const send of [
        (email: string) => site.form({ email, name: 'Ada' }, '192.0.2.9'),
        (email: string) => site.json({ email, name: 'Ada' }, '203.0.113.9'),
      ]) {
        // Makes the rows of the caps, which the first visitor of a network does.
        await send('first@readers.example');
        const seen = [];
        for (const state of STATES) {
          statements.length = 0;
          const answer = await send(addressOf(state));
          seen.push({ ...(await bytesOf(answer)), statements: [...statements] });
        }
        for (const answer of seen) expect(answer).toEqual(seen[0]);
        expect(seen[0]?.statements.length).toBeGreaterThan(3);
        expect([303, 202]).toContain(seen[0]?.status);
      }
    } finally {
      await watched.db.destroy();
    }
  });

  it('only the mailbox learns: a link to confirm, a word that all is well, or nothing', async () => {
    const store = await open();
    await fillStates(store);
    const site = await openSignupSite(store);

    for (const state of STATES) await site.form({ email: addressOf(state) });
    expect(await site.decide()).toBe(5);

    const toConfirm = (await site.mails('confirm')).map(mail => mail.to_email);
    expect(toConfirm).toEqual(['new', 'pending', 'unsubscribed'].map(addressOf));
    const [already, ...more] = await site.mails('welcome');
    expect(already).toMatchObject({
      to_email: addressOf('confirmed'),
      subject: 'You already get Weekly AI Tool Verdicts',
    });
    expect(more).toEqual([]);
  });
});

async function fillStates(store: Store): Promise<void> {
  for (const state of STATES) {
    if (state === 'new') continue;
    const email = addressOf(state);
    if (state === 'suppressed') await suppress(store, { email, reason: 'complaint', detail: '', at: BEFORE });
    const profile = { name: '', timezone: '', interests: [] };
    const added = await insertPending(store, { email, dedupeKey: email, ...profile, at: BEFORE, consent });
    if (added.kind !== 'added') throw new Error('It was there already.');
    if (state === 'pending') continue;
    await confirm(store, added.id, { at: BEFORE, askedAt: BEFORE, consent });
    if (state === 'unsubscribed') await unsubscribe(store, added.id, { at: BEFORE, consent });
  }
}

/** The same database, with every statement written down. */
function watch(store: TestStore) {
  const statements: string[] = [];
  const dialect =
    store.dialect === 'sqlite'
      ? openSqlite(store.url.slice('file:'.length)).dialect
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: store.url, max: 2 }) });
  const log = (event: { readonly query: { readonly sql: string } }) => void statements.push(event.query.sql);
  return { watched: { db: new Kysely<Schema>({ dialect, log }), dialect: store.dialect }, statements };
}

async function bytesOf(answer: Response) {
  const headers = Object.fromEntries(answer.headers);
  // Drawn for each request.
  delete headers['x-request-id'];
  return { status: answer.status, headers, body: await answer.text() };
}
