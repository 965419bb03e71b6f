// Plain JavaScript that runs on Node 20: the launcher (scripts/run.mjs) asks it too.
import { setFlagsFromString } from 'node:v8';

/** Commands whose process only sends. */
const SENDERS = ['send', 'worker'];

/**
 * V8's flags of a process that only sends: it keeps its heap near what it holds. On a large machine V8 otherwise lets garbage
 * pile up to several times that before it looks, and the peak grows with the audience though nothing is kept of it
 * (docs/decisions/133). A limit would be the other way, and would end the process where a catalogue is large.
 */
const FLAGS = [
  // Collect when the old generation has grown by a fifth, and leave the young one as small as it begins.
  '--heap-growing-percent=20',
  '--semi-space-growth-factor=1',
  // With so small a young generation helpers cost more than they save, and each keeps memory of its own.
  '--single-threaded-gc',
];

/** @param args of the command line @returns the flags for its process, none for most commands */
export function flagsFor(args) {
  return SENDERS.includes(args[0]) ? FLAGS : [];
}

/**
 * Sets them in this process. What V8 has compiled is kept by its flags and taken under no others: before anything is
 * kept, and before more is loaded.
 */
export function setFlagsFor(args) {
  for (const flag of flagsFor(args)) setFlagsFromString(flag);
}
