import { sql } from 'kysely';
import type { Store } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * What became of it: `clean` when there was nothing to do. The others leave it for later: while mails are under way, while
 * another process writes, and where the file is larger than may be rewritten now.
 */
export type FileSweep =
  | { readonly kind: 'clean' }
  | { readonly kind: 'swept'; readonly bytes: number }
  | { readonly kind: 'being_sent' | 'busy' | 'large'; readonly bytes: number };

/** How often something was forgotten whose bytes may still stand in free space, and up to where they were cleared. */
const OWED = 'file-owed';
const SWEPT = 'file-swept';
const SWEPT_AT = 'file-swept-at';

/** Within the transaction that forgets somebody: free space of the file has to be cleared since. */
export async function oweSweep(store: Store): Promise<void> {
  if (store.dialect !== 'sqlite') return;
  await sql`insert into meta (key, value) values (${OWED}, '1')
    on conflict (key) do update set value = cast(cast(meta.value as integer) + 1 as text)`.execute(store.db);
}

/**
 * Writes what was committed into SQLite's one file and empties the journal, where bytes of before would stay. Tried once:
 * whoever reads at this moment is not waited for, and sweepFile makes up for it.
 */
export async function emptyJournal(store: Store): Promise<void> {
  if (store.dialect !== 'sqlite' || store.db.isTransaction) return;
  await hastily(store, checkpoint);
}

/**
 * Rewrites SQLite's file, so that nothing of what was forgotten stands in it. Overwriting what is deleted is not enough: where
 * a page was split, copies of its rows stay in the space between (docs/decisions/148). Safe to kill: the file is as before
 * or rewritten. Other writers wait meanwhile, so never while mails are under way.
 * @param options.mostBytes of a file that may be rewritten now
 * @param options.since not if it was done since then, epoch ms
 * @param options.onBegin called when it is really rewritten, with its size
 */
export async function sweepFile(
  store: Store,
  options: {
    readonly now: number;
    readonly mostBytes: number;
    readonly since?: number;
    readonly onBegin?: (bytes: number) => void;
  },
): Promise<FileSweep> {
  const owed = store.dialect === 'sqlite' ? await owedSweep(store) : null;
  if (owed === null) return { kind: 'clean' };
  const { now, mostBytes, since = Number.POSITIVE_INFINITY } = options;
  if (Number((await readMeta(store, SWEPT_AT)) ?? 0) > since) return { kind: 'clean' };
  const bytes = await fileBytes(store);
  if (bytes > mostBytes) return { kind: 'large', bytes };
  if (await isBeingSent(store, now)) return { kind: 'being_sent', bytes };
  options.onBegin?.(bytes);
  const isDone = await hastily(store, async held => {
    await sql`vacuum`.execute(held.db);
    return checkpoint(held);
  });
  if (!isDone) return { kind: 'busy', bytes };
  await writeMeta(store, SWEPT, owed);
  await writeMeta(store, SWEPT_AT, String(now));
  return { kind: 'swept', bytes };
}

/** @returns what is owed; null when nothing is. A file that was never swept may be of a version that left bytes behind. */
async function owedSweep(store: Store): Promise<string | null> {
  const owed = (await readMeta(store, OWED)) ?? '0';
  return (await readMeta(store, SWEPT)) === owed ? null : owed;
}

async function fileBytes(store: Store): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(store.db);
  return rows[0]?.bytes ?? 0;
}

async function isBeingSent(store: Store, now: number): Promise<boolean> {
  const issue = await store.db
    .selectFrom('issues')
    .select('id')
    .where('state', '=', 'sending')
    .executeTakeFirst();
  const mail = await store.db
    .selectFrom('single_mails')
    .select('id')
    .where('state', '=', 'submitting')
    .where('lease_until', '>', now)
    .executeTakeFirst();
  return issue !== undefined || mail !== undefined;
}

/** @returns whether nothing is left in the journal */
async function checkpoint(store: Store): Promise<boolean> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(store.db);
  return rows[0]?.busy === 0;
}

/** @returns false when the file was locked */
async function hastily(store: Store, work: (held: Store) => Promise<boolean>): Promise<boolean> {
  try {
    return await store.db.connection().execute(db => work({ db, dialect: store.dialect }));
  } catch (error) {
    if (/locked|busy/i.test(String(error))) return false;
    throw error;
  }
}
