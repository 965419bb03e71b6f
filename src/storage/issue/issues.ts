import type { Selectable, Transaction } from 'kysely';
import type {
  ChangeOutcome,
  EditorialChange,
  Issue,
  IssueChange,
  IssueEdits,
  IssueState,
  IssueStore,
  NewIssue,
} from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import { type Pairing, type Pick, pairKey } from '../../pairing/pairing.ts';
import { NO_WISHES, type Wishes } from '../../pairing/wishes.ts';
import type { Store } from '../database.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../transaction.ts';
import { closeVotes } from '../vote/votes.ts';
import { announcePick, announceState } from '../webhooks/issue-events.ts';
import type { IssueTable, PairingTable } from './issue-tables.ts';
import { changePages } from './pages-version.ts';
import { keepPickRecord } from './pick-records.ts';

type Trx = Transaction<Schema>;

/** Issues and their pairings. An issue nobody has frozen may still be picked again. */
export function issueStore(store: Store): IssueStore {
  return {
    find: week => find(store, week),
    all: () => all(store),
    insertPicked: issue =>
      store.db.transaction().execute(async trx => {
        const outcome = await insertPicked(trx, issue);
        const within = { db: trx, dialect: store.dialect };
        if (outcome.inserted) {
          await closeVotes(within, issue);
          const pairings = outcome.issue.pick.pairings.map(({ a, b }) => `${a}-vs-${b}`);
          await announcePick(within, outcome.issue.id, pairings, issue.createdAt);
        }
        return outcome;
      }),
    change: (id, revision, wanted) => inTransaction(store, trx => change(trx, id, revision, wanted)),
    move: (id, from, to, change) => inTransaction(store, trx => move(trx, id, from, to, change)),
  };
}

async function find(store: Store, week: string): Promise<Issue | null> {
  const row = await store.db.selectFrom('issues').selectAll().where('week', '=', week).executeTakeFirst();
  return row ? toIssue(row, await pairingsOf(store, row.id)) : null;
}

async function all(store: Store): Promise<Issue[]> {
  const rows = await store.db.selectFrom('issues').selectAll().orderBy('week').execute();
  const pairings = await store.db.selectFrom('pairings').selectAll().orderBy('position').execute();
  return rows.map(row =>
    toIssue(row, pairings.filter(pairing => pairing.issue_id === row.id).map(toPairing)),
  );
}

/** As they are stored, in the editors' order. */
export async function pairingsOf(store: Store | { db: Trx }, issueId: number): Promise<Pairing[]> {
  const rows = await store.db
    .selectFrom('pairings')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('position')
    .execute();
  return rows.map(toPairing);
}

async function insertPicked(trx: Trx, issue: NewIssue): Promise<{ issue: Issue; inserted: boolean }> {
  const { numbered } = await trx
    .selectFrom('issues')
    .select(eb => eb.fn.countAll<number>().as('numbered'))
    .where('week', '<', issue.week)
    .executeTakeFirstOrThrow();
  const inserted = await trx
    .insertInto('issues')
    .values({
      week: issue.week,
      number: Number(numbered) + 1,
      ...pickColumns(issue),
      created_at: issue.createdAt,
    })
    .onConflict(conflict => conflict.column('week').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) {
    await insertPairings({ db: trx }, inserted.id, issue.pick);
    if (issue.record) await keepPickRecord({ db: trx }, inserted.id, issue.record);
  }
  const row = await trx
    .selectFrom('issues')
    .selectAll()
    .where('week', '=', issue.week)
    .executeTakeFirstOrThrow();
  return { issue: toIssue(row, await pairingsOf({ db: trx }, row.id)), inserted: inserted !== undefined };
}

async function change(
  store: Store,
  id: number,
  revision: number,
  wanted: EditorialChange,
): Promise<ChangeOutcome> {
  const found = await store.db
    .selectFrom('issues')
    .select(['state', 'reason'])
    .where('id', '=', id)
    .where('revision', '=', revision)
    // Nobody approves, holds or freezes it between this look and the write.
    .$if(store.dialect === 'postgres', query => query.forUpdate())
    .executeTakeFirst();
  if (!found) return { kind: 'stale' };
  const next = transition(found.state as IssueState, 'change');
  if (next.kind === 'refused') return next;
  await store.db
    .updateTable('issues')
    .set({
      state: next.state,
      reason: next.state === 'held' ? (wanted.reason ?? found.reason) : '',
      revision: revision + 1,
      // Who had approved it and when stays: it is told until somebody approves it again.
      approved_hash: null,
      ...(wanted.edits && { edits: JSON.stringify(wanted.edits) }),
      ...(wanted.wishes && { wishes: JSON.stringify(wanted.wishes) }),
      ...(wanted.pick && resultColumns(wanted.pick)),
      ...(wanted.catalogueHash !== undefined && { catalogue_hash: wanted.catalogueHash }),
    })
    .where('id', '=', id)
    .execute();
  if (wanted.pick) {
    await store.db.deleteFrom('pairings').where('issue_id', '=', id).execute();
    await insertPairings(store, id, wanted.pick);
  }
  if (wanted.record) await keepPickRecord(store, id, wanted.record);
  return { kind: 'changed' };
}

function pickColumns(issue: NewIssue) {
  return {
    state: issue.state,
    reason: issue.reason,
    catalogue_hash: issue.catalogueHash,
    seed: issue.seed,
    ...resultColumns(issue.pick),
    send_at: issue.sendAt,
  };
}

function resultColumns({ asked, rung }: Pick) {
  return { rung: rung.step, pick: JSON.stringify({ asked, rung }) };
}

async function insertPairings(
  { db }: { readonly db: Store['db'] },
  issueId: number,
  pick: Pick,
): Promise<void> {
  if (pick.pairings.length === 0) return;
  await db
    .insertInto('pairings')
    .values(
      pick.pairings.map((pairing, index) => ({
        issue_id: issueId,
        position: index + 1,
        pair_key: pairKey(pairing.a, pairing.b),
        a: pairing.a,
        b: pairing.b,
        category: pairing.category,
        score: pairing.score,
        terms: JSON.stringify(pairing.terms),
        why: pairing.why,
        runners_up: JSON.stringify(pairing.runnersUp),
        source: pairing.source ?? 'picker',
      })),
    )
    .execute();
}

async function move(
  store: Store,
  id: number,
  from: IssueState,
  to: IssueState,
  change: IssueChange,
): Promise<boolean> {
  const updated = await store.db
    .updateTable('issues')
    .set({
      state: to,
      reason: change.reason ?? '',
      ...(change.approval !== undefined && {
        approved_hash: change.approval?.hash ?? null,
        approved_by: change.approval?.by ?? null,
        approved_at: change.approval?.at ?? null,
      }),
      ...(change.settledAt !== undefined && { settled_at: change.settledAt }),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  const moved = updated.numUpdatedRows > 0n;
  if (!moved) return false;
  await changePages(store);
  if (from !== to) await announceState(store, id, to, change.at);
  return true;
}

function toIssue(row: Selectable<IssueTable>, pairings: readonly Pairing[]): Issue {
  const approved =
    row.approved_by !== null && row.approved_at !== null
      ? { by: row.approved_by, at: row.approved_at }
      : null;
  return {
    id: row.id,
    week: row.week,
    number: row.number,
    state: row.state as IssueState,
    reason: row.reason,
    revision: row.revision,
    catalogueHash: row.catalogue_hash,
    seed: row.seed,
    pick: { ...(JSON.parse(row.pick) as Omit<Pick, 'pairings'>), pairings },
    edits: JSON.parse(row.edits) as IssueEdits,
    wishes: { ...NO_WISHES, ...(JSON.parse(row.wishes) as Partial<Wishes>) },
    sendAt: row.send_at,
    createdAt: row.created_at,
    approval: approved && row.approved_hash !== null ? { ...approved, hash: row.approved_hash } : null,
    voided: approved && row.approved_hash === null ? approved : null,
    goAt: row.go_at,
    goNowAt: row.go_now_at,
    frozenAt: row.frozen_at,
    audience: row.audience,
    batchedAt: row.batched_at,
    settledAt: row.settled_at,
    voteClosesAt: row.vote_closes_at,
  };
}

function toPairing(row: Selectable<PairingTable>): Pairing {
  return {
    a: row.a,
    b: row.b,
    category: row.category,
    score: row.score,
    terms: JSON.parse(row.terms) as Pairing['terms'],
    why: row.why,
    runnersUp: JSON.parse(row.runners_up) as Pairing['runnersUp'],
    ...((row.source === 'pin' || row.source === 'swap') && { source: row.source }),
  };
}
