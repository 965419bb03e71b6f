import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { nextWeek } from '../issue/week.ts';
import {
  SAMPLE_RUN,
  type SampleData,
  sampleData,
  sampleState,
  setSampleState,
} from '../storage/sample/sample-data.ts';
import type { Newsroom } from './newsroom.ts';
import { type PickOutcome, pickWeek } from './pick-week.ts';

/** The words the sample readers "agreed to": shown with their consent like anybody's. */
const SAMPLE_CONSENT = 'Sample reader that came with the program; nobody real.';

/**
 * Whether this start is the first run on sample data: outbox only, and nobody has ever subscribed to this database, or a
 * sample run was begun in it and not finished.
 */
export async function isSampleRun(room: Newsroom): Promise<boolean> {
  if (room.settings.MAIL_PROVIDER.join() !== 'outbox') return false;
  const state = await sampleState(room.store);
  if (state !== null) return state === 'begun';
  const anybody = await room.store.db.selectFrom('subscribers').select('id').limit(1).executeTakeFirst();
  return anybody === undefined;
}

/**
 * The publication's own sample readers; where it has none, those that came with the program.
 * @param root of the project
 * @returns how many there are now, and where they came from
 */
export async function loadSampleReaders(
  room: Newsroom,
  root: string,
): Promise<{ readonly readers: number; readonly file: string }> {
  const own = join(room.settings.PUBLICATION, 'readers.csv');
  const file = existsSync(own) ? own : join(root, 'data/sample/readers.csv');
  await setSampleState(room.store, 'begun');
  // Every pre-flight asks this file about the sample; only the first start imports.
  const { importSubscribers } = await import('../audience/import.ts');
  const { importTarget } = await import('../storage/audience/subscriber-import.ts');
  const report = await importSubscribers(
    { target: importTarget(room.store), now: room.now },
    createReadStream(file),
    { consent: SAMPLE_CONSENT, source: SAMPLE_RUN },
  );
  const [problem] = report.problems;
  if (problem) throw new Error(`${file}, line ${problem.line}: ${problem.message}`);
  return { readers: report.rows, file };
}

/** Picks the issue after the sample one and leaves it to whoever comes to the desk. */
export async function pickNextWeek(room: Newsroom, week: string): Promise<PickOutcome> {
  const picked = await pickWeek(room, nextWeek(week), SAMPLE_RUN);
  if (picked.kind !== 'invalid_catalogue')
    await room.issues.move(picked.issue.id, 'picked', 'in_review', { at: room.now() });
  return picked;
}

export function endSampleRun(room: Newsroom): Promise<void> {
  return setSampleState(room.store, 'done');
}

/**
 * What the sample run left here, where mail leaves this machine: no real provider may ever get it. Null where all is
 * well.
 */
export async function misplacedSample(room: Newsroom): Promise<SampleData | null> {
  const isReal = room.settings.MAIL_PROVIDER.some(name => name !== 'outbox');
  return isReal ? sampleData(room.store) : null;
}

/** "38 sample readers and the sample issue of 2026-W48" */
export function sampleWords({ readers, weeks }: SampleData): string {
  const issues = weeks.length === 0 ? [] : [`the sample issue of ${weeks.join(' and ')}`];
  const people = readers === 0 ? [] : [readers === 1 ? '1 sample reader' : `${readers} sample readers`];
  return [...people, ...issues].join(' and ');
}

/** What to do about it, in words. */
export const CLEAR_SAMPLE = 'Run: verdicts sample clear';
