import fc from 'fast-check';
import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';
import { checkBooks } from './batch-books.ts';
import { commandArbitraries, finish, type Model } from './batch-commands.ts';
import { freezeOnce, freshWorld, type SeededFault } from './batch-world.ts';

export interface ModelVerdict {
  readonly failed: boolean;
  readonly runs: number;
  /** What fast-check has to say, with the shortest run that shows it; '' when nothing failed. */
  readonly report: string;
}

/**
 * Random commands against the real engine on a real database; after each the invariants are checked, and at the end the
 * issue is settled.
 */
export async function checkModel(
  database: Store,
  options: { readonly runs: number; readonly seed: number; readonly fault?: SeededFault },
): Promise<ModelVerdict> {
  // Thousands of commits: a power cut in the middle of this test would lose nothing but the test.
  if (database.dialect === 'sqlite') await sql`pragma synchronous = off`.execute(database.db);
  const issue = await freezeOnce(database);
  const { fault = {} } = options;
  const property = fc.asyncProperty(
    fc.commands(commandArbitraries(), { maxCommands: 30, size: 'max' }),
    fc.boolean(),
    async (commands, strictPoison) => {
      const world = await freshWorld(database, issue, { strictPoison, fault });
      const model: Model = { books: await checkBooks(world, new Map()) };
      await fc.asyncModelRun(() => ({ model, real: world }), commands);
      await finish(world, model);
    },
  );
  const faulty = options.fault !== undefined;
  const details = await fc.check(property, {
    numRuns: options.runs,
    seed: options.seed,
    endOnFailure: faulty,
  });
  return { failed: details.failed, runs: details.numRuns, report: fc.defaultReportMessage(details) ?? '' };
}
