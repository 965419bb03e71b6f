import { type Driver, PostgresDialect } from 'kysely';
import { openPostgres, type PostgresOptions } from './postgres-pool.ts';

/** Kysely's dialect for Postgres over connections that come to an end (openPostgres). */
export function postgresDialect(url: string, options: PostgresOptions = {}): PostgresDialect {
  return new TruthfulDialect({ pool: openPostgres(url, options) });
}

/** A lost connection cannot roll back; its error would stand in the place of what was wrong first. */
class TruthfulDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const rollBack = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = connection => rollBack(connection).catch(() => undefined);
    return driver;
  }
}
