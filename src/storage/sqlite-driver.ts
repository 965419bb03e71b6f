import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  type SqliteDatabase,
} from 'kysely';
import { DatabaseFault, type DatabaseWatch } from './database-fault.ts';
import type { JournalFlush } from './journal-flush.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import type { OpenedFile } from './sqlite-file.ts';

/** An open connection of node:sqlite, in the form Kysely asks. */
export interface SqliteConnection extends SqliteDatabase {
  readonly isTransaction: boolean;
}

export interface SqliteDriverOptions extends DatabaseWatch {
  readonly file: string;
  readonly opened: OpenedFile;
  readonly main: SqliteConnection;
  /** A second one that only reads, opened when it is first needed; null where there can be none (in memory). */
  readonly openAside: (() => SqliteConnection) | null;
  /** Null where there is no journal to wait for. */
  readonly flush: JournalFlush | null;
  /** How long a write waits for another process's before it fails. */
  readonly patienceMs: number;
}

/** Between two tries of what another process keeps from us, ms: the last one over and over. */
const TRY_AFTER_MS = [1, 2, 5, 10, 15, 20, 25];
/** A wait longer than this is no crowd any more: who only reads goes by another way. */
const ASIDE_AFTER_MS = 50;
/** A wait longer than this is told. */
const TELL_AFTER_MS = 1_000;

/**
 * One connection for all, from their first statement until they give it back. node:sqlite waits for other processes by
 * standing still, and everything in this process with it; here the wait is a timer, and meanwhile who only reads does so
 * over a second connection: a write lock keeps no reader out (https://www.sqlite.org/wal.html, section 2.2).
 */
export class SqliteDriver implements Driver {
  readonly #options: SqliteDriverOptions;
  #taken = false;
  readonly #queue: { readonly reads: boolean; readonly go: (way: Way) => void }[] = [];
  #isStuck = false;
  #aside: SqliteConnection | undefined;

  constructor(options: SqliteDriverOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new Turn(this);
  }

  /**
   * `begin immediate` takes the write lock at once. With a plain `begin`, a transaction that reads and then writes while
   * another process writes fails with SQLITE_BUSY_SNAPSHOT, and no patience helps
   * (https://www.sqlite.org/rescode.html#busy_snapshot).
   */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    // Before anybody acts on what it says is kept, such as posting a batch that it says is sealed.
    this.#options.opened.check();
  }

  /** After some faults, such as a full disk, SQLite has done so by itself; a second time would only hide the first fault. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!this.#options.main.isTransaction) return;
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async savepoint(connection: DatabaseConnection, name: string, _compile: QueryCompiler['compileQuery']) {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`rollback to "${name}"`));
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`release "${name}"`));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof Turn && connection.isOnMain) this.#leave();
  }

  async destroy(): Promise<void> {
    this.#options.main.close();
    this.#aside?.close();
    this.#options.flush?.close();
  }

  /** @returns at once when nobody else has the connection */
  enter(text: string): Way | Promise<Way> {
    if (!this.#taken) {
      this.#taken = true;
      return 'main';
    }
    const reads = isReading(text);
    if (reads && this.#isStuck && this.#options.openAside) return 'aside';
    return new Promise(go => this.#queue.push({ reads, go }));
  }

  /** Runs a statement, with patience while another process is in the way. */
  run<Row>(query: CompiledQuery, way: Way): QueryResult<Row> | Promise<QueryResult<Row>> {
    this.#options.opened.checkAtTimes();
    const connection = way === 'main' ? this.#options.main : this.#readingConnection();
    try {
      return executed<Row>(connection, query);
    } catch (error) {
      if (isBusy(error) && !connection.isTransaction)
        return this.#patiently(() => executed<Row>(connection, query), way);
      throw sqliteFault(error, this.#options.file);
    }
  }

  iterate<Row>(query: CompiledQuery): IterableIterator<Row> {
    return this.#options.main.prepare(query.sql).iterate(query.parameters) as IterableIterator<Row>;
  }

  async #patiently<Row>(work: () => QueryResult<Row>, way: Way): Promise<QueryResult<Row>> {
    const { patienceMs, file, onNotice } = this.#options;
    const since = performance.now();
    let isTold = false;
    try {
      for (let tries = 0; ; tries++) {
        await setTimeout(TRY_AFTER_MS[tries] ?? TRY_AFTER_MS.at(-1));
        try {
          return work();
        } catch (error) {
          if (!isBusy(error)) throw sqliteFault(error, file);
          const waited = performance.now() - since;
          if (waited >= patienceMs) throw stillLocked(file, waited, error);
          if (waited >= ASIDE_AFTER_MS && way === 'main') this.#sendReadersAside();
          if (waited >= TELL_AFTER_MS && !isTold) {
            isTold = true;
            onNotice?.(
              'another process holds the write lock of the database: writes wait, reads go on',
              patienceMs - waited,
            );
          }
        }
      }
    } finally {
      if (way === 'main') this.#isStuck = false;
      if (isTold) onNotice?.(`the wait for the database's write lock is over after ${seconds(since)} s`);
    }
  }

  #sendReadersAside(): void {
    if (this.#isStuck || !this.#options.openAside) return;
    this.#isStuck = true;
    const readers = this.#queue.filter(({ reads }) => reads);
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter(({ reads }) => !reads));
    for (const { go } of readers) go('aside');
  }

  #readingConnection(): SqliteConnection {
    const { openAside, opened, main } = this.#options;
    if (!this.#aside && openAside) {
      this.#aside = openAside();
      // By its path: it must be the same file.
      opened.check();
    }
    return this.#aside ?? main;
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next.go('main');
    else this.#taken = false;
  }
}

type Way = 'main' | 'aside';

/** What Kysely holds between asking for the connection and giving it back. */
class Turn implements DatabaseConnection {
  readonly #driver: SqliteDriver;
  isOnMain = false;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.isOnMain) return this.#driver.run<Row>(query, 'main');
    const entered = this.#driver.enter(query.sql);
    // Mostly nobody else has it, and every await is a detour.
    const way = typeof entered === 'string' ? entered : await entered;
    this.isOnMain = way === 'main';
    return this.#driver.run<Row>(query, way);
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    this.isOnMain ||= (await this.#driver.enter('')) === 'main';
    for (const row of this.#driver.iterate<Row>(query)) yield { rows: [row] };
  }
}

function executed<Row>(connection: SqliteConnection, query: CompiledQuery): QueryResult<Row> {
  const statement = connection.prepare(query.sql);
  if (statement.reader) return { rows: statement.all(query.parameters) as Row[] };
  const { changes, lastInsertRowid } = statement.run(query.parameters);
  return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
}

/** In doubt it does not: then it only waits for its turn. */
function isReading(text: string): boolean {
  return (
    /^\s*select\b/i.test(text) || (/^\s*with\b/i.test(text) && !/\b(insert|update|delete)\b/i.test(text))
  );
}

function stillLocked(file: string, waitedMs: number, error: unknown): DatabaseFault {
  return new DatabaseFault(
    `Another process has kept the database ${file} locked for ${Math.round(waitedMs / 1_000)} s. ` +
      'Find it (lsof or fuser on the file: a backup, a database editor, a copy that hangs) and end it, then run this again.',
    error,
  );
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
