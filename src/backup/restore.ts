import { existsSync } from 'node:fs';
import { VERSION } from '../machine/version.ts';
import type { Store } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { lostBy, type Marks, readMarks } from './marks.ts';
import type { Place } from './place.ts';
import { postgresPlace } from './postgres-place.ts';
import type { Refusal } from './refusal.ts';
import { type NeverSealed, quietRestored, type RestoredIssue } from './restored-issue.ts';
import { sqlitePlace } from './sqlite-place.ts';
import { whoseTables } from './tables.ts';

export type RestoreOutcome =
  | {
      readonly kind: 'restored';
      /** When the backup was begun (epoch ms); null when it does not say. */
      readonly takenAt: number | null;
      readonly issues: readonly RestoredIssue[];
      /** Where what was there before is kept; '' when there was nothing. */
      readonly kept: string;
    }
  | Refusal;

/**
 * Puts a backup in place of the database. It is loaded beside it, checked, brought up to date and made safe to start
 * (quietRestored) before it takes the place in one step: killed anywhere, either the old or the new one is there.
 * @param request.force also where the backup lacks what the database has; never while somebody uses it
 */
export async function restoreBackup(request: {
  readonly databaseUrl: string;
  readonly backup: string;
  readonly force: boolean;
  readonly neverSealed: NeverSealed;
  readonly now: number;
}): Promise<RestoreOutcome> {
  if (!existsSync(request.backup)) return refused(`There is no file ${request.backup}.`, 'Check the path.');
  const place = request.databaseUrl.startsWith('file:')
    ? sqlitePlace(request.databaseUrl.slice('file:'.length), request.now)
    : postgresPlace(request.databaseUrl, request.now);
  const inUse = await refusedInUse(place);
  if (inUse) return inUse;
  try {
    const loaded = await place.loadAside(request.backup);
    if ('kind' in loaded) return loaded;
    try {
      const outcome = await prepare(place, loaded, request);
      if (outcome.kind === 'refused') return outcome;
      await loaded.db.destroy();
      // Loading a large backup takes minutes, in which somebody may have started a sender.
      return (await refusedInUse(place)) ?? { ...outcome, kept: await place.swap() };
    } finally {
      await loaded.db.destroy();
    }
  } finally {
    await place.cleanUp();
  }
}

async function refusedInUse(place: Place): Promise<Refusal | null> {
  const users = await place.inUse();
  if (users === '') return null;
  return refused(
    `The database is in use: ${users}. A sender that goes on with the old one could double mail.`,
    'Stop serve and every worker, then repeat. --force does not help here.',
  );
}

async function prepare(place: Place, loaded: Store, request: Parameters<typeof restoreBackup>[0]) {
  if ((await whoseTables(loaded)) !== 'ours') {
    return refused(
      `${request.backup} is not a backup of this program.`,
      'Name a file that the backup command made.',
    );
  }
  const migrated = await migrate(loaded);
  if (migrated.kind === 'newer') {
    return refused(
      `The backup was made by a newer version of this program than this one, ${VERSION} (it knows ${migrated.unknown.join(', ')}).`,
      'Update the program, then repeat.',
    );
  }
  const marks = await readMarks(loaded);
  const lost = request.force ? [] : await lostWith(place, marks);
  if (lost.length > 0) {
    return refused(
      `The database has what the backup lacks: ${lost.join('; ')}.`,
      'If that may be lost, repeat with --force. What is there now is set aside, not deleted.',
    );
  }
  const note = { takenAt: marks.takenAt, restoredAt: request.now, neverSealed: request.neverSealed };
  return {
    kind: 'restored' as const,
    takenAt: marks.takenAt,
    issues: await quietRestored(loaded, note),
  };
}

async function lostWith(place: Place, backup: Marks): Promise<string[]> {
  try {
    const there = await place.marksOfCurrent();
    return there === null ? [] : lostBy(there, backup);
  } catch (error) {
    return [`it cannot be read (${error instanceof Error ? error.message : String(error)})`];
  }
}

function refused(why: string, fix: string): Refusal {
  return { kind: 'refused', why, fix };
}
