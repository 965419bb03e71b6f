import { beforeAll, describe, expect, inject, it } from 'vitest';
import { BREAKS, type Break } from '../../scripts/prove/broken-parts.ts';
import type { OrdealName } from '../../scripts/prove/ordeal.ts';
import { prove } from '../../scripts/prove/proof.ts';
import type { RoundPlan } from '../../scripts/prove/round.ts';
import { type PlayedRound, type Setup, setupName } from '../../scripts/prove/tally.ts';
import { LOST_ANSWER } from '../../scripts/prove/trouble.ts';

const TIMEOUT_MS = 1_800_000;
const API: Setup = { database: 'sqlite', workers: 1 };
const POSTGRES: Setup = { database: 'postgres', workers: 1 };
const SMTP: Setup = { database: 'sqlite', workers: 1, wire: 'smtp' };

/** What hangs is known to hang soon. */
const SHORT = { patienceMs: 2_000 };

interface Seeded {
  readonly setup: Setup;
  readonly ordeal: OrdealName | null;
  readonly seed: number;
  readonly plan?: Partial<RoundPlan>;
  /** How many times the audit speaks of what this one does. */
  readonly found: (round: PlayedRound) => number;
}

const doubled = ({ doubled: readers }: PlayedRound) => readers.length;
const said = (words: RegExp) => (round: PlayedRound) => round.conduct.filter(line => words.test(line)).length;

/** What each of them does wrong comes out in a round that gives it the opportunity. */
const SEEDED: Readonly<Record<Break, Seeded>> = {
  'no-key': { setup: API, ordeal: null, seed: 4_800, plan: { faults: [LOST_ANSWER] }, found: doubled },
  'new-bytes': { setup: API, ordeal: null, seed: 4_800, plan: { faults: [LOST_ANSWER] }, found: doubled },
  'believes-every-no': {
    setup: API,
    ordeal: 'mass refusal',
    seed: 4_834,
    found: round => round.wronglyRejected.length,
  },
  'trusts-the-future': {
    setup: API,
    ordeal: 'clock steps',
    seed: 4_800,
    plan: SHORT,
    found: said(/gave up|hung/),
  },
  'keys-by-bytes': { setup: API, ordeal: 'stale replica', seed: 4_800, found: doubled },
  // More is left open than what the leaver explains.
  'renders-anew': {
    setup: API,
    ordeal: 'stale replica',
    seed: 4_800,
    found: round => round.unexplained.length,
  },
  'forgets-the-account': { setup: API, ordeal: 'account change', seed: 4_800, found: doubled },
  'sleeps-through-quota': {
    setup: API,
    ordeal: 'quota',
    seed: 4_800,
    plan: SHORT,
    found: said(/hung/),
  },
  'waits-for-ever': {
    setup: API,
    ordeal: 'silent connections',
    seed: 4_800,
    plan: SHORT,
    found: said(/hung/),
  },
  'trusts-the-database': {
    setup: POSTGRES,
    ordeal: 'silent database',
    seed: 4_800,
    // Longer than a sound sender waits for an answer.
    plan: { patienceMs: 20_000 },
    found: said(/hung/),
  },
  'impatient-after-the-dot': {
    setup: SMTP,
    ordeal: 'slow relay',
    seed: 4_800,
    found: round => round.unexplained.length,
  },
  'waits-for-one': {
    setup: SMTP,
    ordeal: 'greylisting',
    seed: 4_800,
    plan: SHORT,
    found: said(/everybody waited for a grey list/),
  },
};

/** On a busy machine the moment that shows it, such as a kill while a mail is under way, can be missed. */
const TURNS = 3;

const postgresUrl = inject('postgres')?.url ?? '';
const playable = BREAKS.filter(broken => SEEDED[broken].setup.database === 'sqlite' || postgresUrl !== '');

describe('a sender that is broken on purpose', () => {
  const found = new Set<Break>();
  beforeAll(async () => {
    for (let turn = 0; turn < TURNS && found.size < playable.length; turn += 1) {
      const missing = playable.filter(broken => !found.has(broken));
      const rounds = await play(missing);
      for (const [index, broken] of missing.entries()) {
        const round = rounds[index];
        if (round && SEEDED[broken].found(round) > 0) found.add(broken);
      }
    }
  }, TIMEOUT_MS);

  it.each(playable)('is found out: %s', broken => {
    expect(found, setupName(SEEDED[broken].setup)).toContain(broken);
  });
});

/** @returns a round of each, in their order */
function play(breaks: readonly Break[]): Promise<PlayedRound[]> {
  const all = breaks.map(broken => ({ broken, ...SEEDED[broken] }));
  return prove({
    setups: all.map(({ setup }) => setup),
    rounds: all.length,
    seed: 1,
    readers: 120,
    sideBySide: 6,
    postgresUrl,
    ordeals: [],
    planOf: index => {
      const seeded = all[index];
      return { ...seeded, ...seeded?.plan, unharmed: true };
    },
  });
}
