import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { exportSubscribers } from '../audience/export.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { PRIVATE_FILE } from '../machine/private-place.ts';
import { erase } from '../storage/audience/erasures.ts';
import { exportPages } from '../storage/audience/subscriber-export.ts';
import type { Store } from '../storage/database.ts';
import { withApp } from './with-app.ts';

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

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
