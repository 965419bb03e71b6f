import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { importSubscribers } from '../audience/import.ts';
import { importTarget } from '../storage/audience/subscriber-import.ts';
import { readMeta, writeMeta } from '../storage/meta.ts';
import type { Newsroom } from './newsroom.ts';

/** Kept in the database, so that a first run that was killed goes on and a later start does nothing. */
const KEY = 'sample_run';

/** The words the sample readers "agreed to": shown with their consent like anybody's. */
const SAMPLE_CONSENT = 'Sample reader that came with the program; nobody real.';

/**
 * Whether this start is the first run on sample data: outbox only, and nobody has ever subscribed to this database, or a
 * sample run was begun in it and not finished.
 */
export async function isSampleRun(room: Newsroom): Promise<boolean> {
  if (room.settings.MAIL_PROVIDER.join() !== 'outbox') return false;
  const state = await readMeta(room.store, KEY);
  if (state !== null) return state === 'begun';
  const anybody = await room.store.db.selectFrom('subscribers').select('id').limit(1).executeTakeFirst();
  return anybody === undefined;
}

/** @returns how many sample readers there are now */
export async function loadSampleReaders(room: Newsroom, root: string): Promise<number> {
  await writeMeta(room.store, KEY, 'begun');
  const report = await importSubscribers(
    { target: importTarget(room.store), now: room.now },
    createReadStream(join(root, 'data/readers.csv')),
    { consent: SAMPLE_CONSENT, source: 'sample run' },
  );
  const [problem] = report.problems;
  if (problem) throw new Error(`data/readers.csv, line ${problem.line}: ${problem.message}`);
  return report.rows;
}

export function endSampleRun(room: Newsroom): Promise<void> {
  return writeMeta(room.store, KEY, 'done');
}
