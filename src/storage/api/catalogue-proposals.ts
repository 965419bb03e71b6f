import type { Selectable } from 'kysely';
import type { Store } from '../database.ts';
import type { CatalogueProposalTable } from './api-tables.ts';

/** A catalogue that a program would like to be in force. Times are epoch milliseconds. */
export interface CatalogueProposal {
  readonly id: number;
  readonly hash: string;
  readonly note: string;
  readonly proposedAt: number;
  readonly proposedBy: string;
  /** When an editor was done with it; null while it waits for one. */
  readonly setAsideAt: number | null;
  readonly setAsideBy: string | null;
}

const COLUMNS = ['id', 'hash', 'note', 'proposed_at', 'proposed_by', 'set_aside_at', 'set_aside_by'] as const;

export async function addProposal(
  store: Store,
  proposal: {
    readonly hash: string;
    readonly body: string;
    readonly note: string;
    readonly at: number;
    readonly by: string;
  },
): Promise<CatalogueProposal> {
  const row = await store.db
    .insertInto('catalogue_proposals')
    .values({
      hash: proposal.hash,
      body: proposal.body,
      note: proposal.note,
      proposed_at: proposal.at,
      proposed_by: proposal.by,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toProposal(row);
}

/** Newest first. @param before id of one: only what is older; null for the newest */
export async function listProposals(
  store: Store,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<CatalogueProposal[]> {
  const rows = await store.db
    .selectFrom('catalogue_proposals')
    .select(COLUMNS)
    .$if(before !== null, query => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toProposal);
}

export async function findProposal(store: Store, id: number): Promise<CatalogueProposal | null> {
  const row = await store.db
    .selectFrom('catalogue_proposals')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toProposal(row) : null;
}

/** The file as it was sent; null for an id nobody has. */
export async function proposalBody(store: Store, id: number): Promise<string | null> {
  const row = await store.db
    .selectFrom('catalogue_proposals')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.body ?? null;
}

export async function countOpenProposals(store: Store): Promise<number> {
  const row = await store.db
    .selectFrom('catalogue_proposals')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('set_aside_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** @returns false when somebody was done with it before, or it is not there */
export async function setProposalAside(
  store: Store,
  { id, by, at }: { readonly id: number; readonly by: string; readonly at: number },
): Promise<boolean> {
  const done = await store.db
    .updateTable('catalogue_proposals')
    .set({ set_aside_at: at, set_aside_by: by })
    .where('id', '=', id)
    .where('set_aside_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

function toProposal(
  row: Pick<Selectable<CatalogueProposalTable>, (typeof COLUMNS)[number]>,
): CatalogueProposal {
  return {
    id: row.id,
    hash: row.hash,
    note: row.note,
    proposedAt: row.proposed_at,
    proposedBy: row.proposed_by,
    setAsideAt: row.set_aside_at,
    setAsideBy: row.set_aside_by,
  };
}
