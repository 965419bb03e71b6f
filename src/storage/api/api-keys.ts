import type { Selectable } from 'kysely';
import type { Store } from '../database.ts';
import type { ApiKeyTable } from './api-tables.ts';

/** A key of another program, without its secret. Times are epoch milliseconds. */
export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  /** An editor's address, or `command line`. */
  readonly createdBy: string;
  /** To the minute; null when nobody has used it. */
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly secretSha256: string;
  readonly scopes: readonly string[];
  readonly at: number;
  readonly by: string;
}

/** @returns its id; null when a key in use has that name */
export async function addApiKey(store: Store, key: NewApiKey): Promise<number | null> {
  const added = await store.db
    .insertInto('api_keys')
    .values({
      name: key.name,
      secret_sha256: key.secretSha256,
      scopes: JSON.stringify(key.scopes),
      created_at: key.at,
      created_by: key.by,
    })
    .onConflict(conflict => conflict.column('name').where('revoked_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id ?? null;
}

/** The key in use whose secret has this hash; null for none. */
export async function apiKeyOf(store: Store, secretSha256: string): Promise<ApiKey | null> {
  const row = await store.db
    .selectFrom('api_keys')
    .selectAll()
    .where('secret_sha256', '=', secretSha256)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ? toKey(row) : null;
}

/** All there ever were, newest first. */
export async function apiKeys(store: Store): Promise<ApiKey[]> {
  const rows = await store.db.selectFrom('api_keys').selectAll().orderBy('id', 'desc').execute();
  return rows.map(toKey);
}

/** @returns the key that ended with this; null when it had ended before, or never was */
export async function revokeApiKey(store: Store, id: number, at: number): Promise<ApiKey | null> {
  const row = await store.db
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ? toKey(row) : null;
}

/** Who made the newest key of this name; '' where there was none. */
export async function makerOfKey(store: Store, name: string): Promise<string> {
  const row = await store.db
    .selectFrom('api_keys')
    .select('created_by')
    .where('name', '=', name)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.created_by ?? '';
}

/** Never earlier than it is known to be: several processes write. */
export async function keepKeyUse(store: Store, id: number, at: number): Promise<void> {
  await store.db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where(eb => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
    .execute();
}

function toKey(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
