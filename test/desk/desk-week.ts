import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Issue } from '../../src/issue/issue.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import type { Store } from '../../src/storage/database.ts';
import { type Activity, activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk } from '../support/desk.ts';

export const SECOND = 'second@example.com';
export const WEEK = '2026-W48';
export const PAGE = `/desk/issues/${WEEK}`;

interface FileTool {
  slug: string;
  name: string;
  category: string;
  [more: string]: unknown;
}

/** The sample catalogue in a file of its own, changed as the test likes. */
export function catalogueFile(change: (tools: FileTool[]) => FileTool[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'verdicts-catalogue-')), 'catalogue.json');
  cpSync(join(import.meta.dirname, '../../data/sample/catalogue.json'), file);
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as { tools: FileTool[] };
  writeFileSync(file, JSON.stringify({ ...catalogue, tools: change(catalogue.tools) }));
  return file;
}

/** A desk with two editors and a picked week. */
export async function openWeek(store: Store, settings: Record<string, string> = {}) {
  const desk = await openDesk(store, { settings: { EDITORS: `${EDITOR},${SECOND}`, ...settings } });
  await pickWeek(desk.app, WEEK, 'schedule');
  const issue = async (): Promise<Issue> => {
    const found = await desk.app.issues.find(WEEK);
    if (!found) throw new Error('The week is not picked.');
    return found;
  };
  const keys = async () => (await issue()).pick.pairings.map(({ a, b }) => pairKey(a, b));
  const changes = async (): Promise<Activity[]> =>
    (await activityOf(store, WEEK)).filter(({ action }) => action === 'changed');
  /** An act on the issue as it is now. */
  const act = async (who = EDITOR) => ({ week: WEEK, revision: (await issue()).revision, who });
  return { ...desk, issue, keys, changes, act };
}
