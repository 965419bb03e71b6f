import { closeSync, fdatasync, openSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import { DatabaseFault } from './database-fault.ts';

/** Brings what was written to a file, by whomever in this machine, to the disk. */
export type SyncFile = (fd: number) => Promise<void>;

/**
 * Waits for the disk beside the connection that wrote, so that this process goes on meanwhile: SQLite itself would stand
 * still in every commit. In WAL mode a commit with `synchronous = normal` has appended its frames to the journal and waits
 * for nothing; once the journal is on the disk the commit lasts, as one with `full` does that syncs the same file at its
 * end. Frames that a checkpoint has moved meanwhile are on the disk too: it syncs both files by itself, also with `normal`
 * (https://www.sqlite.org/wal.html, section 2.3; https://www.sqlite.org/pragma.html#pragma_synchronous). No lock of SQLite's is on the journal, so a
 * descriptor of our own takes none away.
 */
export class JournalFlush {
  readonly #path: string;
  readonly #sync: SyncFile;
  #fd: number | null = null;
  #underWay: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #fault: DatabaseFault | null = null;

  /** @param path of the database */
  constructor(path: string, sync: SyncFile = promisify(fdatasync)) {
    // SQLite follows links, and has its journal beside the file itself.
    this.#path = `${realpathSync(path)}-wal`;
    this.#sync = sync;
  }

  /**
   * @returns once all is on the disk that was committed before the call
   * @throws DatabaseFault when the disk refuses; then at every later call too
   */
  flushed(): Promise<void> {
    if (!this.#underWay) return this.#begin();
    // The one under way may have begun before what was committed last: whoever comes meanwhile shares the next.
    this.#next ??= this.#underWay.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** Once nobody waits any more. */
  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #begin(): Promise<void> {
    this.#next = null;
    const flush = this.#flush();
    this.#underWay = flush;
    const over = () => {
      if (this.#underWay === flush) this.#underWay = null;
    };
    flush.then(over, over);
    return flush;
  }

  async #flush(): Promise<void> {
    if (this.#fault) throw this.#fault;
    try {
      this.#fd ??= openSync(this.#path, 'r+');
      await this.#sync(this.#fd);
    } catch (cause) {
      // After a refusal the system may call the same pages clean: a later yes would say nothing of them.
      this.#fault = new DatabaseFault(
        `The disk did not take what was written to ${this.#path}: nothing more is sent. Look at the disk (is it full, or failing?), then start again.`,
        cause,
      );
      throw this.#fault;
    }
  }
}
