import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Cohort } from '../../delivery/cohorts.ts';
import type { FreezeStore, FrozenMail, FrozenWire } from '../../delivery/freeze.ts';
import { belongs, countMissing, countWritten, lastReader, lastSeq } from '../audience/audience-count.ts';
import type { Store } from '../database.ts';
import { readInIndexOrder } from '../index-order.ts';
import { freezeGoLinks } from '../issue/go-links.ts';
import { changePages } from '../issue/pages-version.ts';
import type { Schema } from '../schema.ts';
import { unsynced } from '../unsynced.ts';
import { announceState } from '../webhooks/issue-events.ts';
import {
  cohortRanges,
  forgetHours,
  hasCohorts,
  insertCohorts,
  readersByZone,
  writeCohortChunk,
  writeMissedOfCohort,
} from './cohorts.ts';
import { insertBatches } from './cut-ranges.ts';
import { findTrial, insertTrial } from './subject-trials.ts';
import { trialCohorts, trialShares } from './trial-places.ts';
import { variantOf } from './variants.ts';

type Trx = Kysely<Schema>;

const WRITE_MS = 600;
const BREATH_MS = 30;

export function freezeStore(store: Store): FreezeStore {
  const transaction = <T>(work: (trx: Trx) => Promise<T>) => store.db.transaction().execute(work);
  const breath = store.dialect === 'sqlite' ? breathing() : () => Promise.resolve();
  return {
    readersByZone: instant => readersByZone(store, instant),
    trialShares: (trial, audience) => trialShares(store, trial, audience),
    begin: request => transaction(trx => begin(trx, { db: trx, dialect: store.dialect }, request)),
    writeChunk: async (issueId, rows) => {
      await breath();
      return unsynced(store, async trx => {
        await readInIndexOrder(trx);
        return writeChunk(trx.db, store, issueId, rows);
      });
    },
    writeMissed: (issueId, rows) => transaction(trx => writeMissed(trx, store, issueId, rows)),
    finish: request => finish(store, request),
    forgetHours: (issueId, now) =>
      transaction(async trx => {
        await lockIssue(trx, store, issueId);
        return forgetHours(trx, issueId, now);
      }),
  };
}

/** The frozen mails of an issue, by variant; empty before the freeze. */
export async function frozenMails(store: Store, issueId: number): Promise<FrozenMail[]> {
  const rows = await store.db
    .selectFrom('frozen_mails')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('variant')
    .execute();
  return rows.map(row => ({
    variant: row.variant,
    contentHash: row.content_hash,
    content: row.content,
    mail: JSON.parse(row.mail) as FrozenWire,
    webHtml: row.web_html,
  }));
}

/** How many would be in the audience if it were frozen now. */
export async function countAudience(store: Store, now: number): Promise<number> {
  const row = await store.db
    .selectFrom('subscribers as s')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where(belongs(now))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function begin(trx: Trx, store: Store, request: Parameters<FreezeStore['begin']>[0]): Promise<boolean> {
  const updated = await trx
    .updateTable('issues')
    .set(eb => ({
      state: 'sending',
      reason: '',
      frozen_at: request.now,
      vote_closes_at: request.voteClosesAt ?? null,
      audience_cutoff: eb
        .selectFrom('subscribers')
        .select(sub => sub.fn.coalesce(sub.fn.max('id'), sub.val(0)).as('id')),
    }))
    .where('id', '=', request.issueId)
    .where('state', '=', 'approved')
    .where('approved_hash', '=', request.approvedHash)
    .$if(request.revision !== undefined, query => query.where('revision', '=', request.revision ?? 0))
    .where('frozen_at', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return false;
  await trx
    .insertInto('frozen_mails')
    .values(
      request.mails.map(mail => ({
        issue_id: request.issueId,
        variant: mail.variant,
        content_hash: mail.contentHash,
        content: mail.content,
        mail: JSON.stringify(mail.mail),
        web_html: mail.webHtml,
      })),
    )
    .execute();
  await freezeGoLinks(store, request.issueId, request.links ?? []);
  await insertCohorts(trx, request.issueId, cohortsOf(request));
  if (request.trial) await insertTrial(trx, request.issueId, request.trial);
  await changePages({ db: trx });
  await announceState({ db: trx, dialect: store.dialect }, request.issueId, 'sending', request.now);
  return true;
}

function cohortsOf({ trial, cohorts, now }: Parameters<FreezeStore['begin']>[0]): readonly Cohort[] {
  return trial ? trialCohorts(trial.shares, now) : (cohorts ?? []);
}

async function writeChunk(trx: Trx, store: Store, issueId: number, rows: number): Promise<number> {
  const issue = await lockIssue(trx, store, issueId);
  if (issue.batched_at !== null || issue.frozen_at === null) return 0;
  const audience = await audienceOf(trx, store, issueId, issue);
  if (await hasCohorts(trx, issueId)) return writeCohortChunk(trx, audience, rows);
  const seq = await lastSeq(trx, issueId);
  const id = await lastReader(trx, issueId);
  // The bind types are spelt out because Postgres cannot infer them inside a select list.
  const inserted = await sql`
    insert into deliveries (issue_id, seq, subscriber_id, email, name, variant)
    select cast(${issueId} as bigint), cast(${seq} as bigint) + row_number() over (order by s.id), s.id, s.email, s.name, s.variant
    from (select s.id, s.email, s.name, ${audience.variant} as variant from subscribers s
          where s.id > ${id} and s.id <= ${audience.cutoff} and ${belongs(audience.frozenAt)}
          order by s.id limit ${rows}) s`.execute(trx);
  return Number(inserted.numAffectedRows ?? 0n);
}

async function writeMissed(trx: Trx, store: Store, issueId: number, rows: number): Promise<number> {
  const issue = await lockIssue(trx, store, issueId);
  if (issue.batched_at !== null || issue.frozen_at === null) return 0;
  const audience = await audienceOf(trx, store, issueId, issue);
  if (await hasCohorts(trx, issueId)) return writeMissedOfCohort(trx, audience, rows);
  const seq = await lastSeq(trx, issueId);
  const inserted = await sql`
    insert into deliveries (issue_id, seq, subscriber_id, email, name, variant)
    select cast(${issueId} as bigint), cast(${seq} as bigint) + row_number() over (order by s.id), s.id, s.email, s.name, s.variant
    from (select s.id, s.email, s.name, ${audience.variant} as variant from subscribers s
          where s.id <= ${audience.cutoff} and ${belongs(audience.frozenAt)}
            and not exists (select 1 from deliveries d where d.issue_id = ${issueId} and d.subscriber_id = s.id)
          order by s.id limit ${rows}) s`.execute(trx);
  return Number(inserted.numAffectedRows ?? 0n);
}

async function audienceOf(trx: Trx, store: Store, issueId: number, issue: LockedIssue) {
  return {
    issueId,
    frozenAt: issue.frozen_at ?? 0,
    cutoff: issue.audience_cutoff ?? 0,
    variant: await variantOf(trx, store.dialect, issueId),
    trial: await findTrial(trx, issueId),
    dialect: store.dialect,
  };
}

/**
 * SQLite has one writer and no queue: another process of ours that waits looks again every 25 ms at the latest
 * (SqliteDriver), and between two chunks it would hardly ever be lucky. So now and then nobody writes for longer than that.
 */
function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < WRITE_MS) return;
    await setTimeout(BREATH_MS);
    since = performance.now();
  };
}

async function finish(store: Store, request: Parameters<FreezeStore['finish']>[0]) {
  const { issueId } = request;
  const issue = await store.db
    .selectFrom('issues')
    .selectAll()
    .where('id', '=', issueId)
    .executeTakeFirstOrThrow();
  if (issue.batched_at !== null) return { kind: 'batched' as const, audience: issue.audience ?? 0 };
  if (issue.frozen_at === null) throw new Error(`Issue ${issueId} was never frozen.`);
  const cutoff = issue.audience_cutoff ?? 0;
  const missing = await countMissing(store, issueId, issue.frozen_at, cutoff);
  if (missing > 0) return { kind: 'missing' as const, readers: missing };
  const written = await countWritten(store, issueId, cutoff);
  return store.db.transaction().execute(async trx => {
    const locked = await lockIssue(trx, store, issueId);
    if (locked.batched_at !== null) return { kind: 'batched' as const, audience: locked.audience ?? 0 };
    const cohorts = await cohortRanges(trx, issueId);
    const ranges =
      cohorts.length > 0 ? cohorts : [{ firstSeq: 1, lastSeq: await lastSeq(trx, issueId), dueAt: 0 }];
    const last = ranges.reduce((sum, range) => sum + range.lastSeq - range.firstSeq + 1, 0);
    // Every row has a seq of its own in its range from the first on: as many rows as the ranges are long are all of them.
    // Another process may have written between the count and the lock; nothing is ever taken away.
    if (written > last) throw new Error(`Issue ${issueId}: ${written} rows, but seqs for ${last}.`);
    if (written < last) return { kind: 'missing' as const, readers: last - written };
    const inTurn = (await findTrial(trx, issueId))?.arms ?? 1;
    await insertBatches(trx, issueId, { ranges, inTurn, size: request.batchSize });
    await trx
      .updateTable('issues')
      .set({ audience: written, batched_at: request.now })
      .where('id', '=', issueId)
      .execute();
    return { kind: 'batched' as const, audience: written };
  });
}

type LockedIssue = Awaited<ReturnType<typeof lockIssue>>;

/** Two processes that freeze the same issue take turns; SQLite's `begin immediate` already makes them. */
function lockIssue(trx: Trx, store: Store, issueId: number) {
  return trx
    .selectFrom('issues')
    .select(['frozen_at', 'audience_cutoff', 'audience', 'batched_at'])
    .where('id', '=', issueId)
    .$if(store.dialect === 'postgres', query => query.forUpdate())
    .executeTakeFirstOrThrow();
}
