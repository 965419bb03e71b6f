import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { readMeta, writeMeta } from '../meta.ts';

/** Who did it, and where readers came from: no editor and no import has this name. */
export const SAMPLE_RUN = 'sample run';

/** Kept in the database, so that a first run that was killed goes on and a later start does nothing. */
const KEY = 'sample_run';

export type SampleState = 'begun' | 'done' | 'cleared';

/** What the sample run left in a database. */
export interface SampleData {
  readonly readers: number;
  /** Weeks of the issues it approved, and of those it picked and nobody approved since. */
  readonly weeks: readonly string[];
}

/** @returns null where there never was a sample run */
export async function sampleState(store: Store): Promise<SampleState | null> {
  return (await readMeta(store, KEY)) as SampleState | null;
}

export function setSampleState(store: Store, state: SampleState): Promise<void> {
  return writeMeta(store, KEY, state);
}

/** @returns null for a database without any; costs one look at one row where there never was a sample run */
export async function sampleData(store: Store): Promise<SampleData | null> {
  const state = await sampleState(store);
  if (state === null || state === 'cleared') return null;
  const readers = await sampleReaders(store);
  const weeks = (await sampleIssues(store)).map(({ week }) => week);
  return readers.length === 0 && weeks.length === 0 ? null : { readers: readers.length, weeks };
}

export function sampleReaders(store: Store): Promise<{ id: number; email: string }[]> {
  return store.db
    .selectFrom('subscribers')
    .select(['id', 'email'])
    .where('source', '=', SAMPLE_RUN)
    .where('state', '<>', 'erased')
    .orderBy('id')
    .execute();
}

export function sampleIssues(store: Store): Promise<{ id: number; week: string }[]> {
  return store.db
    .selectFrom('issues as i')
    .select(['i.id', 'i.week'])
    .where(eb =>
      eb.or([
        eb('i.approved_by', '=', SAMPLE_RUN),
        eb.and([
          eb('i.state', 'in', ['picked', 'in_review', 'held']),
          eb('i.frozen_at', 'is', null),
          eb.exists(
            eb
              .selectFrom('activity as a')
              .select(sql`1`.as('one'))
              .whereRef('a.week', '=', 'i.week')
              .where('a.who', '=', SAMPLE_RUN)
              .where('a.action', '=', 'picked'),
          ),
          eb.not(
            eb.exists(
              eb.selectFrom('approvals as p').select(sql`1`.as('one')).whereRef('p.issue_id', '=', 'i.id'),
            ),
          ),
        ]),
      ]),
    )
    .orderBy('i.week')
    .execute();
}

/** Mails to sample readers that still wait: refused here, before a real provider gets them. */
export async function withholdFromSample(store: Store, now: number): Promise<void> {
  await store.db
    .updateTable('single_mails')
    .set({ state: 'rejected', reason: 'To a sample reader, who is nobody real.', settled_at: now })
    .where('state', '=', 'pending')
    .where('to_email', 'in', eb =>
      eb.selectFrom('subscribers').select('email').where('source', '=', SAMPLE_RUN),
    )
    .execute();
}
