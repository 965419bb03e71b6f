import { type BenchDatabases, openBenchDatabases } from './bench-database.ts';
import { writeSection } from './report.ts';
import { type CliMeasure, prepareIssue, sendUntil } from './scale-cli.ts';
import type { FreezeResult } from './scale-freeze.ts';
import { lastLine, type Sink, spawnTs, startSink } from './sink.ts';

/** BENCH_SIZES=10000,100000 for fewer; of fewer readers than that all is sent, or held, before a kill. */
const SIZES = (process.env.BENCH_SIZES ?? '10000,100000,1000000').split(',').map(Number);
/** BENCH_MAX_S: a send is cut off after this; its memory is then that of what it sent. */
const MAX_MS = 1_000 * Number(process.env.BENCH_MAX_S ?? 3_600);
/** Enough posted for a kill to land in the middle of the work. */
const KILL_AFTER_REQUESTS = 5;

interface Row {
  readonly dialect: 'sqlite' | 'postgres';
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
      for (const readers of SIZES) rows.push(await measured('postgres', readers, sink, databases));
    }
    const section = `${table(rows)}\n\n${budgets(rows)}`;
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
  const lines = DIALECTS.flatMap(dialect => budgetsOf(dialect, rows));
  if (lines.length === 0) return '';
  return ['| measure | budget | found | holds |', '|---|---|---|---|', ...lines].join('\n');
}

const DIALECTS = ['sqlite', 'postgres'] as const;
/** Of a whole process that sends, whatever the audience. */
const MOST_MB = 150;

function budgetsOf(dialect: Row['dialect'], all: readonly Row[]): string[] {
  const rows = all.filter(row => row.dialect === dialect);
  const [small, middle, large] = [rows[0], rows[1], rows.at(-1)];
  if (!small || !middle || !large || rows.length < 2) return [];
  const freeze = large.freeze.freezeMs / large.freeze.bareMs;
  const later = (large.resumed.firstPostMs - small.resumed.firstPostMs) / 1_000;
  const growth = large.resumed.peakRssMb / middle.resumed.peakRssMb;
  const peak = Math.max(large.first.peakRssMb, large.resumed.peakRssMb);
  const lines: (readonly [what: string, limit: string, found: number, holds: boolean])[] = [
    [
      `freeze of ${large.readers.toLocaleString('en')} against the bare INSERT`,
      'at most 1.7',
      freeze,
      freeze <= 1.7,
    ],
    ['resume, to the first post: seconds more than at the smallest', 'at most 3', later, later <= 3],
    [`peak RSS against ${middle.readers.toLocaleString('en')} readers`, 'at most 1.2', growth, growth <= 1.2],
    ['peak RSS, MB', `at most ${MOST_MB}`, peak, peak <= MOST_MB],
  ];
  return lines.map(
    ([what, limit, found, holds]) =>
      `| ${dialect}: ${what} | ${limit} | ${found.toFixed(2)} | ${holds ? 'yes' : '**no**'} |`,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
