import { deliveriesWithBatches } from '../../scripts/prove/deliveries-with-batches.ts';
import { createKeyring, type Keyring } from '../../src/audience/token.ts';
import type { BatchStore, ClaimedBatch } from '../../src/delivery/batch.ts';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';
import type { FrozenIssue } from '../../src/delivery/payload.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore } from '../../src/storage/delivery/batches.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freePacer, freezeForTest } from '../support/frozen-issue.ts';
import { BatchApi, type Fate } from './batch-api.ts';

export const READERS = 11;
const BATCH_SIZE = 4;
const LEASE_MS = 20_000;
const START = '2026-11-26T09:00:00Z';

/** Something wrong with the engine, put around a part of it; nothing for the engine as it is. */
export interface SeededFault {
  readonly store?: (inner: BatchStore, database: Store) => BatchStore;
  readonly mailer?: (inner: Mailer) => Mailer;
}

/** A request whose sender has heard nothing yet. */
interface Flight {
  readonly key: string;
  readonly at: number;
  readonly lands: boolean;
  land(): Promise<void>;
}

/** A real database and the real engine, a mail API to measure it by, and what the commands have done so far. */
export interface World {
  readonly database: Store;
  readonly clock: FixedClock;
  readonly issue: FrozenIssue;
  readonly batches: BatchStore;
  readonly api: BatchApi;
  /** Newest first; the last part of a rotation forgets the old ones. */
  secrets: string[];
  stopped: boolean;
  /** Keys were lost or hours passed: then a batch may be beyond asking. */
  mayGiveUp: boolean;
  readonly flights: Flight[];
  readonly claims: ClaimedBatch[];
  readonly left: Set<string>;
  /** Addresses that were ever part of a request. */
  readonly posted: Set<string>;
  /** One attempt by one worker. @returns what the engine says became of it, or that it hangs */
  attempt(worker: string, fate: Fate): Promise<string>;
}

/** The issue that all runs of one test share. */
export async function freezeOnce(database: Store): Promise<FrozenIssue> {
  return freezeForTest(database, fixedClock(START), { readers: READERS, batchSize: BATCH_SIZE });
}

/** The issue as it was right after its freeze. */
export async function freshWorld(
  database: Store,
  issue: FrozenIssue,
  options: { readonly strictPoison: boolean; readonly fault: SeededFault },
): Promise<World> {
  const clock = fixedClock(START);
  await refreeze(database, issue, clock);
  const api = new BatchApi(clock.now, { address: 'reader6@example.com', strict: options.strictPoison });
  const real = batchStore(database);
  const seeded = options.fault.store?.(real, database) ?? real;
  const world: World = {
    database,
    clock,
    issue,
    batches: recordingClaims(seeded, claim => world.claims.push(claim)),
    api,
    secrets: ['k'.repeat(32)],
    stopped: false,
    mayGiveUp: false,
    flights: [],
    claims: [],
    left: new Set(),
    posted: new Set(),
    attempt: (worker, fate) => attempt(world, options.fault, worker, fate),
  };
  return world;
}

function keyringOf(world: World): Keyring {
  return createKeyring(world.secrets);
}

async function attempt(world: World, fault: SeededFault, worker: string, fate: Fate): Promise<string> {
  let hang: () => void = () => {};
  const hangs = new Promise<string>(resolve => {
    hang = () => resolve('hangs');
  });
  let step: Promise<string> = Promise.resolve('');
  const submit = async (messages: readonly MailMessage[], key: string): Promise<MailerAnswer> => {
    await watchPost(world, key, messages);
    const answer = world.api.request(key, messages, fate);
    if (fate !== 'answer on its way' && fate !== 'sender dead') return answer;
    hang();
    return new Promise(resolve => {
      const land = async () => {
        world.api.heard(key, answer);
        resolve(answer);
        await step;
      };
      world.flights.push({ key, at: world.clock.now(), lands: fate === 'answer on its way', land });
    });
  };
  const mailer: Mailer = {
    name: 'resend',
    maxBatch: BATCH_SIZE,
    keyWindowMs: 24 * 3_600_000,
    evidence: { proves: 'call', events: true },
    submit: (messages, { key }) => submit(messages, key),
    close: async () => {},
  };
  const deps = {
    store: world.batches,
    mailer: fault.mailer?.(mailer) ?? mailer,
    pacer: freePacer(),
    onlyBound: false,
    keyring: keyringOf(world),
    owner: worker,
    leaseMs: LEASE_MS,
    now: world.clock.now,
    ticks: world.clock.now,
  };
  step = submitNextBatch(deps, world.issue).then(({ kind }) => kind);
  return Promise.race([step, hangs]);
}

/** What can only be seen at the instant of a post. */
async function watchPost(world: World, key: string, messages: readonly MailMessage[]): Promise<void> {
  const { wrongs } = world.api;
  const now = world.clock.now();
  const addresses = messages.map(({ to }) => to);
  if (world.stopped) wrongs.push(`${key} was posted while the issue was stopped`);
  if (world.flights.some(flight => flight.key === key && flight.at + LEASE_MS > now)) {
    wrongs.push(`${key} was posted by two at once, within the lease`);
  }
  for (const address of addresses) {
    if (world.left.has(address) && !world.posted.has(address)) wrongs.push(`${address} had left before`);
    world.posted.add(address);
  }
  const uncertain = await deliveriesWithBatches(world.database, world.issue.issueId)
    .select('d.email')
    .where('b.state', '=', 'uncertain')
    .where('d.email', 'in', addresses)
    .execute();
  for (const { email } of uncertain) wrongs.push(`${email} was posted after it was uncertain`);
}

function recordingClaims(inner: BatchStore, record: (claim: ClaimedBatch) => void): BatchStore {
  return {
    ...inner,
    claim: async request => {
      const claim = await inner.claim(request);
      if (claim) record(claim);
      return claim;
    },
  };
}

async function refreeze({ db, dialect }: Store, issue: FrozenIssue, clock: FixedClock): Promise<void> {
  for (const table of ['provider_map', 'batches', 'deliveries'] as const)
    await db.deleteFrom(table).execute();
  await db.updateTable('issues').set({ state: 'sending', audience: null, batched_at: null }).execute();
  await db
    .updateTable('subscribers')
    .set({ state: 'confirmed', unsubscribed_at: null, suppressed_at: null })
    .execute();
  await freezeAudience(freezeStore({ db, dialect }), {
    issueId: issue.issueId,
    batchSize: BATCH_SIZE,
    now: clock.now,
  });
}
