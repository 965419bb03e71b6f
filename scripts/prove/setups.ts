import type { Setup } from './tally.ts';

/** What a proof is played on. On SQLite a second sender process is safe; more of them only wait for the one writer. */
export const SETUPS: readonly Setup[] = [
  { database: 'sqlite', workers: 1 },
  { database: 'sqlite', workers: 2 },
  { database: 'postgres', workers: 1 },
  { database: 'postgres', workers: 4 },
  { database: 'sqlite', workers: 1, wire: 'thin' },
  { database: 'postgres', workers: 2, wire: 'thin' },
  { database: 'sqlite', workers: 1, wire: 'smtp' },
  { database: 'postgres', workers: 2, wire: 'smtp' },
];
