// A process of its own: `import-run.ts DATABASE_URL FORMAT ROWS` imports an export that is made while it is read.
import { importSubscribers } from '../../src/audience/import.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { type ExportFormat, exportFile } from './export-file.ts';

export interface ImportRun {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakRssMb: number;
  /** In use after a collection, when a tenth of the rows was through, and when all were. */
  readonly heapEarlyMb: number;
  readonly heapLateMb: number;
  readonly lines: number;
  readonly confirmed: number;
  readonly unsubscribed: number;
}

const MB = 1_048_576;
const [url = '', format = 'mailchimp', rows = ''] = process.argv.slice(2);
const store = openStore(url);
await migrate(store);
const target = importTarget(store);
const chunks = Math.ceil(Number(rows) / 1_000);
let written = 0;
let early = 0;
const from = performance.now();
const report = await importSubscribers(
  {
    target: {
      write: async (wanted, order) => {
        const outcome = await target.write(wanted, order);
        written += 1;
        if (written === Math.max(1, Math.floor(chunks / 10))) early = heapInUse();
        return outcome;
      },
    },
    now: () => 1_000,
  },
  exportFile(format as ExportFormat, Number(rows)),
  { consent: 'Yes, weekly.' },
);
const ms = performance.now() - from;
const late = heapInUse();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
await store.db.destroy();
const { lines, added, understood } = report;
const counted = lines.header + lines.blank + report.rows + lines.further + lines.unread;
if (counted !== lines.all || understood?.from !== format)
  throw new Error('The file was not read as it was written.');
const run: ImportRun = {
  ms,
  cpuMs: (userCPUTime + systemCPUTime) / 1_000,
  peakRssMb: maxRSS / 1_024,
  heapEarlyMb: early / MB,
  heapLateMb: late / MB,
  lines: lines.all,
  confirmed: added.confirmed,
  unsubscribed: added.unsubscribed,
};
console.log(JSON.stringify(run));

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
