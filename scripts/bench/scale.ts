import { type BenchDatabases, openBenchDatabases } from './bench-database.ts';
import { writeSection } from './report.ts';
import { type CliMeasure, prepareIssue, sendUntil } from './scale-cli.ts';
import type { FreezeResult } from './scale-freeze.ts';
import { lastLine, type Sink, spawnTs, startSink } from './sink.ts';

/** BENCH_SIZES=10000,100000 for fewer; of fewer readers than that all is sent, or held, before a kill. */
const SIZES = (process.env.BENCH_SIZES ?? '10000,100000,1000000').split(',').map(Number);
/** What is asked of a million is asked of the embedded database; Postgres shows that it scales the same way. */
const POSTGRES_SIZES = SIZES.filter(readers => readers <= 100_000);
/** BENCH_MAX_S: a send is cut off after this; its memory is then that of what it sent. */
const MAX_MS = 1_000 * Number(process.env.BENCH_MAX_S ?? 3_600);
/** Enough posted for a kill to land in the middle of the work. */
const KILL_AFTER_REQUESTS = 5;

interface Row {
  readonly dialect: string;
  readonly readers: number;
  readonly freeze: FreezeResult;
  readonly first: CliMeasure;
  readonly resumed: CliMeasure;
}

/** What grows with the audience and what must not: freeze, first post, resume after a SIGKILL, peak memory. */
export async function benchScale(): Promise<void> {
  const sink = await startSink();
  const databases = await openBenchDatabases();
  try {
    const rows: Row[] = [];
    for (const readers of SIZES) rows.push(await measured('sqlite', readers, sink, databases));
    if (databases.postgres) {
      for (const readers of POSTGRES_SIZES) rows.push(await measured('postgres', readers, sink, databases));
    }
    const section = `${table(rows)}\n\n${budgets(rows.filter(({ dialect }) => dialect === 'sqlite'))}`;
    console.log(section);
    await writeSection('scale', 'From ten thousand to a million readers', section);
  } finally {
    sink.stop();
    await databases.stop();
  }
}

async function measured(
  dialect: 'sqlite' | 'postgres',
  readers: number,
  sink: Sink,
  databases: BenchDatabases,
): Promise<Row> {
  console.log(`${dialect}, ${readers} readers`);
  const bare = await databases.fresh(dialect);
  const freeze = await lastLine<FreezeResult>(spawnTs('scale-freeze.ts', [bare.url, String(readers)]));
  await bare.drop();
  const place = await databases.fresh(dialect);
  const cli = await prepareIssue(place.url, sink.url, readers);
  const first = await sendUntil(cli, sink, { requests: KILL_AFTER_REQUESTS, maxMs: MAX_MS, resumes: false });
  const resumed = await sendUntil(cli, sink, { requests: null, maxMs: MAX_MS, resumes: true });
  await place.drop();
  return { dialect, readers, freeze, first, resumed };
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ dialect, readers, freeze, first, resumed }) => {
    const cells = [
      dialect,
      readers.toLocaleString('en'),
      `${seconds(freeze.freezeMs)} / ${seconds(freeze.bareMs)}`,
      `${seconds(freeze.longestLockMs)}`,
      seconds(first.firstPostMs),
      seconds(resumed.firstPostMs),
      `${resumed.peakRssMb} MB`,
      resumed.finished
        ? `all, ${Math.round(resumed.rate)}/s`
        : `cut at ${resumed.emails.toLocaleString('en')}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| database | readers | freeze / bare INSERT … SELECT | longest chunk | `send` to first post | after a SIGKILL, to first post | peak RSS | sent after the kill |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function budgets(rows: readonly Row[]): string {
  const [small, middle, large] = [rows[0], rows[1], rows.at(-1)];
  if (!small || !middle || !large || rows.length < 2) return '';
  const lines = [
    [
      `freeze of ${large.readers.toLocaleString('en')} against the bare INSERT`,
      'at most 1.7',
      large.freeze.freezeMs / large.freeze.bareMs,
      large.freeze.freezeMs <= 1.7 * large.freeze.bareMs,
    ],
    [
      'resume, to the first post: seconds more than at the smallest',
      'at most 3',
      (large.resumed.firstPostMs - small.resumed.firstPostMs) / 1_000,
      large.resumed.firstPostMs - small.resumed.firstPostMs <= 3_000,
    ],
    [
      `peak RSS against ${middle.readers.toLocaleString('en')} readers`,
      'at most 1.2',
      large.resumed.peakRssMb / middle.resumed.peakRssMb,
      large.resumed.peakRssMb <= 1.2 * middle.resumed.peakRssMb,
    ],
    ['peak RSS, MB', 'under 180', large.resumed.peakRssMb, large.resumed.peakRssMb < 180],
  ] as const;
  const rowsOf = lines.map(
    ([what, limit, found, holds]) =>
      `| ${what} | ${limit} | ${found.toFixed(2)} | ${holds ? 'yes' : '**no**'} |`,
  );
  return ['| measure | budget | found | holds |', '|---|---|---|---|', ...rowsOf].join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
