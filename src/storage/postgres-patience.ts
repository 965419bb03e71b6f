/** How long Postgres, and the way to it, may take. All in ms. */
export interface PostgresPatience {
  /** A statement at the server; 0: as long as it likes. */
  readonly statementMs: number;
  /** A statement that waits for a lock. */
  readonly lockMs: number;
  /** A session that has a transaction open and says nothing: its process is gone, its locks are not. */
  readonly idleMs: number;
  /**
   * Without an answer to a statement: longer than the server allows it to take, so the connection is dead, whatever the
   * network says; 0: for ever.
   */
  readonly silentMs: number;
  /** For a connection, or for one of ours to come back. */
  readonly connectMs: number;
}

/**
 * The longest statement of a day is the check of a frozen audience: 2.6 s for a million readers on two cores
 * (docs/benchmarks.md).
 */
export const EVERYDAY: PostgresPatience = {
  statementMs: 45_000,
  lockMs: 20_000,
  idleMs: 60_000,
  silentMs: 50_000,
  connectMs: 10_000,
};

/** Migrations and restores rewrite whole tables, and somebody watches them. */
export const LONG_WORK: PostgresPatience = {
  statementMs: 0,
  lockMs: 0,
  idleMs: 0,
  silentMs: 0,
  connectMs: 10_000,
};

/**
 * One statement that sets the server's limits for a session. Not start-up parameters, which a pooler between refuses; and
 * never in place of a limit that whoever runs the server has set. The keep-alives let the server notice when we vanish: its
 * sessions hold locks, and count against the limit of the role, for two hours otherwise.
 */
export function limitsAsSql(patience: PostgresPatience): string {
  const limits = [
    ['statement_timeout', patience.statementMs],
    ['lock_timeout', patience.lockMs],
    ['idle_in_transaction_session_timeout', patience.idleMs],
  ] as const;
  const wanted = limits.filter(([, ms]) => ms > 0).map(([name, ms]) => `('${name}', '${ms}', '0')`);
  const keepAlive = [
    ['tcp_keepalives_idle', 30],
    ['tcp_keepalives_interval', 10],
    ['tcp_keepalives_count', 3],
  ] as const;
  const all = [...wanted, ...keepAlive.map(([name, value]) => `('${name}', '${value}', null)`)];
  return (
    `select set_config(wanted.name, wanted.value, false) from (values ${all.join(', ')}) as wanted(name, value, replaces) ` +
    'join pg_settings s on s.name = wanted.name where wanted.replaces is null or s.setting = wanted.replaces'
  );
}
