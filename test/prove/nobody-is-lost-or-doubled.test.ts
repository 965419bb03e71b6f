import { describe, expect, inject, it } from 'vitest';
import { BREAKS } from '../../scripts/prove/broken-mailer.ts';
import { type ProofOptions, prove } from '../../scripts/prove/proof.ts';
import {
  faultsOf,
  killsByMoment,
  type PlayedRound,
  repeatCommand,
  type Setup,
  setupName,
  tallied,
} from '../../scripts/prove/tally.ts';
import { LOST_ANSWER } from '../../scripts/prove/trouble.ts';

/** The first of the fixed seeds; `npm run prove` takes others, and more of them. */
const SEED = 4_800;
const SIDE_BY_SIDE = 4;
/** Each round starts real processes four to nine times, which takes long on a busy machine. */
const TIMEOUT_MS = 600_000;

/** Enough for `npm test` to notice a broken sender; CHECK_FULL=1 plays twice as many, `npm run prove` hundreds. */
const TIMES = process.env.CHECK_FULL === '1' ? 2 : 1;
const SETUPS: readonly (Setup & { readonly rounds: number })[] = [
  { database: 'sqlite', workers: 1, rounds: 2 * TIMES },
  { database: 'sqlite', workers: 2, rounds: 2 * TIMES },
  { database: 'postgres', workers: 1, rounds: 1 * TIMES },
  { database: 'postgres', workers: 4, rounds: 2 * TIMES },
  { database: 'sqlite', workers: 1, wire: 'thin', rounds: 1 * TIMES },
  { database: 'postgres', workers: 2, wire: 'thin', rounds: 1 * TIMES },
];

const postgresUrl = inject('postgres')?.url ?? '';

function play(setup: Setup, options: Pick<ProofOptions, 'rounds' | 'seed' | 'plan'>): Promise<PlayedRound[]> {
  return prove({ setups: [setup], sideBySide: SIDE_BY_SIDE, postgresUrl, ...options });
}

describe('senders that are killed at any moment and started again', () => {
  for (const setup of SETUPS) {
    const canRun = setup.database === 'sqlite' || postgresUrl !== '';
    const name = `reach every reader once (${setupName(setup)}, ${setup.rounds} rounds)`;
    it.skipIf(!canRun)(name, { timeout: TIMEOUT_MS }, async () => {
      const rounds = await play(setup, { rounds: setup.rounds, seed: SEED });
      const faults = rounds.flatMap(round =>
        faultsOf(round).map(fault => `${fault}; again: ${repeatCommand(round)}`),
      );
      expect(faults).toEqual([]);
      const { kills, midway, lost, doubled, uncertain, submitted } = tallied(rounds);
      expect({ lost, doubled, uncertain }).toEqual({ lost: 0, doubled: 0, uncertain: 0 });
      expect(submitted).toBeGreaterThan(0);
      // Kills before the first mail or after the last one would prove little.
      expect(kills).toBeGreaterThanOrEqual(setup.rounds);
      // While the mail is published there is no first mail yet; that is what these kills are for.
      const early = killsByMoment(rounds).get('in the publication')?.kills ?? 0;
      expect(midway / (kills - early)).toBeGreaterThanOrEqual(0.5);
      const { wire } = setup;
      expect(rounds.map(round => round.templates)).toEqual(rounds.map(round => (wire ? round.variants : 0)));
      expect(rounds.every(round => round.thinRequests > 0)).toBe(wire === 'thin');
    });
  }
});

describe('a sender that is broken on purpose', () => {
  it.each(BREAKS)('is found out: %s', { timeout: TIMEOUT_MS }, async broken => {
    const plan = { broken, faults: [LOST_ANSWER], readers: 120 };
    const rounds = await play({ database: 'sqlite', workers: 1 }, { rounds: 1, seed: SEED, plan });
    expect(rounds.map(round => round.doubled.length > 0)).toEqual([true]);
  });
});
