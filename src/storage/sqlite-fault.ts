import { DatabaseFault } from './database-fault.ts';

/** Result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte of an extended one. */
const [BUSY, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB] = [5, 8, 10, 11, 13, 14, 26];

/** Another connection holds what this one needs. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === BUSY;
}

/** The same fault with what to do about it, where a person can mend it; else as it is. */
export function sqliteFault(error: unknown, file: string): unknown {
  const said = `(${error instanceof Error ? error.message : String(error)})`;
  switch (codeOf(error)) {
    case FULL:
      return new DatabaseFault(
        `The disk of the database is full: nothing was written to ${file} ${said}. Make room and run it again; what was kept before is whole.`,
        error,
      );
    case READONLY:
      return new DatabaseFault(
        `The database ${file} cannot be written ${said}. Give the account this program runs under permission to write to the file and its folder.`,
        error,
      );
    case IOERR:
      return new DatabaseFault(
        `The disk of the database reports an error: ${file} ${said}. Check the disk and its free space, then run it again.`,
        error,
      );
    case CANTOPEN:
      return new DatabaseFault(
        `The database ${file} or the files beside it cannot be opened ${said}. Check DATABASE_URL, the folder and its rights.`,
        error,
      );
    case CORRUPT:
    case NOTADB:
      return new DatabaseFault(
        `The database ${file} is damaged ${said}. Stop everything and restore the last backup.`,
        error,
      );
    default:
      return error;
  }
}

function codeOf(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}
