import { type Selectable, sql } from 'kysely';
import { CLOCKS_DIFFER_MS, unclearSinceOf } from '../../delivery/ahead.ts';
import type {
  ClaimedSingleMail,
  NewSingleMail,
  SingleMail,
  SingleMailStore,
} from '../../delivery/single-mail.ts';
import { type Store, skipsLocked } from '../database.ts';
import type { SingleMailTable } from './single-mail-table.ts';

/** What a mail says is kept while it may have to be handed over again: its links open what is the reader's alone. */
const EMPTIED = { html: '', text: '', headers: '{}', drawing: '' } as const;

/** Mails to one person, queued in the same database as what caused them. */
export function singleMailStore(store: Store): SingleMailStore {
  return {
    enqueue: (mail, now, notBefore) => enqueue(store, mail, now, notBefore ?? 0),
    undrawn: limit => undrawn(store, limit),
    draw: (id, html) => draw(store, id, html),
    claim: request => claim(store, request),
    handOver: async (mail, now) => {
      const updated = await store.db
        .updateTable('single_mails')
        .set(eb => ({ unclear_since: eb.fn.coalesce('unclear_since', eb.val(now)) }))
        .where('id', '=', mail.id)
        .where('owner', '=', mail.owner)
        .where('state', '=', 'submitting')
        .where('lease_until', '>', now)
        .executeTakeFirst();
      return updated.numUpdatedRows > 0n;
    },
    renew: (mail, lease) => renew(store, mail, lease),
    settle: async (mail, result) => {
      await store.db
        .updateTable('single_mails')
        .set({
          ...EMPTIED,
          state: result.state,
          provider_id: result.providerId,
          reason: result.reason,
          settled_at: result.now,
          owner: '',
          lease_until: 0,
        })
        .where('id', '=', mail.id)
        .where('state', '=', 'submitting')
        .execute();
    },
    retryLater: async (mail, { at, reason, unclear, now }) => {
      await store.db
        .updateTable('single_mails')
        .set({
          state: unclear || mail.unclearSince !== null ? 'submitting' : 'pending',
          ...(!unclear && { unclear_since: mail.unclearSince }),
          not_before: at,
          touched_at: now,
          lease_until: 0,
          owner: '',
          reason,
        })
        .where('id', '=', mail.id)
        .where('owner', '=', mail.owner)
        .execute();
    },
  };
}

/** How many test sends of exactly this content the mail API took. */
export async function countTestSends(store: Store, contentHash: string): Promise<number> {
  const row = await store.db
    .selectFrom('single_mails')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'test')
    .where('state', '=', 'submitted')
    .where('dedupe', 'like', `test:${contentHash}:%`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A test mail of an issue and how it fared. */
export interface TestMail {
  readonly id: number;
  readonly to: string;
  readonly subject: string;
  readonly createdAt: number;
  /** `pending` and `submitting` wait; then `submitted`, `rejected` or `uncertain`. */
  readonly state: string;
  readonly reason: string;
}

/** The newest test mails of an issue, newest first. */
export async function latestTestMails(store: Store, week: string, limit: number): Promise<TestMail[]> {
  const rows = await store.db
    .selectFrom('single_mails')
    .select(['id', 'to_email', 'subject', 'created_at', 'state', 'reason'])
    .where('kind', '=', 'test')
    .where('week', '=', week)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ to_email, created_at, ...row }) => ({ ...row, to: to_email, createdAt: created_at }));
}

async function enqueue(store: Store, mail: NewSingleMail, now: number, notBefore: number): Promise<boolean> {
  const inserted = await store.db
    .insertInto('single_mails')
    .values({
      kind: mail.kind,
      dedupe: mail.dedupe,
      to_email: mail.to,
      week: mail.week,
      subject: mail.subject,
      html: mail.html,
      drawing: mail.drawing ?? '',
      text: mail.text,
      headers: JSON.stringify(mail.headers),
      created_at: now,
      not_before: notBefore,
    })
    .onConflict(conflict => conflict.column('dedupe').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function renew(
  { db }: Store,
  mail: ClaimedSingleMail,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): Promise<void> {
  await db
    .updateTable('single_mails')
    .set({ lease_until: now + leaseMs, touched_at: now })
    .where('id', '=', mail.id)
    .where('owner', '=', mail.owner)
    .where('state', '=', 'submitting')
    .execute();
}

function undrawn({ db }: Store, limit: number) {
  return db
    .selectFrom('single_mails')
    .select(['id', 'drawing'])
    .where('state', '=', 'pending')
    .where('drawing', '!=', '')
    .orderBy('id')
    .limit(limit)
    .execute();
}

async function draw({ db }: Store, id: number, html: string): Promise<void> {
  await db
    .updateTable('single_mails')
    .set({ html, drawing: '' })
    .where('id', '=', id)
    .where('drawing', '!=', '')
    .execute();
}

function claim(
  store: Store,
  request: Parameters<SingleMailStore['claim']>[0],
): Promise<ClaimedSingleMail | null> {
  return store.db.transaction().execute(async trx => {
    const row = await trx
      .selectFrom('single_mails')
      .selectAll()
      .where('state', 'in', ['pending', 'submitting'])
      .where('drawing', '=', '')
      .where(isFree(request.now))
      .where(eb => eb.or([eb('provider', 'in', ['', request.provider]), eb('unclear_since', 'is', null)]))
      // A correction to a million readers keeps nobody waiting who wants to sign in.
      .orderBy(sql`case when kind = 'correction' then 1 else 0 end`)
      .orderBy('id')
      .limit(1)
      .$if(skipsLocked(store), query => query.forUpdate().skipLocked())
      .executeTakeFirst();
    if (!row) return null;
    const mail = toMail(row);
    const key = row.idempotency_key || request.keyOf(mail, row.attempts);
    const unclearSince = unclearSinceOf(row.unclear_since, row.touched_at, request.now);
    const account = row.unclear_since === null ? (request.account ?? '') : row.account;
    await trx
      .updateTable('single_mails')
      .set(eb => ({
        state: 'submitting',
        owner: request.owner,
        provider: request.provider,
        account,
        idempotency_key: key,
        lease_until: request.now + request.leaseMs,
        touched_at: request.now,
        attempts: eb('attempts', '+', 1),
        unclear_since: unclearSince ?? (request.tellsHandover ? null : request.now),
      }))
      .where('id', '=', row.id)
      .execute();
    return {
      ...mail,
      owner: request.owner,
      attempts: row.attempts + 1,
      provider: request.provider,
      createdAt: row.created_at,
      unclearSince,
      account: row.account,
      key,
    };
  });
}

/** Nobody holds it and nothing has told it to wait, or both were written under a clock that was ahead. */
function isFree(now: number) {
  return sql<boolean>`((not_before <= ${now} and (state = 'pending' or lease_until <= ${now}))
    or (case when touched_at > 0 then touched_at else created_at end) > ${now + CLOCKS_DIFFER_MS})`;
}

function toMail(row: Selectable<SingleMailTable>): SingleMail {
  return {
    id: row.id,
    kind: row.kind as SingleMail['kind'],
    dedupe: row.dedupe,
    to: row.to_email,
    week: row.week,
    subject: row.subject,
    html: row.html,
    text: row.text,
    headers: JSON.parse(row.headers) as Record<string, string>,
  };
}
