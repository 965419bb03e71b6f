import { setImmediate } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Cohort } from '../../delivery/cohorts.ts';
import type { LedMail } from '../../delivery/freeze.ts';
import { type FrozenTrial, type TrialShares, UNDECIDED_AT } from '../../delivery/subject-trial.ts';
import { armOf } from '../../issue/trial/arm-of.ts';
import { variantOfArm } from '../../issue/trial/trial-wish.ts';
import { belongs, SLICE_IDS } from '../audience/audience-count.ts';
import type { Dialect, Store } from '../database.ts';
import type { Schema } from '../schema.ts';
import { UNDECIDED_VARIANT } from './subject-trials.ts';
import { variantAmong } from './variants.ts';

type Trx = Kysely<Schema>;

/** Where a reader stands in an audience whose subjects are on trial. */
interface Place {
  readonly cohort: number;
  readonly variant: number;
}

/**
 * How an audience frozen at `instant` would be divided; counted in slices, so that web pages are answered.
 * @param led the variants of the mail by the pairing that leads, as they will be frozen
 */
export async function trialShares(
  { db, dialect }: Store,
  trial: FrozenTrial,
  { instant, led }: { readonly instant: number; readonly led: readonly LedMail[] },
): Promise<TrialShares> {
  const readers: number[] = new Array(trial.arms + 2).fill(0);
  const { cutoff } = await db
    .selectFrom('subscribers')
    .select(eb => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('cutoff'))
    .executeTakeFirstOrThrow();
  for (let from = 0; from < cutoff; from += SLICE_IDS) {
    const { rows } = await sql<Reader>`
      select s.id, ${variantAmong(dialect, led)} as variant from subscribers s
      where s.id > ${from} and s.id <= ${from + SLICE_IDS} and ${belongs(instant)}`.execute(db);
    for (const row of rows) {
      const at = placeOf(trial, row).cohort - 1;
      readers[at] = (readers[at] ?? 0) + 1;
    }
    await setImmediate();
  }
  const [apart = 0, rest = 0] = readers.slice(trial.arms);
  return { tested: readers.slice(0, trial.arms), apart, rest };
}

/** The cohorts of an audience on trial, in the order that `placeOf` numbers them. */
export function trialCohorts({ tested, apart, rest }: TrialShares, now: number): Cohort[] {
  return [
    ...[...tested, apart].map(readers => ({ dueAt: now, zones: [], readers })),
    { dueAt: UNDECIDED_AT, zones: [], readers: rest },
  ];
}

/** A reader, and the variant that their interests choose. */
interface Reader {
  readonly id: number;
  readonly variant: number;
}

function placeOf(trial: FrozenTrial, { id, variant }: Reader): Place {
  if (variant !== variantOfArm(0)) return { cohort: trial.arms + 1, variant };
  const arm = armOf(trial.seed, String(id), trial.share / 100, trial.arms);
  return arm === null
    ? { cohort: trial.arms + 2, variant: UNDECIDED_VARIANT }
    : { cohort: arm + 1, variant: variantOfArm(arm) };
}

/**
 * The places of the readers that a query names, as a table `(id, variant, cohort)` to join: they are drawn here, by the one
 * function that draws, and not in SQL.
 * @param readers a select of `id` and `variant`
 * @returns null where it names nobody
 */
export async function placesOf(
  trx: Trx,
  dialect: Dialect,
  trial: FrozenTrial,
  readers: RawBuilder<Reader>,
): Promise<RawBuilder<unknown> | null> {
  const { rows } = await readers.execute(trx);
  if (rows.length === 0) return null;
  const places = JSON.stringify(
    rows.map(reader => {
      const { cohort, variant } = placeOf(trial, reader);
      return [reader.id, variant, cohort];
    }),
  );
  return dialect === 'postgres'
    ? sql`(select cast(j.value ->> 0 as bigint) as id, cast(j.value ->> 1 as integer) as variant, cast(j.value ->> 2 as integer) as cohort
        from jsonb_array_elements(cast(${places} as jsonb)) as j(value))`
    : sql`(select json_extract(j.value, '$[0]') as id, json_extract(j.value, '$[1]') as variant, json_extract(j.value, '$[2]') as cohort
        from json_each(${places}) j)`;
}
