import { Pool } from 'undici';
import { Dice } from '../dice.ts';
import { STATES, type State } from './web-site.ts';

/** Turns; in each every state is asked twice. */
const TURNS = 400;
const DEALS = 1_000;
/** As large by chance in fewer deals than this would be more than chance. */
const FEW = DEALS / 100;

interface Try {
  readonly state: State;
  readonly ms: number;
}

/**
 * Whether the time of a sign-up's answer tells the state of its address. Every try comes from a network of its own, states
 * in any order, so that caps and the machine meet all of them alike; then the times of each turn are dealt to the states
 * anew, which shows how far their medians come apart by chance alone (a permutation test).
 * @returns a table and a sentence, in Markdown
 */
export async function timeStates(
  url: string,
  signUp: (pool: Pool, email: string, from: number) => Promise<void>,
): Promise<string> {
  const pool = new Pool(url, { connections: 1 });
  const dice = new Dice(1);
  const both = [...STATES, ...STATES];
  const turns: Try[][] = [];
  let tries = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const asked: Try[] = [];
    for (const state of dice.some(both, both.length)) {
      const started = performance.now();
      await signUp(pool, addressIn(state, tries), tries);
      asked.push({ state, ms: performance.now() - started });
      tries += 1;
    }
    turns.push(asked);
  }
  await pool.close();
  return told(turns, dice);
}

function told(turns: readonly (readonly Try[])[], dice: Dice): string {
  const medians = mediansOf(turns);
  const apart = spreadOf(medians);
  const deals = Array.from({ length: DEALS }, () =>
    spreadOf(mediansOf(turns.map(turn => dealt(turn, dice)))),
  );
  const asLarge = deals.filter(spread => spread >= apart).length;
  return [
    `| address is | median of ${TURNS * 2} tries, ms |`,
    '|---|---|',
    ...[...medians].map(([state, ms]) => `| ${state} | ${ms.toFixed(3)} |`),
    '',
    `The medians are ${apart.toFixed(3)} ms apart. Dealt to the states at random, the same times come as far apart in ` +
      `${asLarge} of ${DEALS} deals: ${asLarge >= FEW ? 'no more than chance' : '**more than chance**'}.`,
  ].join('\n');
}

/** The times of one turn, each with another's state. */
function dealt(turn: readonly Try[], dice: Dice): Try[] {
  const states = dice.some(
    turn.map(({ state }) => state),
    turn.length,
  );
  return turn.map(({ ms, state }, index) => ({ ms, state: states[index] ?? state }));
}

function mediansOf(turns: readonly (readonly Try[])[]): ReadonlyMap<State, number> {
  const tries = turns.flat();
  return new Map(
    STATES.map(state => {
      const times = tries.filter(each => each.state === state).map(({ ms }) => ms);
      return [state, times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0] as const;
    }),
  );
}

function spreadOf(medians: ReadonlyMap<State, number>): number {
  return Math.max(...medians.values()) - Math.min(...medians.values());
}

function addressIn(state: State, tries: number): string {
  return state === 'new' ? `new${tries}@readers.example` : `${state}@readers.example`;
}
