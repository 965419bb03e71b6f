import { openPeerBench, type PeerBench } from './peer-bench.ts';
import { budgetTable } from './peer-budgets.ts';
import { caseName, type PeerCase, peerCases } from './peer-cases.ts';
import { history } from './peer-history.ts';
import { isFullSize, type PeerOptions, peerOptions } from './peer-options.ts';
import type { PeerRow } from './peer-row.ts';
import { type PeerRounds, peerTables } from './peer-table.ts';
import { readSection, writeSection } from './report.ts';

const ABOUT = `Medians of ROUNDS in turn. All send the same issue, the one that \`send\` makes of the sample, and each run checks at
the receiver that every reader got it once. *Whole* is from the start of the command to its exit, CPU and memory are those of
that process (a Postgres or a relay has its own). *Sending* is from the first call to the last answer; of the loops that
render, from where they begin. With a limit our command finds the rate by itself (\`MAIL_RATE=auto\`), and what the limit allows is
one call after another evenly. The thin wire's mail is published when its issue is approved, as in use: before what is measured, and
a send that asks about a template fails the bench. The slow ones have fewer readers: compare their rates, not their
times. The loops keep no record; ours keeps one of every reader, on a disk that it waits for with SQLite.`;

/**
 * Whole commands beside the loops that others write, at receivers that answer at once or late, with a limit or none.
 * @param args `--rounds N --readers N --only TEXT`; figures of less than the full size are shown and not written down
 */
export async function benchPeers(args: readonly string[]): Promise<void> {
  const options = peerOptions(args);
  if (typeof options === 'string') {
    console.error(options);
    process.exitCode = 2;
    return;
  }
  const { cases, rounds } = await measurePeers(options);
  const section = peerSection(cases, rounds);
  console.log(section);
  if (!isFullSize(options)) return;
  const day = new Date(Date.now()).toISOString().slice(0, 10);
  const before = history(await readSection('peers'), day, cases, rounds);
  await writeSection(
    'peers',
    'Beside the others, from the command to the last mail',
    `${section}\n\n${before}`,
  );
}

/** @throws Error when a reader did not get the mail once, or a figure cannot be true */
export async function measurePeers(
  options: PeerOptions,
): Promise<{ readonly cases: readonly PeerCase[]; readonly rounds: PeerRounds }> {
  const wanted = peerCases(options.readers).filter(each => caseName(each).includes(options.only));
  const bench = await openPeerBench(100);
  try {
    const cases = wanted.filter(
      ({ peer }) => bench.postgres || peer.kind === 'loop' || peer.database === 'sqlite',
    );
    const rounds: ReadonlyMap<string, PeerRow>[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      rounds.push(await oneRound(bench, cases));
      console.log(`round ${round} of ${options.rounds}`);
    }
    return { cases, rounds };
  } finally {
    await bench.stop();
  }
}

async function oneRound(bench: PeerBench, cases: readonly PeerCase[]): Promise<Map<string, PeerRow>> {
  const rows = new Map<string, PeerRow>();
  for (const each of cases) {
    const name = caseName(each);
    try {
      const row = await bench.run(each);
      console.log(`${name}: ${(row.wholeMs / 1_000).toFixed(2)} s, ${Math.round(row.rate)} mails/s`);
      rows.set(name, row);
    } catch (fault) {
      throw new Error(`${name} cannot stand in a table.`, { cause: fault });
    }
  }
  return rows;
}

/** What stands in the papers, without what stood there before. */
export function peerSection(cases: readonly PeerCase[], rounds: PeerRounds): string {
  return [
    ABOUT.replace('ROUNDS', rounds.length === 1 ? 'one round' : `${rounds.length} rounds`),
    peerTables(cases, rounds),
    '### What is asked',
    budgetTable(cases, rounds),
  ].join('\n\n');
}
