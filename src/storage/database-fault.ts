import { EXIT, ForeseenEnd } from '../exit.ts';

/** What keeps the database from serving, in words a person can act on; the driver's own error is its cause. */
export class DatabaseFault extends ForeseenEnd {
  constructor(message: string, cause?: unknown) {
    super(EXIT.broken, message, { cause });
    this.name = 'DatabaseFault';
  }
}

/** What a database has to say while it goes on: who holds it up, and for how long. */
export interface DatabaseWatch {
  /**
   * For the log.
   * @param waitMs where somebody waits: for how long at most from now on
   */
  readonly onNotice?: (message: string, waitMs?: number) => void;
  /** The database that was opened is not the one at its place any more: nothing may go on. Called once. */
  readonly onLost?: (fault: DatabaseFault) => void;
}
