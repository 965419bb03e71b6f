import fc from 'fast-check';
import { expect } from 'vitest';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import type { Fate } from './batch-api.ts';
import { type Books, checkBooks, ledgerOf, stuckBatches } from './batch-books.ts';
import { READERS, type World } from './batch-world.ts';

/** The model keeps only what it needs to compare: how the books stood before the command. */
export interface Model {
  books: Books;
}

type Command = fc.AsyncCommand<Model, World>;

const HOUR = 3_600_000;
const FATES: readonly Fate[] = [
  'answered',
  'answer lost',
  'answer on its way',
  'sender dead',
  'never arrived',
  'rate limit',
  'daily quota',
  'account',
];
/** From less than a backoff to past the key window: each does something else to leases and keys. */
const JUMPS = [500, 2_000, 21_000, 70_000, HOUR, 10 * HOUR, 23.5 * HOUR, 25 * HOUR];

/** Whatever can happen to an issue while it is being sent. */
export function commandArbitraries(): fc.Arbitrary<Command>[] {
  const attempts = fc
    .tuple(fc.constantFrom('one', 'two', 'three'), fc.constantFrom(...FATES))
    .map(([worker, fate]) => command(`${worker} posts: ${fate}`, world => world.attempt(worker, fate)));
  const jumps = fc.constantFrom(...JUMPS).map(ms => command(`${ms} ms pass`, world => pass(world, ms)));
  const readers = fc.tuple(fc.integer({ min: 1, max: READERS }), fc.boolean());
  return [
    attempts,
    attempts,
    attempts,
    jumps,
    jumps,
    readers.map(([id, asked]) =>
      command(`reader ${id} ${asked ? 'leaves' : 'is suppressed'}`, world => leave(world, id, asked)),
    ),
    fc.nat({ max: 5 }).map(n => command(`answer ${n} lands`, world => land(world, n))),
    fc.constant(command('an editor stops it', world => steer(world, true))),
    fc.constant(command('an editor resumes it', world => steer(world, false))),
    fc
      .boolean()
      .map(keep =>
        command(`keys are rotated, old ones ${keep ? 'kept' : 'lost'}`, world => rotate(world, keep)),
      ),
    fc.nat({ max: 5 }).map(n => command(`a stray yes to claim ${n}`, world => strayYes(world, n))),
  ];
}

/** Rounds within which an honest mail API lets everything pass. */
const PATIENT_ROUNDS = 60;

/** All goes well from here on: whatever came before, everybody is accounted for in the end. */
export async function finish(world: World, model: Model): Promise<void> {
  await steer(world, false);
  for (let round = 0; round < 120; round++) {
    const due = await world.batches.nextDue(world.issue.issueId, world.clock.now());
    if (due === null) break;
    expect(due, 'nothing waits for ever').toBeLessThan(world.clock.now() + 48 * HOUR);
    if (round === PATIENT_ROUNDS && !world.mayGiveUp) {
      expect(await stuckBatches(world), 'only what is refused as a whole waits on').toEqual([]);
    }
    // What may have been taken and is refused since is asked for until the key has run out.
    await pass(world, Math.max(round >= PATIENT_ROUNDS ? HOUR : 0, due - world.clock.now()));
    await world.attempt('last', 'answered');
    model.books = await checkBooks(world, model.books);
  }
  const ledger = await ledgerOf(world);
  expect(ledger.pending, 'nobody is left').toBe(0);
  if (!world.mayGiveUp) expect(ledger.uncertain, 'uncertain within the window').toBe(0);
}

function command(name: string, act: (world: World) => Promise<unknown>): Command {
  return {
    check: () => true,
    run: async (model, world) => {
      await act(world);
      model.books = await checkBooks(world, model.books);
    },
    toString: () => name,
  };
}

async function pass(world: World, ms: number): Promise<void> {
  world.clock.advance(ms);
  // Waits for a quota add up, too.
  if (ms >= HOUR) world.mayGiveUp = true;
}

/** An address leaves or is suppressed; who is in sealed bytes by now still gets them. */
async function leave(world: World, id: number, asked: boolean): Promise<void> {
  const address = `reader${id}@example.com`;
  const at = world.clock.now();
  if (asked) {
    const consent = { wording: 'Leave', source: 'page', evidence: {} };
    await unsubscribe(world.database, id, { at, consent });
  } else {
    await world.database.db
      .updateTable('subscribers')
      .set({ suppressed_at: at })
      .where('id', '=', id)
      .execute();
  }
  world.left.add(address);
}

async function land(world: World, n: number): Promise<void> {
  const flying = world.flights.filter(flight => flight.lands);
  const flight = flying[n % Math.max(1, flying.length)];
  if (!flight) return;
  world.flights.splice(world.flights.indexOf(flight), 1);
  await flight.land();
}

async function steer(world: World, stop: boolean): Promise<void> {
  const [from, to] = stop ? (['sending', 'stopped'] as const) : (['stopped', 'sending'] as const);
  await issueStore(world.database).move(world.issue.issueId, from, to, { at: 0 });
  world.stopped = stop;
}

async function rotate(world: World, keepOld: boolean): Promise<void> {
  const fresh = String(world.secrets.length + world.clock.now()).padStart(32, `${world.flights.length}x`);
  if (!keepOld) world.mayGiveUp = true;
  world.secrets = keepOld ? [fresh, ...world.secrets] : [fresh];
}

/** An answer to bytes that are no longer the batch's (a webhook, an old sender): nothing in the books may follow it. */
async function strayYes(world: World, n: number): Promise<void> {
  const current = new Set(
    (await world.database.db.selectFrom('batches').select('payload_sha256').execute()).map(
      row => row.payload_sha256,
    ),
  );
  const outdated = world.claims.filter(claim => !current.has(claim.seal.payloadSha256));
  const claim = outdated[n % Math.max(1, outdated.length)];
  if (!claim) return;
  const accepted = claim.recipients.map(({ seq }) => ({ seq, providerId: `stray-${claim.n}-${seq}` }));
  await world.batches.settle(claim, { accepted, rejected: [] }, world.clock.now());
}
