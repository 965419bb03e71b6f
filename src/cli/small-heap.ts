import { setFlagsFromString } from 'node:v8';

/**
 * Of SQLite's file in a process that only sends, KB: it reads each row once, in their order, and writes at the end of each
 * table.
 */
export const SENDERS_CACHE_KB = 4_000;

/**
 * Keeps the heap of a process that only sends near what it holds. On a large machine V8 otherwise lets garbage pile up to
 * several times that before it looks, and the peak grows with the audience though nothing is kept of it
 * (docs/decisions/133). A limit would be the other way, and would end the process where a catalogue is large.
 */
export function keepHeapSmall(): void {
  // Collect when the old generation has grown by a fifth, and leave the young one as small as it begins.
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
}
