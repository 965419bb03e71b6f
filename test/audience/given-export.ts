import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { ImportOptions } from '../../src/audience/import.ts';
import { readAskedMapping, type TypedMapping } from '../../src/audience/moving/asked-mapping.ts';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { findByEmail } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { CONSENT, dump, loadBytes } from './imported-file.ts';

export const confirmed: ImportOptions = { consent: CONSENT };

/** Each file is made up, under the header that its service writes; see docs/moving-over.md for where those are from. */
export const give = async (store: Store, file: string, typed: TypedMapping = {}, options = confirmed) => {
  const mapping = readAskedMapping(typed);
  if (mapping.kind === 'bad') throw new Error(mapping.message);
  const bytes = await readFile(new URL(`./exports/${file}`, import.meta.url));
  const report = await loadBytes(store, bytes, { ...options, mapping: mapping.value });
  const { lines, added } = report;
  expect(lines.all).toBe(lines.header + lines.blank + report.rows + lines.further + lines.unread);
  expect(report.rows).toBe(
    added.confirmed +
      added.pending +
      added.unsubscribed +
      report.changed +
      report.unchanged +
      report.keptOut +
      report.suppressed +
      report.refused,
  );
  return report;
};

export const rows = async (store: Store) => (await dump(store)).trim().split('\n').slice(1);

export const read = (report: Awaited<ReturnType<typeof give>>) =>
  Object.fromEntries((report.understood?.columns ?? []).map(({ name, field }) => [name, field]));

export const leftOut = (report: Awaited<ReturnType<typeof give>>) =>
  (report.understood?.columns ?? []).filter(({ field }) => field === null).map(({ name }) => name);

export async function consentOf(store: Store, email: string) {
  const subscriber = await findByEmail(store, email);
  return (await consentsOf(store, subscriber?.id ?? 0)).at(-1);
}
