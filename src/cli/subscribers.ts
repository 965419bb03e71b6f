import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { exportSubscribers } from '../audience/export.ts';
import { importSubscribers } from '../audience/import.ts';
import type { ImportReport } from '../audience/import-report.ts';
import { assumptionWords, lineWords } from '../audience/import-words.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { PRIVATE_FILE } from '../machine/private-place.ts';
import { askToConfirm } from '../readers/signup/ask-to-confirm.ts';
import { erase } from '../storage/audience/erasures.ts';
import { exportPages } from '../storage/audience/subscriber-export.ts';
import { importTarget } from '../storage/audience/subscriber-import.ts';
import type { Store } from '../storage/database.ts';
import { withApp } from './with-app.ts';

interface ImportCommandOptions {
  readonly confirmed?: boolean;
  readonly consent?: string;
  readonly dryRun?: boolean;
}

export async function importCommand(file: string, options: ImportCommandOptions): Promise<number> {
  if (options.confirmed && !options.consent?.trim()) {
    console.error(
      '--confirmed needs --consent TEXT: the words these readers agreed to are kept with each of them.',
    );
    return EXIT.usage;
  }
  if (options.consent && !options.confirmed) {
    console.error('--consent needs --confirmed. Without both, every reader gets a confirmation mail.');
    return EXIT.usage;
  }
  return withApp(async app => {
    let asked = 0;
    const report = await importSubscribers(
      {
        target: importTarget(app.store),
        now: app.now,
        onPending: async ids => {
          await askToConfirm(app, ids, asked);
          asked += ids.length;
        },
      },
      readable(resolve(file)),
      { ...(options.consent && { consent: options.consent }), dryRun: options.dryRun ?? false },
    );
    console.log(reportLines(file, report, options.dryRun ?? false).join('\n'));
    if (asked > 0) console.log(`${countOf(asked, 'confirmation mail')} queued; serve or worker sends them.`);
    return report.problemCount > 0 ? EXIT.no : EXIT.done;
  });
}

export function exportCommand(options: { readonly out?: string }): Promise<number> {
  return withApp(async app => {
    if (!options.out) {
      await exportSubscribers(exportPages(app.store), process.stdout);
      return EXIT.done;
    }
    const out = resolve(options.out);
    const aside = `${out}.part`;
    await rm(aside, { force: true });
    const written = await writeExport(app.store, aside).catch(async (error: unknown) => {
      await rm(aside, { force: true });
      throw new ForeseenEnd(EXIT.no, `The export could not be written to ${out}: ${reason(error)}`, {
        cause: error,
      });
    });
    await rename(aside, out);
    console.error(`${countOf(written, 'subscriber')} written to ${out}.`);
    return EXIT.done;
  });
}

async function writeExport(store: Store, file: string): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx', mode: PRIVATE_FILE });
  const written = await exportSubscribers(exportPages(store), stream);
  stream.end();
  await finished(stream);
  return written;
}

export function eraseCommand(email: string): Promise<number> {
  return withApp(async app => {
    const { kind } = await erase(app.store, email, app.now());
    console.log(ERASED[kind]);
    return kind === 'unknown' ? EXIT.no : EXIT.done;
  });
}

const ERASED = {
  erased: 'Erased. Only a keyed hash is kept, so that no import can bring the address back.',
  waiting:
    'Erased, except for a mail that is being handed over right now: that part follows as soon as it is through.',
  unknown: 'Nobody is subscribed with that address.',
  already: 'That address was erased before; there is nothing left to do.',
} as const;

async function* readable(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw new ForeseenEnd(EXIT.usage, `${file} cannot be read: ${reason(error)}`, { cause: error });
  }
}

function reportLines(file: string, report: ImportReport, dryRun: boolean): string[] {
  const { added } = report;
  const counts: [string, number][] = [
    ['new, confirmed', added.confirmed],
    ['new, pending', added.pending],
    ['new, unsubscribed', added.unsubscribed],
    ['changed', report.changed],
    ['unchanged', report.unchanged],
    ['kept out', report.keptOut],
    ['suppressed', report.suppressed],
    ['refused', report.refused],
  ];
  const hidden = report.problemCount - report.problems.length;
  return [
    `${file}: ${countOf(report.rows, 'row')}${dryRun ? ' (dry run: nothing was written)' : ''}`,
    ...counts
      .filter(([, count]) => count > 0)
      .map(([label, count]) => `  ${label.padEnd(18)}${String(count).padStart(8)}`),
    `  ${lineWords(report)}`,
    ...assumptionWords(report).map(words => `  ${words}`),
    ...(report.leftDespite > 0
      ? [`  asking for no mail despite a problem, and getting none: ${countOf(report.leftDespite, 'row')}`]
      : []),
    ...report.problems.map(
      ({ line, column, found, message, fix }) =>
        `  line ${line}${column === '' ? '' : `, ${column}`}: ${message}${found === '' ? '' : ` Found ${found}.`} ${fix}`,
    ),
    ...(hidden > 0 ? [`  … and ${countOf(hidden, 'further problem')}`] : []),
  ];
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
