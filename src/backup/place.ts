import type { Store } from '../storage/database.ts';
import type { Marks } from './marks.ts';
import type { Refusal } from './refusal.ts';

/** Where a database is put back: SQLite's file or a schema of Postgres. */
export interface Place {
  /** Who else has the database open, in words; '' when nobody has. */
  inUse(): Promise<string>;
  /** What is there now; null when there is nothing. @throws when it cannot be read */
  marksOfCurrent(): Promise<Marks | null>;
  /** Loads the backup beside what is there, which stays as it is. */
  loadAside(backup: string): Promise<Store | Refusal>;
  /** Puts the loaded copy in place, at once. @returns where what was there is kept, '' when nothing was */
  swap(): Promise<string>;
  /** Removes the loaded copy, if it was not put in place. */
  cleanUp(): Promise<void>;
}
