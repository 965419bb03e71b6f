import type { Dialect } from '../../src/storage/database.ts';
import { type DatabaseCopies, prepareDatabases } from './databases.ts';
import { playRound, type RoundPlan } from './round.ts';
import type { PlayedRound, Setup } from './tally.ts';

/** 24 batches of a real issue: enough places to be killed in, and a round still takes only seconds. */
const READERS = 360;
const BATCH_SIZE = 15;

export interface ProofOptions {
  readonly setups: readonly Setup[];
  /** In all; they take turns over the set-ups. */
  readonly rounds: number;
  /** Of the first round; each next one has the next number. */
  readonly seed: number;
  /** Rounds side by side: a sender spends most of its time waiting. */
  readonly sideBySide: number;
  /** URL of a Postgres account that may create databases; '' when no set-up needs it. */
  readonly postgresUrl: string;
  readonly onRound?: (round: PlayedRound) => void;
  readonly plan?: Partial<Pick<RoundPlan, 'broken' | 'faults' | 'readers'>>;
}

/** Plays the rounds. @returns them in the order of their seeds */
export async function prove(options: ProofOptions): Promise<PlayedRound[]> {
  const readers = options.plan?.readers ?? READERS;
  const copies = new Map<Dialect, DatabaseCopies>();
  for (const database of new Set(options.setups.map(setup => setup.database))) {
    copies.set(database, await prepareDatabases(database, readers, options.postgresUrl));
  }
  const waiting = Array.from({ length: options.rounds }, (_, index) => index);
  const played: PlayedRound[] = [];
  const playNext = async (): Promise<void> => {
    const index = waiting.shift();
    if (index === undefined) return;
    const setup = options.setups[index % options.setups.length];
    const source = setup && copies.get(setup.database);
    if (!source) throw new Error('A proof needs at least one set-up.');
    const seed = options.seed + index;
    const common = { readers, batchSize: BATCH_SIZE, broken: null, faults: [] };
    const result = await playRound(source, { ...common, ...options.plan, seed, ...setup });
    const round = { ...result, setup, seed };
    played.push(round);
    options.onRound?.(round);
    return playNext();
  };
  try {
    await Promise.all(Array.from({ length: options.sideBySide }, playNext));
  } finally {
    for (const source of copies.values()) await source.close();
  }
  return played.toSorted((a, b) => a.seed - b.seed);
}
