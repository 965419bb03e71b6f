import { parseArgs } from 'node:util';

/** How large a run is. */
export interface RunOptions {
  readonly rounds: number;
  /** Of the plain lines; the others have shares or multiples of it. */
  readonly readers: number;
  /** Only lines with this in their name; '' for all. */
  readonly only: string;
}

/**
 * Reads `--rounds N --readers N --only TEXT`.
 * @param full the size whose figures are written down: what is not given is as there
 * @returns what is wrong, in words, when it is not one of these
 */
export function runOptions(args: readonly string[], full: RunOptions): RunOptions | string {
  const option = { type: 'string' } as const;
  let values: { readonly rounds?: string; readonly readers?: string; readonly only?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { rounds: option, readers: option, only: option },
    }));
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
  const rounds = Number(values.rounds ?? full.rounds);
  const readers = Number(values.readers ?? full.readers);
  if (!(Number.isInteger(rounds) && rounds > 0))
    return `--rounds takes a whole number from 1, not "${values.rounds}".`;
  if (!(readers > 0 && readers % 100 === 0))
    return `--readers takes a multiple of 100, not "${values.readers}".`;
  return { rounds, readers, only: values.only ?? full.only };
}

/** Whether these figures may stand in the papers. */
export function isFullSize({ rounds, readers, only }: RunOptions, full: RunOptions): boolean {
  return rounds >= full.rounds && readers >= full.readers && only === '';
}
