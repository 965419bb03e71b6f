import { Readable } from 'node:stream';
import { exportSubscribers } from '../../src/audience/export.ts';
import { type ImportDeps, type ImportOptions, importSubscribers } from '../../src/audience/import.ts';
import { exportPages } from '../../src/storage/audience/subscriber-export.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import type { Store } from '../../src/storage/database.ts';
import { at } from '../support/clock.ts';
import { textSink } from './text-sink.ts';

export const NOW = at('2026-11-26T09:00:00Z');
export const CONSENT = 'I want the weekly verdicts by mail.';

export function load(
  store: Store,
  text: string,
  options: ImportOptions = {},
  onPending?: ImportDeps['onPending'],
) {
  return loadBytes(store, Buffer.from(text), options, onPending);
}

export function loadBytes(
  store: Store,
  bytes: Uint8Array,
  options: ImportOptions = {},
  onPending?: ImportDeps['onPending'],
) {
  const deps = { target: importTarget(store), now: () => NOW, ...(onPending && { onPending }) };
  return importSubscribers(deps, Readable.from([bytes]), options);
}

export async function dump(store: Store): Promise<string> {
  const sink = textSink();
  await exportSubscribers(exportPages(store), sink.writable);
  return sink.text();
}

export const words = { wording: '', source: 'form', evidence: {} };
export const person = (email: string) => ({
  email,
  dedupeKey: email,
  name: '',
  timezone: '',
  interests: [],
  at: NOW,
  consent: words,
});

export async function everything(store: Store) {
  return [
    await store.db.selectFrom('subscribers').selectAll().orderBy('id').execute(),
    await store.db.selectFrom('suppressions').selectAll().orderBy('address_hash').execute(),
    await store.db.selectFrom('consents').selectAll().orderBy('id').execute(),
  ];
}
