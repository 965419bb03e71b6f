import { existsSync } from 'node:fs';
import { whoseTables } from '../backup/tables.ts';
import { databaseBeside } from '../settings/database-place.ts';
import { openStore, type Store } from '../storage/database.ts';
import { schemaState } from '../storage/migrate.ts';
import { SAMPLE_RUN } from '../storage/sample/sample-data.ts';
import type { Newsroom } from './newsroom.ts';

/** Readers who came in while mail stayed in the outbox, and so stand in the database that is tried out with. */
export interface TrialReaders {
  readonly readers: number;
  readonly file: string;
}

/**
 * Who is left there while mail leaves this machine from a database without a single reader: an import before the provider
 * was set.
 * @returns null where nobody is
 */
export async function trialReaders({
  settings,
  store,
}: Pick<Newsroom, 'settings' | 'store'>): Promise<TrialReaders | null> {
  const file = databaseBeside(settings.DATABASE_URL);
  if (file === null || !settings.MAIL_PROVIDER.some(name => name !== 'outbox') || !existsSync(file))
    return null;
  if ((await realReaders(store)) > 0) return null;
  const trial = openStore(`file:${file}`);
  try {
    if ((await whoseTables(trial)) !== 'ours' || (await schemaState(trial)) !== 'current') return null;
    const readers = await realReaders(trial);
    return readers === 0 ? null : { readers, file };
  } finally {
    await trial.db.destroy();
  }
}

async function realReaders(store: Store): Promise<number> {
  const { readers } = await store.db
    .selectFrom('subscribers')
    .select(eb => eb.fn.countAll<number>().as('readers'))
    .where('state', '<>', 'erased')
    .where('source', '<>', SAMPLE_RUN)
    .executeTakeFirstOrThrow();
  return Number(readers);
}

/** What stands there and how to bring it along. */
export function trialReadersWords({ readers, file }: TrialReaders): string {
  const who = readers === 1 ? '1 reader is' : `${readers} readers are`;
  return (
    `${who} in ${file}, which is for trying out, and nobody in this database: they get nothing. ` +
    `To bring them along, run: DATABASE_URL=file:${file} verdicts subscribers export --out moved.csv, then: verdicts subscribers import moved.csv`
  );
}
