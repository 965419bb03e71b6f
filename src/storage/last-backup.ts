import type { Store } from './database.ts';
import { readMeta } from './meta.ts';

/** Key in `meta`: when the last backup was begun (epoch ms). Written before the copy, so every copy carries it. */
export const BACKUP_BEGUN = 'last-backup-at';

/** Key in `meta`: when the last backup that became whole was begun (epoch ms). Earlier versions did not keep it. */
export const BACKUP_KEPT = 'last-backup-kept-at';

/**
 * How new the newest backup is (epoch ms): what came after is in none. A backup that failed or was killed does not count,
 * unless an earlier version took it. Null when there never was one.
 */
export async function lastBackupAt(store: Store): Promise<number | null> {
  const at = (await readMeta(store, BACKUP_KEPT)) ?? (await readMeta(store, BACKUP_BEGUN));
  return at === null ? null : Number(at);
}
