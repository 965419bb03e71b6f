import { isFullSize as isSize, type RunOptions, runOptions } from './run-options.ts';

export type PeerOptions = RunOptions;

/** The size whose figures are written down. */
const FULL_SIZE: PeerOptions = { rounds: 5, readers: 10_000, only: '' };

/** Reads the options of `peers`, as runOptions does. */
export function peerOptions(args: readonly string[]): PeerOptions | string {
  return runOptions(args, FULL_SIZE);
}

/** Whether these figures may stand in the papers. */
export function isFullSize(options: PeerOptions): boolean {
  return isSize(options, FULL_SIZE);
}
