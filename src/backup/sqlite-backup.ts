import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store } from '../storage/database.ts';

/**
 * Copies a database that is in use into one file. `VACUUM INTO` reads one snapshot and lets writers go on; the backup
 * API would start over at every write of another process, and a plain copy of the file misses what is still in the WAL.
 * @param target must be empty or not exist
 * @throws when the copy is not whole
 */
export async function copySqlite(store: Store, target: string): Promise<void> {
  await sql`vacuum into ${target}`.execute(store.db);
  checkIntegrity(target);
  toDisk(target);
}

/** @throws with what SQLite found when the file is not a whole database */
export function checkIntegrity(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database
      .prepare('pragma integrity_check(5)')
      .all()
      .map(row => String(row.integrity_check));
    if (found.join() !== 'ok') throw new Error(`${file} is damaged: ${found.join('; ')}`);
  } finally {
    database.close();
  }
}

/** Waits until the file, and its name in its folder, would survive a power cut. */
export function toDisk(file: string): void {
  for (const path of [file, dirname(file)]) {
    const handle = openSync(path, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
