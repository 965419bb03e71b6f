import { resolve } from 'node:path';
import { takeBackup } from '../backup/take-backup.ts';
import { settingsOrEnd } from '../compose.ts';
import { EXIT } from '../exit.ts';

export async function backupCommand(options: { readonly out: string }): Promise<number> {
  const { DATABASE_URL: databaseUrl } = settingsOrEnd();
  const outcome = await takeBackup({ databaseUrl, out: resolve(options.out), now: Date.now() });
  if (outcome.kind === 'refused') {
    console.error(`${outcome.why} ${outcome.fix}`);
    return EXIT.no;
  }
  console.log(`${outcome.file}: ${(outcome.bytes / 1024 ** 2).toFixed(1)} MB, whole and checked.`);
  console.log('It holds every reader’s address. SECRET_KEYS are not in it: keep them too, but elsewhere.');
  return EXIT.done;
}
