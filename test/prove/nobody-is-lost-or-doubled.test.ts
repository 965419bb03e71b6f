import { beforeAll, describe, expect, inject, it } from 'vitest';
import { fits, ORDEALS } from '../../scripts/prove/ordeal.ts';
import { prove } from '../../scripts/prove/proof.ts';
import { SETUPS } from '../../scripts/prove/setups.ts';
import {
  faultsOf,
  killsByMoment,
  ordealsOf,
  type PlayedRound,
  repeatCommand,
  setupName,
  tallied,
} from '../../scripts/prove/tally.ts';

/** The first of the fixed seeds; `npm run prove` takes others, and more of them. */
const SEED = 4_800;
/** Each set-up and each ordeal at least once: `npm run prove` plays hundreds. */
const ROUNDS = 10;
/** An ordeal that came too late in its round, as can be on a busy machine, is dealt to a round more. */
const TURNS = 3;
/** A sender spends most of its time waiting. */
const SIDE_BY_SIDE = 6;
/** Each round starts real processes four to nine times, which takes long on a busy machine; a stuck one ends by itself. */
const TIMEOUT_MS = 1_800_000;

const postgresUrl = inject('postgres')?.url ?? '';
const playable = SETUPS.filter(({ database }) => database === 'sqlite' || postgresUrl !== '');

const befalling = ORDEALS.filter(name => playable.some(setup => fits(name, setup)));

/** After these the API cannot be asked about every mail any more; which ones may stay open is a matter of the audit. */
const LEAVES_OPEN: ReadonlySet<string> = new Set([
  'clock steps',
  'account change',
  'stale replica',
  'mass refusal',
]);

describe('senders that are killed at any moment and started again', () => {
  const played: PlayedRound[] = [];
  beforeAll(async () => {
    const shape = { postgresUrl, sideBySide: SIDE_BY_SIDE };
    played.push(
      ...(await prove({ setups: playable, rounds: ROUNDS, seed: SEED, ordeals: befalling, ...shape })),
    );
    for (let turn = 1; turn < TURNS; turn += 1) {
      const missing = befalling.filter(name => !ordealsOf(played).get(name)?.times);
      if (missing.length === 0) break;
      const setups = missing.map(name => playable.find(setup => fits(name, setup))!);
      const seed = SEED + played.length;
      const planOf = (index: number) => ({ ordeal: missing[index] ?? null });
      played.push(...(await prove({ setups, rounds: missing.length, seed, ordeals: [], planOf, ...shape })));
    }
  }, TIMEOUT_MS);

  it.each(playable.map(setup => ({ setup, name: setupName(setup) })))(
    'reach every reader once ($name)',
    ({ setup }) => {
      const rounds = played.filter(round => round.setup === setup);
      const faults = rounds.flatMap(round =>
        faultsOf(round).map(fault => `${fault}; again: ${repeatCommand(round)}`),
      );
      expect(faults).toEqual([]);
      const { kills, lost, doubled, wronglyRejected, submitted } = tallied(rounds);
      expect({ lost, doubled, wronglyRejected }).toEqual({ lost: 0, doubled: 0, wronglyRejected: 0 });
      const answerable = rounds.filter(({ ordeal }) => !LEAVES_OPEN.has(ordeal ?? ''));
      // Without keys what was on the wire at a kill may be: those are looked at one by one.
      if (setup.wire !== 'smtp') expect(tallied(answerable).uncertain).toBe(0);
      expect(submitted).toBeGreaterThan(0);
      expect(kills).toBeGreaterThanOrEqual(rounds.length);
      const { wire } = setup;
      expect(rounds.map(round => round.templates)).toEqual(
        rounds.map(round => (wire === 'thin' ? round.variants : 0)),
      );
      expect(rounds.every(round => round.thinRequests > 0)).toBe(wire === 'thin');
    },
  );

  it.each(befalling)('have gone through this: %s', name => {
    expect(ordealsOf(played).get(name)?.times).toBeGreaterThan(0);
  });

  it('are killed while some, but not all, of the readers have been reached', () => {
    expect(played.length).toBeGreaterThanOrEqual(ROUNDS);
    const { kills, midway } = tallied(played);
    // While the mail is published there is no first mail yet; that is what these kills are for.
    const early = killsByMoment(played).get('in the publication')?.kills ?? 0;
    // Kills before the first mail or after the last one would prove little.
    expect(midway / (kills - early)).toBeGreaterThanOrEqual(0.5);
  });
});
