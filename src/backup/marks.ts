import { sql } from 'kysely';
import type { Store } from '../storage/database.ts';
import { BACKUP_BEGUN } from '../storage/last-backup.ts';
import { readMeta } from '../storage/meta.ts';
import { whoseTables } from './tables.ts';

/** How far a database has come: numbers that only ever grow. */
export interface Marks {
  /** '' where the database was never started. */
  readonly installation: string;
  /** When the backup this was read from was begun (epoch ms); null when it was made by other means. */
  readonly takenAt: number | null;
  readonly grown: Readonly<Record<string, number>>;
}

/**
 * What two databases of one installation are compared by. Times would not do: clocks jump, and a copied file has the
 * date of the copy. These counts grow with every reader's and editor's act and with every attempt to send.
 */
const GROWING = {
  subscribers: 'select coalesce(max(id), 0) as n from subscribers',
  'consent records': 'select coalesce(max(id), 0) as n from consents',
  suppressions: 'select count(*) as n from suppressions',
  'single mails': 'select coalesce(max(id), 0) as n from single_mails',
  issues: 'select coalesce(sum(revision), 0) as n from issues',
  deliveries: 'select count(*) as n from deliveries',
  'attempts to submit': 'select coalesce(sum(attempts), 0) as n from batches',
  'settled batches': 'select count(*) as n from batches where settled_at is not null',
  'log entries': 'select coalesce(max(id), 0) as n from activity',
};

/** @throws when it is not a database of this program */
export async function readMarks(store: Store): Promise<Marks> {
  const takenAt = await readMeta(store, BACKUP_BEGUN);
  const grown: Record<string, number> = {};
  for (const [name, query] of Object.entries(GROWING)) {
    const { rows } = await sql<{ n: number | string }>`${sql.raw(query)}`.execute(store.db);
    grown[name] = Number(rows[0]?.n ?? 0);
  }
  return {
    installation: (await readMeta(store, 'installation-id')) ?? '',
    takenAt: takenAt === null ? null : Number(takenAt),
    grown,
  };
}

/** The marks of a database that a backup is to replace; null when it holds nothing. @throws when it is not ours */
export async function marksBefore(store: Store): Promise<Marks | null> {
  switch (await whoseTables(store)) {
    case 'none':
      return null;
    case 'foreign':
      throw new Error('its tables are not of this program');
    case 'ours':
      return readMarks(store);
  }
}

/** What would be lost if `backup` took the place of `there`, in words; nothing when the backup has it all. */
export function lostBy(there: Marks, backup: Marks): string[] {
  const isEmpty = Object.values(there.grown).every(count => count === 0);
  if (isEmpty) return [];
  if (there.installation !== backup.installation)
    return ['everything: it is the database of another installation'];
  return Object.entries(there.grown)
    .filter(([name, count]) => count > (backup.grown[name] ?? 0))
    .map(([name, count]) => `${name}: ${count} against ${backup.grown[name] ?? 0} in the backup`);
}
