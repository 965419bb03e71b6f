import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ImportReport } from '../../src/audience/import-report.ts';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { installationId } from '../../src/storage/meta.ts';
import { describeStores } from '../support/stores.ts';

const IMPORT_ONCE = fileURLToPath(new URL('./import-once.ts', import.meta.url));

async function importInProcess(
  url: string,
  file: string,
): Promise<{ installation: string; report: ImportReport }> {
  const child = spawn(process.execPath, [IMPORT_ONCE, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(file);
  return JSON.parse(await text(child.stdout));
}

describeStores('imports of several processes', open => {
  it('add each person once, whoever comes first, and agree on what the database is called', async () => {
    const store = await open();
    const rows = Array.from({ length: 3_300 }, (_, index) => `r${index}@example.com`);
    const files = [rows, [...rows].reverse(), rows.map(row => row.toUpperCase())];
    const outcomes = await Promise.all(
      files.map(file => importInProcess(store.url, `email\n${file.join('\n')}`)),
    );
    const total = (count: (report: ImportReport) => number) =>
      outcomes.reduce((sum, { report }) => sum + count(report), 0);
    expect(total(report => report.added.pending)).toBe(3_300);
    expect(total(report => report.unchanged)).toBe(6_600);
    expect(await countByStatus(store)).toMatchObject({ pending: 3_300 });
    expect(new Set(outcomes.map(outcome => outcome.installation))).toEqual(
      new Set([await installationId(store)]),
    );
  });
});
