import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { importSubscribers } from '../audience/import.ts';
import { type AskedMapping, readAskedMapping } from '../audience/moving/asked-mapping.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { askToConfirm } from '../readers/signup/ask-to-confirm.ts';
import { importTarget } from '../storage/audience/subscriber-import.ts';
import { importJson, reportLines } from './import-lines.ts';
import { withApp } from './with-app.ts';

interface ImportCommandOptions {
  readonly from?: string;
  readonly map?: readonly string[];
  readonly mapStatus?: readonly string[];
  readonly everyone?: string;
  readonly confirmed?: boolean;
  readonly consent?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
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
  const mapping = readAskedMapping(options);
  if (mapping.kind === 'bad') {
    console.error(mapping.message);
    return EXIT.usage;
  }
  return importFile(file, options, mapping.value);
}

function importFile(file: string, options: ImportCommandOptions, mapping: AskedMapping): Promise<number> {
  const { consent, dryRun = false } = options;
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
      await readable(resolve(file)),
      { ...(consent && { consent }), mapping, fileName: basename(file), dryRun },
    );
    const done = { file, report, dryRun, consented: consent !== undefined, asked };
    console.log(options.json ? importJson(done) : reportLines(done).join('\n'));
    if (asked > 0 && !options.json) {
      console.log(`${countOf(asked, 'confirmation mail')} queued; serve or worker sends them.`);
    }
    return report.problemCount > 0 ? EXIT.no : EXIT.done;
  });
}

/** What is no file of its own, a pipe say, can be read only once. */
async function readable(file: string) {
  const once = () => readOnce(file);
  const whole = await stat(file).then(
    found => found.isFile(),
    () => false,
  );
  return whole ? once : once();
}

async function* readOnce(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ForeseenEnd(EXIT.usage, `${file} cannot be read: ${reason}`, { cause: error });
  }
}
