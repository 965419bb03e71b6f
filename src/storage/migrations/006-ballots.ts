import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The readers' vote: ballots, when each issue's vote closes, and what looks odd about it. */
export async function ballots(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await db.schema.alterTable('issues').addColumn('vote_closes_at', 'bigint').execute();
  await db.schema
    .alterTable('issues')
    .addColumn('vote_closed', 'integer', c => c.notNull().defaultTo(0))
    .execute();
  // Mails that went out before there was a page to vote on get their week.
  await sql`update issues set vote_closes_at = frozen_at + ${sql.lit(WEEK_MS)} where frozen_at is not null`.execute(
    db,
  );
  await createBallots(db);
  await db.schema
    .createTable('vote_flags')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('detail', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('vote_flags_pk', ['issue_id', 'position', 'kind'])
    .execute();
}

async function createBallots(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ballots')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('subscriber_id', 'bigint')
    .addColumn('choice', 'text', c => c.notNull())
    .addColumn('cast_at', 'bigint', c => c.notNull())
    .addColumn('changed_at', 'bigint', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
    .addColumn('network', 'text', c => c.notNull().defaultTo(''))
    .addColumn('window_at', 'bigint', c => c.notNull())
    .addColumn('writes', 'integer', c => c.notNull().defaultTo(1))
    .execute();
  // Both databases let any number of nulls stand in a unique index: erased readers do not collide.
  await db.schema
    .createIndex('ballots_once')
    .unique()
    .on('ballots')
    .columns(['issue_id', 'position', 'subscriber_id'])
    .execute();
  // Holds all that a tally asks for.
  await db.schema
    .createIndex('ballots_tally')
    .on('ballots')
    .columns(['issue_id', 'position', 'choice'])
    .execute();
  await db.schema.createIndex('ballots_by_subscriber').on('ballots').column('subscriber_id').execute();
  await db.schema
    .createIndex('ballots_by_network')
    .on('ballots')
    .columns(['network', 'window_at'])
    .where(sql.ref('network'), '<>', sql.lit(''))
    .execute();
}
