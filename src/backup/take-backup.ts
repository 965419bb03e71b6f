import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFile, makePrivateFolder } from '../machine/private-place.ts';
import { openStore } from '../storage/database.ts';
import { BACKUP_BEGUN, BACKUP_KEPT } from '../storage/last-backup.ts';
import { writeMeta } from '../storage/meta.ts';
import { dumpPostgres } from './postgres-dump.ts';
import type { Refusal } from './refusal.ts';
import { copySqlite, toDisk } from './sqlite-backup.ts';

export type BackupOutcome =
  | { readonly kind: 'taken'; readonly file: string; readonly bytes: number }
  | Refusal;

/**
 * Copies the database into one file while everything else goes on. It is written aside, checked, and only then given
 * its name: whatever bears the name is whole. Nothing is migrated, so that a backup can be taken before an upgrade.
 * @param request.now epoch ms
 */
export async function takeBackup(request: {
  readonly databaseUrl: string;
  readonly out: string;
  readonly now: number;
}): Promise<BackupOutcome> {
  const { databaseUrl, out } = request;
  const file = databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : '';
  if (file !== '' && !existsSync(file)) {
    return { kind: 'refused', why: `There is no database at ${file}.`, fix: 'Check DATABASE_URL.' };
  }
  if (file !== '' && out === file) {
    return { kind: 'refused', why: `${out} is the database itself.`, fix: 'Name another file with --out.' };
  }
  const aside = `${out}.unfinished`;
  const store = openStore(databaseUrl);
  try {
    makePrivateFolder(dirname(out));
    // Every reader's address goes in: nobody else may read it at any moment.
    rmSync(aside, { force: true });
    makePrivateFile(aside);
    // Before the copy, so that the copy says it: what it does not know happened after this instant.
    await writeMeta(store, BACKUP_BEGUN, String(request.now));
    if (store.dialect === 'sqlite') await copySqlite(store, aside);
    else {
      const refusal = await dumpPostgres(databaseUrl, aside);
      if (refusal) return refusal;
      toDisk(aside);
    }
    renameSync(aside, out);
    toDisk(out);
    await writeMeta(store, BACKUP_KEPT, String(request.now));
    return { kind: 'taken', file: out, bytes: statSync(out).size };
  } finally {
    await store.db.destroy();
    rmSync(aside, { force: true });
  }
}
