import type { Dialect } from '../../src/storage/database.ts';
import { type DatabaseCopies, prepareDatabases } from './databases.ts';
import { dealOrdeals, type OrdealName } from './ordeal.ts';
import { playRound, type RoundPlan } from './round.ts';
import type { PlayedRound, Setup } from './tally.ts';

/** 24 batches of a real issue: enough places to be killed in, and a round still takes only seconds. */
const READERS = 360;
const BATCH_SIZE = 15;
/** Over SMTP each mail is a batch of its own. */
const READERS_OVER_SMTP = 120;
/** As `send` waits for a mail API, in small. */
const PATIENCE_MS = 60_000;

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
  /** What befalls the rounds, each of these as often as the set-ups allow; none when empty. */
  readonly ordeals: readonly OrdealName[];
  readonly onRound?: (round: PlayedRound) => void;
  /** What is other than usual in a round. */
  readonly planOf?: (index: number) => Partial<RoundPlan>;
  /** Of the audience; as many as make two dozen batches when absent. */
  readonly readers?: number;
}

/** Plays the rounds. @returns them in the order of their seeds */
export async function prove(options: ProofOptions): Promise<PlayedRound[]> {
  const readers = options.readers ?? READERS;
  const copies = new Map<Dialect, DatabaseCopies>();
  for (const database of new Set(options.setups.map(setup => setup.database))) {
    copies.set(database, await prepareDatabases(database, readers, options.postgresUrl));
  }
  const setups = Array.from({ length: options.rounds }, (_, index) => setupOf(options, index));
  const ordeals = dealOrdeals(setups, options.ordeals);
  const waiting = Array.from({ length: options.rounds }, (_, index) => index);
  const played: PlayedRound[] = [];
  const playNext = async (): Promise<void> => {
    const index = waiting.shift();
    if (index === undefined) return;
    const setup = setupOf(options, index);
    const source = copies.get(setup.database);
    if (!source) throw new Error(`No ${setup.database} was prepared.`);
    const seed = options.seed + index;
    const common = {
      batchSize: BATCH_SIZE,
      patienceMs: PATIENCE_MS,
      broken: null,
      faults: [],
      unharmed: false,
    };
    const isSingly = setup.wire === 'smtp' || setup.mailer === 'smtp';
    const audience = isSingly ? Math.min(readers, READERS_OVER_SMTP) : readers;
    const ordeal = ordeals[index] ?? null;
    const plan = { ...common, ...setup, readers: audience, ordeal, seed, ...options.planOf?.(index) };
    const result = await playRound(source, plan);
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

function setupOf({ setups }: ProofOptions, index: number): Setup {
  const setup = setups[index % setups.length];
  if (!setup) throw new Error('A proof needs at least one set-up.');
  return setup;
}
