import { findProgram, PROGRAM_FOLDERS, startProgram } from './postgres-program.ts';
import type { Refusal } from './refusal.ts';

/** Schemas that a restore leaves behind hold what was there before it: no part of the publication. */
export const BEFORE_RESTORE = 'before_restore_';

/** The custom format: compressed, and checked when it is read. Owners and grants are the new server's business. */
const OPTIONS = ['--format=custom', '--no-owner', '--no-privileges', `--exclude-schema=${BEFORE_RESTORE}*`];

/**
 * Copies the database as one snapshot into one file; writers go on.
 * @param folders where pg_dump may be
 * @throws with what pg_dump said when it fails
 */
export async function dumpPostgres(
  url: string,
  target: string,
  folders: readonly string[] = PROGRAM_FOLDERS,
): Promise<Refusal | null> {
  const program = findProgram('pg_dump', folders);
  if (program === null) {
    return {
      kind: 'refused',
      why: 'pg_dump is not on this machine, so nothing was copied.',
      fix: `Install the Postgres client, or run where it is: pg_dump ${OPTIONS.join(' ')} --file=FILE "$DATABASE_URL"`,
    };
  }
  const { child, done } = startProgram(program, [...OPTIONS, `--file=${target}`], url);
  child.stdin?.end();
  child.stdout?.resume();
  await done;
  return null;
}
