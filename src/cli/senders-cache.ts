/**
 * Of SQLite's file in a process that only sends, KB: it reads each row once, in their order, and writes at the end of each
 * table.
 */
export const SENDERS_CACHE_KB = 2_000;
