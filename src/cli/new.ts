import { join, relative, resolve } from 'node:path';
import { PROJECT_ROOT } from '../config.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { startPublication } from '../publication/start-publication.ts';

/** @param dir as it was typed */
export function newCommand(dir: string): number {
  const folder = resolve(dir);
  const today = new Date().toISOString().slice(0, 10);
  const outcome = startPublication(folder, join(PROJECT_ROOT, 'data/starter'), today);
  if (outcome.kind === 'refused') throw new ForeseenEnd(EXIT.no, `${outcome.why} ${outcome.fix}`);
  const inside = relative(PROJECT_ROOT, folder);
  const place = inside.startsWith('..') ? folder : `./${inside}`;
  console.log(
    [
      `${folder} holds a publication that works at once: ${outcome.files.join(', ')}.`,
      '',
      'Its four tools are invented, enough for two issues of one pairing. To see the first one, in a local outbox:',
      '',
      `  PUBLICATION=${quoted(place)} npm start`,
      '',
      'Then make it yours, file by file: README.md in it says how.',
    ].join('\n'),
  );
  return EXIT.done;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
