import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'held-outbox-preload.mjs')).href;

export interface HeldOutbox {
  /** For the environment of the program whose outbox it is. */
  readonly settings: Readonly<Record<string, string>>;
  /** No mail of an issue from this number on is kept, until told otherwise. */
  holdFrom(number: number): void;
  letGo(): void;
}

/** An outbox that takes an issue's mails only as far as the test says, in a program of its own. */
export function heldOutbox(folder: string): HeldOutbox {
  const gate = join(folder, 'held-from');
  return {
    // A hold is no silence: nobody else is to take the batch up meanwhile.
    settings: { NODE_OPTIONS: `--import ${PRELOAD}`, HELD_MAILS: gate, SEND_LEASE_S: '300' },
    holdFrom: number => {
      writeFileSync(`${gate}.new`, String(number));
      renameSync(`${gate}.new`, gate);
    },
    letGo: () => rmSync(gate, { force: true }),
  };
}
