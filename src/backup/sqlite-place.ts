import { chownSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { keepPrivate, makePrivateFolder } from '../machine/private-place.ts';
import { openStore } from '../storage/database.ts';
import { type Marks, marksBefore } from './marks.ts';
import type { Place } from './place.ts';
import { checkIntegrity, toDisk } from './sqlite-backup.ts';

/** SQLite's file: the backup is copied beside it and takes its name. */
export function sqlitePlace(file: string, now: number): Place {
  const aside = `${file}.restoring`;
  return {
    inUse: async () => (existsSync(file) && !becomesOneFile(file) ? 'another process has the file open' : ''),
    marksOfCurrent: () => marksOf(file),
    loadAside: async backup => {
      if (existsSync(`${backup}-wal`) && statSync(`${backup}-wal`).size > 0) {
        const why = `${backup} is a database in use, not a backup: a part of it is in ${backup}-wal.`;
        return { kind: 'refused', why, fix: 'Make a backup of it with the backup command.' };
      }
      makePrivateFolder(dirname(file));
      removeWithJournals(aside);
      copyFileSync(backup, aside);
      keepPrivate(aside);
      const damage = damageOf(aside);
      if (damage !== '')
        return {
          kind: 'refused',
          why: `${backup} is not a whole backup: ${damage}.`,
          fix: 'Use another backup.',
        };
      if (existsSync(file)) giveTo(aside, file);
      return openStore(`file:${aside}`);
    },
    swap: async () => {
      if (!becomesOneFile(aside)) throw new Error(`${aside} is open in another process.`);
      toDisk(aside);
      const kept = existsSync(file) ? keepUnderAnotherName(file, now) : '';
      renameSync(aside, file);
      toDisk(file);
      return kept;
    },
    cleanUp: async () => removeWithJournals(aside),
  };
}

function damageOf(file: string): string {
  try {
    checkIntegrity(file);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The account that ran with the old file must be able to open the new one, also when root restores it. */
function giveTo(aside: string, file: string): void {
  const { uid, gid } = statSync(file);
  if (process.getuid?.() === 0) chownSync(aside, uid, gid);
}

/**
 * Leaves WAL, which writes everything into the one file. SQLite does that only for the last connection, so it also
 * tells whether anybody else has the file open (https://www.sqlite.org/wal.html, section 5).
 */
function becomesOneFile(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('pragma journal_mode = delete');
    database.exec('begin exclusive; rollback');
    return true;
  } catch (error) {
    if (/locked|busy/i.test(String(error))) return false;
    // Damaged or no database at all: nobody can use it; what it holds is judged later.
    return true;
  } finally {
    database.close();
  }
}

async function marksOf(file: string): Promise<Marks | null> {
  if (!existsSync(file) || statSync(file).size === 0) return null;
  const store = openStore(`file:${file}`);
  try {
    return await marksBefore(store);
  } finally {
    await store.db.destroy();
    becomesOneFile(file);
  }
}

/** A second name first, so that at no moment the database's own name leads nowhere. */
function keepUnderAnotherName(file: string, now: number): string {
  const kept = `${file}.before-restore-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  try {
    linkSync(file, kept);
  } catch {
    // Not every file system has hard links.
    copyFileSync(file, kept);
  }
  return kept;
}

function removeWithJournals(file: string): void {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(name, { force: true });
}
