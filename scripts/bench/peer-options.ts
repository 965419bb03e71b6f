import { parseArgs } from 'node:util';

/** How large a run is. */
export interface PeerOptions {
  readonly rounds: number;
  /** Of the plain lines; the others have shares or multiples of it. */
  readonly readers: number;
  /** Only lines whose receiver or sender has this in its name; '' for all. */
  readonly only: string;
}

/** The size whose figures are written down. */
const FULL_SIZE: PeerOptions = { rounds: 5, readers: 10_000, only: '' };

/**
 * Reads `--rounds N --readers N --only TEXT`.
 * @returns what is wrong, in words, when it is not one of these
 */
export function peerOptions(args: readonly string[]): PeerOptions | string {
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
  const rounds = Number(values.rounds ?? FULL_SIZE.rounds);
  const readers = Number(values.readers ?? FULL_SIZE.readers);
  if (!(Number.isInteger(rounds) && rounds > 0))
    return `--rounds takes a whole number from 1, not "${values.rounds}".`;
  if (!(readers > 0 && readers % 100 === 0))
    return `--readers takes a multiple of 100, not "${values.readers}".`;
  return { rounds, readers, only: values.only ?? '' };
}

/** Whether these figures may stand in the papers. */
export function isFullSize({ rounds, readers, only }: PeerOptions): boolean {
  return rounds >= FULL_SIZE.rounds && readers >= FULL_SIZE.readers && only === '';
}
