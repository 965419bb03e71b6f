import { resolve } from 'node:path';
import { restoreBackup } from '../backup/restore.ts';
import type { NeverSealed, RestoredIssue } from '../backup/restored-issue.ts';
import { settingsOrEnd } from '../compose.ts';
import { EXIT } from '../exit.ts';

interface Options {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly neverSealed?: NeverSealed;
}

export async function restoreCommand(file: string, options: Options): Promise<number> {
  if (!options.yes) {
    console.error(
      'A restore replaces the database that DATABASE_URL names with the backup. If you want that, add --yes.',
    );
    return EXIT.usage;
  }
  const outcome = await restoreBackup({
    databaseUrl: settingsOrEnd().DATABASE_URL,
    backup: resolve(file),
    force: options.force ?? false,
    neverSealed: options.neverSealed ?? 'pending',
    now: Date.now(),
  });
  if (outcome.kind === 'refused') {
    console.error(`Nothing was changed. ${outcome.why}\n${outcome.fix}`);
    return EXIT.no;
  }
  const from = outcome.takenAt === null ? 'a backup of unknown age' : new Date(outcome.takenAt).toISOString();
  console.log(
    `Restored: ${from}.${outcome.kept === '' ? '' : ` What was there before is kept: ${outcome.kept}`}`,
  );
  console.log(issueLines(outcome.issues).join('\n'));
  return EXIT.done;
}

function issueLines(issues: readonly RestoredIssue[]): string[] {
  if (issues.length === 0) return ['Every issue in it was finished: nothing waits for an editor.'];
  return [
    'Nothing of these issues goes out until an editor says so (docs/delivery.md, Restores):',
    ...issues.map(({ week, was, state, reason }) => `  ${week}: ${was}, now ${state}. ${reason}`),
  ];
}
