import { DatabaseFault } from './database-fault.ts';

/** too_many_connections (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const NO_MORE_CONNECTIONS = '53300';

export function isNoMoreConnections(error: unknown): boolean {
  return codeOf(error) === NO_MORE_CONNECTIONS;
}

/** What kept us from a connection, with what to do about it where a person can mend it; else as it is. */
export function postgresFault(error: unknown, url: string): unknown {
  const said = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case NO_MORE_CONNECTIONS:
      return new DatabaseFault(
        `Postgres gives this program no connection (${said}). End processes that use up the limit, or raise it ` +
          '(alter role … connection limit 20, max_connections): each process takes up to 10, and gets by with 1.',
        error,
      );
    case 'ECONNREFUSED':
      return new DatabaseFault(
        `Postgres does not listen at ${placeOf(url)}. Start it, or check DATABASE_URL.`,
        error,
      );
    case '57P03':
      return new DatabaseFault(
        `Postgres is starting up or shutting down (${said}). Try again in a moment.`,
        error,
      );
    case '3D000':
      return new DatabaseFault(
        `Postgres at ${placeOf(url)} has no such database (${said}). Check DATABASE_URL; if it was dropped, restore the last backup.`,
        error,
      );
    default:
      if (!/timeout/.test(said)) return error;
      return new DatabaseFault(
        `No connection to Postgres at ${placeOf(url)} could be made in time (${said}). Check the network in between, and the server's load.`,
        error,
      );
  }
}

/** @param cause what the driver said when its connection was cut */
export function silentFault(silentMs: number, cause: unknown): DatabaseFault {
  return new DatabaseFault(
    `Postgres did not answer for ${Math.round(silentMs / 1_000)} s on an open connection, so it was closed: the network ` +
      'in between dropped it (firewalls do after some idle minutes), or the server hangs. What has been done so far is kept, and you can safely run the same command again.',
    cause,
  );
}

function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the place DATABASE_URL names';
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
