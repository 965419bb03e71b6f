import { afterEach, expect, inject, it } from 'vitest';
import { kitPlace } from '../../scripts/prove/kit-place.ts';
import { prove } from '../../scripts/prove/proof.ts';
import { faultsOf, type PlayedRound, tallied } from '../../scripts/prove/tally.ts';
import { TOY_FAULTS } from './toy-mailer.ts';

const TIMEOUT_MS = 900_000;
const TOY = 'test/prove/toy-kit.ts';
const postgresUrl = inject('postgres')?.url ?? '';

afterEach(() => {
  delete process.env.TOY_FAULT;
});

function play(mailer: string, { rounds, seed }: { rounds: number; seed: number }): Promise<PlayedRound[]> {
  const setup = { mailer, kit: kitPlace(mailer) };
  return prove({
    setups: [
      { ...setup, database: 'sqlite', workers: 1 },
      ...(postgresUrl === '' ? [] : [{ ...setup, database: 'postgres' as const, workers: 2 }]),
    ],
    rounds,
    seed,
    readers: 120,
    sideBySide: 4,
    postgresUrl,
    ordeals: [],
  });
}

it.each([TOY, 'resend', 'smtp'])(
  'reaches every reader once by %s, and settles all that evidence can settle',
  async mailer => {
    const rounds = await play(mailer, { rounds: 4, seed: 7_100 });
    expect(rounds.flatMap(faultsOf)).toEqual([]);
    const { kills, lost, doubled, uncertain } = tallied(rounds);
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
    expect(kills).toBeGreaterThan(0);
    if (mailer !== 'smtp') expect(uncertain).toBe(0);
  },
  TIMEOUT_MS,
);

it.each(TOY_FAULTS)(
  'finds a mistake in a mailer: %s',
  async fault => {
    process.env.TOY_FAULT = fault;
    const rounds = await play(TOY, { rounds: 4, seed: 7_200 });
    expect(rounds.flatMap(faultsOf)).not.toEqual([]);
  },
  TIMEOUT_MS,
);

it('says where kits are when there is none of that name', () => {
  expect(() => kitPlace('nobody')).toThrow(/scripts\/prove\/kits/);
});
