import { openBenchDatabases } from './bench-database.ts';
import type { ExportFormat } from './export-file.ts';
import type { ImportRun } from './import-run.ts';
import { writeSection } from './report.ts';
import { lastLine, spawnTs } from './sink.ts';

/** BENCH_SIZES=10000,100000 for fewer. */
const SIZES = (process.env.BENCH_SIZES ?? '100000,1000000').split(',').map(Number);
const FORMATS: readonly ExportFormat[] = ['mailchimp', 'kit'];

/** Whether the memory of an import grows with the file: two services' exports, each size in a process of its own. */
export async function benchImport(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const lines: string[] = [];
    for (const format of FORMATS) {
      for (const rows of SIZES) {
        console.log(`${format}, ${rows} rows`);
        const { url, drop } = await databases.fresh('sqlite');
        const run = await lastLine<ImportRun>(
          spawnTs('import-run.ts', [url, format, String(rows)], ['--expose-gc']),
        );
        await drop();
        lines.push(line(format, run));
      }
    }
    const section = [
      '| export of | lines | time | CPU | rows a second | peak RSS | heap in use, at a tenth | heap in use, at the end |',
      '|---|---|---|---|---|---|---|---|',
      ...lines,
    ].join('\n');
    console.log(section);
    await writeSection('import', 'Imports of other services’ exports', section);
  } finally {
    await databases.stop();
  }
}

function line(format: ExportFormat, run: ImportRun): string {
  const cells = [
    format,
    run.lines.toLocaleString('en'),
    `${(run.ms / 1_000).toFixed(1)} s`,
    `${(run.cpuMs / 1_000).toFixed(1)} s`,
    Math.round((run.lines / run.ms) * 1_000).toLocaleString('en'),
    `${Math.round(run.peakRssMb)} MB`,
    `${run.heapEarlyMb.toFixed(1)} MB`,
    `${run.heapLateMb.toFixed(1)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}
