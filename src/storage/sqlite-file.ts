import { statSync } from 'node:fs';
import { DatabaseFault } from './database-fault.ts';

/** Between two looks by whoever only reads, ms. */
const LOOK_EVERY_MS = 200;

/**
 * Whether the file that was opened still is the one at its path. SQLite goes on with a file that was deleted or replaced
 * as if nothing had happened, and all it writes is gone with the process
 * (https://www.sqlite.org/howtocorrupt.html#unlink).
 */
export class OpenedFile {
  readonly #path: string;
  readonly #onLost: ((fault: DatabaseFault) => void) | undefined;
  readonly #inode: number | null;
  #journal: number | null = null;
  #lookedAt = 0;
  #fault: DatabaseFault | undefined;

  /** @param path null for a database in memory, which nobody can take away */
  constructor(path: string | null, onLost?: (fault: DatabaseFault) => void) {
    this.#path = path ?? '';
    this.#onLost = onLost;
    this.#inode = path === null ? null : inodeOf(path);
  }

  /** @throws DatabaseFault when it is not */
  check(): void {
    if (this.#fault) throw this.#fault;
    if (this.#inode === null) return;
    this.#lookedAt = performance.now();
    const inode = inodeOf(this.#path);
    if (inode !== this.#inode) throw this.#lose(this.#path, inode);
    // Made with the first write, and then for as long as anybody has the database open.
    const journal = inodeOf(`${this.#path}-wal`);
    if (this.#journal !== null && journal !== this.#journal) throw this.#lose(`${this.#path}-wal`, journal);
    this.#journal = journal;
  }

  /** As `check`, now and then. */
  checkAtTimes(): void {
    if (this.#fault || performance.now() - this.#lookedAt >= LOOK_EVERY_MS) this.check();
  }

  #lose(path: string, inode: number | null): DatabaseFault {
    this.#fault = new DatabaseFault(
      `The database file ${path} was ${inode === null ? 'deleted or moved' : 'replaced by another'} while this program had it open: ` +
        'what it writes now would be lost, so nothing more is sent. End every process that uses it, put the file back ' +
        '(or restore the last backup) and start again.',
    );
    this.#onLost?.(this.#fault);
    return this.#fault;
  }
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
