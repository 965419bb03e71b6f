import { type BenchDatabases, openBenchDatabases } from './bench-database.ts';
import { writeSection } from './report.ts';
import { isFullSize, type RunOptions, runOptions } from './run-options.ts';
import type { ContenderResult, ContenderRun } from './send-contender.ts';
import { CONTENDERS, type Contender } from './send-contenders.ts';
import { isEngine } from './send-mailers.ts';
import { onceEach, ratioRows, type SendRow, sendTable } from './send-report.ts';
import { lastLine, type Sink, spawnTs, startSink } from './sink.ts';

/** Readers enough to run warm: of five hundred batches the first hundred, before the code is compiled, would be a fifth. */
const FULL_SIZE: RunOptions = { rounds: 5, readers: 100_000, only: '' };
const RUN_MS = 3_000;
/** Of each number of batches at once, in turn: one alone says more of the machine's mood than of the number. */
const TRIES = 2;
/** Batches under way at once: each is tried, and the best one used in every round. BENCH_LANES=4 tries none. */
const LANES = (process.env.BENCH_LANES ?? '1,2,4,8,16').split(',').map(Number);

interface Place {
  readonly sink: Sink;
  readonly databases: BenchDatabases;
  readonly readers: number;
}

/**
 * Sends the same mail in every way there is, in turn, each in a process of its own, against one sink.
 * @param args `--rounds N --readers N --only TEXT`; figures of less than the full size are shown and not written down
 */
export async function benchSend(args: readonly string[] = []): Promise<void> {
  const options = runOptions(args, FULL_SIZE);
  if (typeof options === 'string') {
    console.error(options);
    process.exitCode = 2;
    return;
  }
  const section = await measureSend(options);
  console.log(section);
  if (isFullSize(options, FULL_SIZE)) await writeSection('send', 'Sending', section);
}

/** @returns the tables. @throws Error when an engine did not send every reader the mail once */
export async function measureSend({ rounds: count, readers, only }: RunOptions): Promise<string> {
  const place: Place = { sink: await startSink(), databases: await openBenchDatabases(), readers };
  try {
    const contenders = CONTENDERS.filter(
      ({ name, database }) => name.includes(only) && (database !== 'postgres' || place.databases.postgres),
    );
    const lanes = new Map<string, number>();
    for (const contender of contenders) lanes.set(contender.name, await bestLanes(contender, place));
    const rounds: Map<string, SendRow>[] = [];
    for (let round = 1; round <= count; round++) {
      const rows = new Map<string, SendRow>();
      for (const contender of contenders) {
        rows.set(contender.name, await measured(contender, lanes.get(contender.name) ?? 1, place));
      }
      rounds.push(rows);
      console.log(`round ${round} of ${count}`);
    }
    return `${sendTable(rounds)}\n\n${ratioRows(rounds)}`;
  } finally {
    place.sink.stop();
    await place.databases.stop();
  }
}

async function bestLanes(contender: Contender, place: Place): Promise<number> {
  if (contender.lanes) return contender.lanes;
  if (contender.contender.endsWith('bodies')) return 1;
  if (LANES.length === 1) return LANES[0] ?? 1;
  const rates = new Map(LANES.map(lanes => [lanes, 0]));
  for (let pass = 1; pass <= TRIES; pass++) {
    for (const lanes of LANES) {
      const { rate } = await measured(contender, lanes, place);
      rates.set(lanes, (rates.get(lanes) ?? 0) + rate / TRIES);
    }
  }
  const [best, rate] = [...rates].reduce((one, other) => (other[1] > one[1] ? other : one));
  console.log(`${contender.name}: ${best} at once (${rate.toFixed(0)}/s)`);
  return best;
}

async function measured(
  { name, contender, mail, database, share = 1 }: Contender,
  lanes: number,
  { sink, databases, readers: plain }: Place,
): Promise<SendRow> {
  const place = await databases.fresh(database ?? 'sqlite');
  await sink.reset();
  const readers = Math.round(plain * share);
  const run: ContenderRun = {
    contender,
    mail,
    sinkUrl: sink.url,
    databaseUrl: place.url,
    lanes,
    runMs: RUN_MS,
    readers,
  };
  const result = await lastLine<ContenderResult>(spawnTs('send-contender.ts', [JSON.stringify(run)]));
  const seen = await sink.count();
  if (isEngine(contender)) onceEach(name, readers, seen);
  await place.drop();
  return {
    lanes,
    rate: result.emails / result.seconds,
    bytes: seen.bytes / result.emails,
    cpu: (1_000 * result.cpuSeconds) / result.emails,
    rssMb: result.peakRssMb,
  };
}
