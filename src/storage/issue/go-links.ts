import type { GoLink } from '../../issue/go-link.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { changePages } from './pages-version.ts';

/** A link of an issue's mails as it stands. */
export interface StoredLink extends GoLink {
  /** Where it led when the issue was frozen. */
  readonly original: string;
}

/**
 * Writes down where the links of an issue that is not frozen lead, so that they work in test sends too; those of a
 * frozen issue stay as they are, whatever a later draft says.
 */
export function keepGoLinks(store: Store, issueId: number, links: readonly GoLink[]): Promise<void> {
  return inTransaction(store, async trx => {
    const open = await trx.db
      .selectFrom('issues')
      .select('id')
      .where('id', '=', issueId)
      .where('frozen_at', 'is', null)
      .$if(store.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirst();
    if (open) await write(trx, issueId, links);
  });
}

/** Those and no others, for good. @param store within the transaction of the freeze */
export async function freezeGoLinks(store: Store, issueId: number, links: readonly GoLink[]): Promise<void> {
  await store.db.deleteFrom('go_links').where('issue_id', '=', issueId).execute();
  await write(store, issueId, links);
}

async function write(store: Store, issueId: number, links: readonly GoLink[]): Promise<void> {
  if (links.length === 0) return;
  await store.db
    .insertInto('go_links')
    .values(
      links.map(({ token, tool, target }) => ({ token, issue_id: issueId, tool, original: target, target })),
    )
    .onConflict(conflict =>
      conflict.column('token').doUpdateSet(eb => ({
        original: eb.ref('excluded.original'),
        target: eb.ref('excluded.target'),
      })),
    )
    .execute();
}

/** Where a link of a mail leads now; null for one that is in none. */
export async function goTarget(store: Store, token: string): Promise<string | null> {
  const row = await store.db
    .selectFrom('go_links')
    .select('target')
    .where('token', '=', token)
    .executeTakeFirst();
  return row?.target ?? null;
}

/** How many weeks back a draft may be previewed with its links leading on. */
const DRAFTS = 8;

/** The tools of the newest issues that are not frozen, by slug. */
export async function draftedTools(
  store: Store,
): Promise<{ readonly week: string; readonly tool: string }[]> {
  const rows = await store.db
    .selectFrom('pairings as p')
    .innerJoin(
      store.db
        .selectFrom('issues')
        .select(['id', 'week'])
        .where('frozen_at', 'is', null)
        .orderBy('week', 'desc')
        .limit(DRAFTS)
        .as('i'),
      'i.id',
      'p.issue_id',
    )
    .select(['i.week', 'p.a', 'p.b'])
    .execute();
  return rows.flatMap(({ week, a, b }) => [
    { week, tool: a },
    { week, tool: b },
  ]);
}

/** The links of an issue, by tool. */
export async function goLinksOf(store: Store, issueId: number): Promise<StoredLink[]> {
  const rows = await store.db
    .selectFrom('go_links')
    .select(['tool', 'token', 'target', 'original'])
    .where('issue_id', '=', issueId)
    .orderBy('tool')
    .execute();
  return rows;
}

/** Links of an issue that lead elsewhere than when it was frozen. @param week ISO week */
export async function mendedLinks(store: Store, week: string): Promise<StoredLink[]> {
  return store.db
    .selectFrom('go_links as g')
    .innerJoin('issues as i', 'i.id', 'g.issue_id')
    .select(['g.tool', 'g.token', 'g.target', 'g.original'])
    .where('i.week', '=', week)
    .whereRef('g.target', '<>', 'g.original')
    .execute();
}

/** @returns false when it does not lead to `from` any more: somebody else was first */
export async function mendGoLink(
  store: Store,
  link: { readonly issueId: number; readonly tool: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const updated = await store.db
    .updateTable('go_links')
    .set({ target: link.to })
    .where('issue_id', '=', link.issueId)
    .where('tool', '=', link.tool)
    .where('target', '=', link.from)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return false;
  await changePages(store);
  return true;
}
