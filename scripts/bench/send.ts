import { type BenchDatabases, openBenchDatabases } from './bench-database.ts';
import { writeSection } from './report.ts';
import type { ContenderResult, ContenderRun } from './send-contender.ts';
import { ratioRows, type SendRow, sendTable } from './send-report.ts';
import { lastLine, type Sink, spawnTs, startSink } from './sink.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const RUN_MS = 3_000;
/** Enough to run warm: of five hundred batches the first hundred, before the code is compiled, would be a fifth. */
const READERS = 100_000;
/** Of each number of batches at once, in turn: one alone says more of the machine's mood than of the number. */
const TRIES = 2;
/** The thin wire sends a hundred thousand in two seconds: too short beside loops that run for three. */
const THIN_READERS = 200_000;
/** Batches under way at once: each is tried, and the best one used in every round. BENCH_LANES=4 tries none. */
const LANES = (process.env.BENCH_LANES ?? '1,2,4,8,16').split(',').map(Number);

interface Contender {
  readonly name: string;
  readonly contender: ContenderRun['contender'];
  readonly mail: ContenderRun['mail'];
  readonly database: 'sqlite' | 'postgres' | null;
}

const CONTENDERS: readonly Contender[] = [
  { name: 'this engine, SQLite', contender: 'engine', mail: 'reference', database: 'sqlite' },
  { name: 'this engine, Postgres', contender: 'engine', mail: 'reference', database: 'postgres' },
  { name: 'thin wire, SQLite', contender: 'thin-engine', mail: 'reference', database: 'sqlite' },
  { name: 'thin wire, Postgres', contender: 'thin-engine', mail: 'reference', database: 'postgres' },
  {
    name: 'React loop of Resend’s documentation',
    contender: 'react-loop',
    mail: 'reference',
    database: null,
  },
  { name: 'rendered once, replaced, SDK', contender: 'render-once', mail: 'reference', database: null },
  { name: 'blind post of constant bytes', contender: 'blind', mail: 'reference', database: null },
  { name: 'building bodies alone', contender: 'bodies', mail: 'reference', database: null },
  {
    name: 'bodies with their links signed and their hash',
    contender: 'sealed-bodies',
    mail: 'reference',
    database: null,
  },
  { name: 'real issue: this engine, SQLite', contender: 'engine', mail: 'real', database: 'sqlite' },
  { name: 'real issue: blind post', contender: 'blind', mail: 'real', database: null },
];

/** Sends the same mail in every way there is, in turn, each in a process of its own, against one sink. */
export async function benchSend(): Promise<void> {
  const sink = await startSink();
  const databases = await openBenchDatabases();
  try {
    const contenders = CONTENDERS.filter(({ database }) => database !== 'postgres' || databases.postgres);
    const lanes = new Map<string, number>();
    for (const contender of contenders)
      lanes.set(contender.name, await bestLanes(contender, sink, databases));
    const rounds: Map<string, SendRow>[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const rows = new Map<string, SendRow>();
      for (const contender of contenders) {
        rows.set(contender.name, await measured(contender, lanes.get(contender.name) ?? 1, sink, databases));
      }
      rounds.push(rows);
      console.log(`round ${round} of ${ROUNDS}`);
    }
    const section = `${sendTable(rounds)}\n\n${ratioRows(rounds)}`;
    console.log(section);
    await writeSection('send', 'Sending', section);
  } finally {
    sink.stop();
    await databases.stop();
  }
}

async function bestLanes(contender: Contender, sink: Sink, databases: BenchDatabases): Promise<number> {
  if (contender.contender.endsWith('bodies')) return 1;
  if (LANES.length === 1) return LANES[0] ?? 1;
  const rates = new Map(LANES.map(lanes => [lanes, 0]));
  for (let pass = 1; pass <= TRIES; pass++) {
    for (const lanes of LANES) {
      const { rate } = await measured(contender, lanes, sink, databases);
      rates.set(lanes, (rates.get(lanes) ?? 0) + rate / TRIES);
    }
  }
  const [best, rate] = [...rates].reduce((one, other) => (other[1] > one[1] ? other : one));
  console.log(`${contender.name}: ${best} at once (${rate.toFixed(0)}/s)`);
  return best;
}

async function measured(
  { contender, mail, database }: Contender,
  lanes: number,
  sink: Sink,
  databases: BenchDatabases,
): Promise<SendRow> {
  const place = await databases.fresh(database ?? 'sqlite');
  await sink.reset();
  const run: ContenderRun = {
    contender,
    mail,
    sinkUrl: sink.url,
    databaseUrl: place.url,
    lanes,
    runMs: RUN_MS,
    readers: contender === 'thin-engine' ? THIN_READERS : READERS,
  };
  const result = await lastLine<ContenderResult>(spawnTs('send-contender.ts', [JSON.stringify(run)]));
  const { bytes } = await sink.count();
  await place.drop();
  return {
    lanes,
    rate: result.emails / result.seconds,
    bytes: bytes / result.emails,
    cpu: (1_000 * result.cpuSeconds) / result.emails,
    rssMb: result.peakRssMb,
  };
}
