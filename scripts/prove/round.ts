import { setTimeout as sleep } from 'node:timers/promises';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { variantNow } from '../../src/storage/delivery/subject-trials.ts';
import { Dice } from '../dice.ts';
import type { Fault } from '../stand-in/fault.ts';
import type { ShownMail } from '../stand-in/ledger.ts';
import { startStandIn } from '../stand-in/stand-in.ts';
import { readerAddress, SETTINGS, WEEK } from './approved-issue.ts';
import { type Audit, audit } from './audit.ts';
import type { Break } from './broken-parts.ts';
import type { DatabaseCopies } from './databases.ts';
import { idleMailer, seatEditor } from './editor.ts';
import { isThin } from './forgotten-batches.ts';
import { drawKills, MAILS_A_STEP } from './kill-plans.ts';
import { type Evidenced, settleByEvidence } from './kit-evidence.ts';
import { pacedAsOurs } from './kit-place.ts';
import { kitProvider } from './kit-provider.ts';
import { type Kill, type Lives, live, readyUnless } from './lives.ts';
import { takesSingly, wasOnTheWire } from './on-the-wire.ts';
import { openOrdeal } from './open-ordeal.ts';
import type { Ordeal, OrdealName } from './ordeal.ts';
import { apiProvider, type Provider, smtpProvider } from './provider.ts';
import { startRelay } from './relay.ts';
import { silences } from './sender-lines.ts';
import { type SenderProcess, startSender } from './sender-process.ts';
import type { Stage } from './stage.ts';
import { drawTrouble, repeatable } from './trouble.ts';
import { withoutProgress } from './without-progress.ts';
import { plainParts } from './words.ts';

export interface RoundPlan {
  readonly seed: number;
  readonly workers: number;
  readonly wire?: 'thin' | 'smtp';
  /** The module of the kit that a mailer is tried by, in place of the wire. */
  readonly kit?: string;
  readonly readers: number;
  readonly batchSize: number;
  readonly patienceMs: number;
  readonly ordeal: OrdealName | null;
  readonly broken: Break | null;
  /** Nobody is killed: what is to be seen shows without. */
  readonly unharmed: boolean;
  /** Faults beside those that are drawn. */
  readonly faults: readonly Fault[];
}

export interface RoundResult extends Audit {
  readonly kills: readonly Kill[];
  readonly ordeal: OrdealName | null;
  /** How often the ordeal has happened. */
  readonly ordealTimes: number;
  /** What the senders' output shows that must not be: waits without a word, and senders that gave up. */
  readonly conduct: readonly string[];
  /** How many mails the provider took in all, doubles included. */
  readonly taken: number;
  readonly requests: number;
  readonly replays: number;
  /** Requests over the team's rate, as the API counted. */
  readonly tooFast: number;
  /** How many of the last requests named a template, how many templates there are, and how many of the frozen mails anybody gets. */
  readonly thinRequests: number;
  readonly templates: number;
  readonly variants: number;
}

/** Senders at work and killed as the seed says, started again until the issue is settled, then the audit. */
export async function playRound(copies: DatabaseCopies, plan: RoundPlan): Promise<RoundResult> {
  const dice = new Dice(plan.seed);
  const provider = await openProvider(plan, dice);
  const database = await copies.copy();
  const store = openStore(database.url);
  const closing: (() => Promise<unknown>)[] = [database.drop, provider.close, () => store.db.destroy()];
  try {
    await store.db.deleteFrom('subscribers').where('id', '>', plan.readers).execute();
    const trouble = drawTrouble(dice);
    provider.trouble([...plan.faults, ...(needsSteadyNos(plan) ? repeatable(trouble) : trouble)]);
    const cast = drawCast(dice, plan.readers);
    provider.refuse([...cast.refused]);
    const lives: Lives = { kills: [], struck: new WeakSet(), said: [], gaveUp: [], gate: Promise.resolve() };
    const mailer = provider.kit
      ? pacedAsOurs(provider.kit.mailer, store, () => Date.now())
      : idleMailer(store, provider.relay ? 'smtp' : 'resend');
    const editor = await seatEditor(store, database.url, mailer);
    const place = {
      ...plan,
      settings: { ...provider.settings, DATABASE_URL: database.url },
      clockAheadMs: 0,
    };
    const stage = setStage(
      { ...cast, dice, store, provider, editor, batchSize: plan.batchSize, place },
      lives,
    );
    const ordeal = plan.ordeal && (await openOrdeal(plan.ordeal, stage));
    if (ordeal?.close) closing.push(ordeal.close);
    await sendUntilSettled(stage, ordeal, lives, { plan, leavers: cast.leavers });
    const evidenced = provider.kit ? await settleByEvidence(stage, provider.kit) : NOTHING_ASKED;
    return await resultOf({ stage, ordeal, lives, cast, evidenced });
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/**
 * Whether a clear no must be said as often as it is asked for. Said once, a database that falls back forgets it; and
 * after a mass refusal has halved batches it meets a single reader, of whom it is rightly believed.
 */
function needsSteadyNos({ ordeal }: RoundPlan): boolean {
  return ordeal === 'stale replica' || ordeal === 'mass refusal';
}

interface Cast {
  readonly belonging: readonly string[];
  readonly plainReaders: readonly string[];
  readonly refused: ReadonlySet<string>;
  /** By their ids. */
  readonly leavers: readonly number[];
}

/** One whom the provider refuses and five who leave. */
function drawCast(dice: Dice, readers: number): Cast {
  const people = Array.from({ length: readers }, (_, index) => index + 1);
  const [refused = 0, ...leavers] = dice.some(people, 6);
  return {
    belonging: people.map(readerAddress),
    plainReaders: people.filter(id => id !== refused && !leavers.includes(id)).map(readerAddress),
    refused: new Set([readerAddress(refused)]),
    leavers,
  };
}

async function openProvider({ wire, kit }: RoundPlan, dice: Dice): Promise<Provider> {
  if (kit) return kitProvider(kit, dice);
  const partialData = dice.one(['compacted', 'aligned'] as const);
  if (wire === 'smtp') return smtpProvider(await startRelay());
  const requestsPerSecond = Number(SETTINGS.MAIL_RATE);
  return apiProvider(await startStandIn({ requestsPerSecond, partialData }), wire ?? 'full');
}

function setStage(parts: Omit<Stage, 'senders' | 'afterRequests' | 'betweenLives'>, lives: Lives): Stage {
  const { provider } = parts;
  const step = takesSingly(provider) ? MAILS_A_STEP : 1;
  const senders = new Set<SenderProcess>();
  return {
    ...parts,
    senders,
    afterRequests: async (count, over) => {
      const enough = provider.requests() + count * step;
      while (!over.aborted && provider.requests() < enough) await sleep(5);
      return !over.aborted;
    },
    betweenLives: async work => {
      let open = () => {};
      lives.gate = new Promise(resolve => {
        open = resolve;
      });
      const ending = [...senders];
      for (const sender of ending) {
        lives.struck.add(sender);
        sender.kill();
      }
      await Promise.all(ending.map(sender => sender.ended));
      await work().finally(open);
    },
  };
}

async function sendUntilSettled(
  stage: Stage,
  ordeal: Ordeal | null,
  lives: Lives,
  { plan, leavers }: { readonly plan: RoundPlan; readonly leavers: readonly number[] },
): Promise<void> {
  const { dice, provider, senders } = stage;
  const over = new AbortController();
  const stuck = withoutProgress(() => provider.progress() + lives.kills.length, over.signal);
  const leaving = leave(stage, leavers, dice.below(8), over.signal);
  const wire = takesSingly(provider) ? 'smtp' : plan.wire;
  const workers = drawKills(dice, {
    workers: plan.workers,
    ...(wire && { wire }),
    decides: ordeal?.name === 'subjects on trial',
  }).map((drawn, worker) => {
    const plans = plan.unharmed ? [] : drawn;
    const clockAheadMs = worker === 0 ? stage.place.clockAheadMs : 0;
    const first = startSender({ ...stage.place, clockAheadMs }, plans[0]);
    senders.add(first);
    return { plans, first };
  });
  // Together, so that they share the issue from its first batch on.
  await Promise.all(workers.map(({ first }) => readyUnless(stuck, first)));
  const running = ordeal?.run(over.signal);
  await Promise.all(workers.map(worker => live(stage, ordeal, worker, { lives, stuck })));
  over.abort();
  await Promise.all([leaving, running]);
}

async function resultOf(played: {
  readonly stage: Stage;
  readonly ordeal: Ordeal | null;
  readonly lives: Lives;
  readonly cast: Cast;
  readonly evidenced: Evidenced;
}): Promise<RoundResult> {
  const { ordeal, lives, cast, evidenced } = played;
  const { store, provider } = played.stage;
  const taken = await provider.taken();
  const readers = {
    ...cast,
    left: new Set(cast.leavers.map(readerAddress)),
    mayBeUncertain: (email: string) =>
      (ordeal?.mayBeUncertain(email) ?? false) ||
      wasOnTheWire(provider, { kills: lives.kills, silentMs: ordeal?.silentMs ?? 0 }, email) ||
      evidenced.mayBeUncertain(email),
  };
  const asTaken = provider.relay || provider.kit ? plainParts : (parts: ShownMail) => parts;
  const { api } = provider;
  return {
    ...(await audit(store, WEEK, readers, { taken, asTaken })),
    kills: lives.kills,
    ordeal: ordeal?.name ?? null,
    ordealTimes: ordeal?.times() ?? 0,
    conduct: [
      ...new Set(lives.said.flatMap(said => silences(said))),
      ...lives.gaveUp,
      ...evidenced.conduct,
      ...(ordeal?.wrongs(lives.said.flat()) ?? []),
    ],
    taken: taken.accepted,
    requests: taken.requests,
    replays: taken.replays,
    tooFast: taken.refusals.rate_limit_exceeded ?? 0,
    thinRequests: api?.requests().filter(({ body }) => isThin(body)).length ?? 0,
    templates: api?.templates().length ?? 0,
    variants: (await variantsRead(store)).length,
  };
}

function variantsRead(store: Store) {
  return store.db.selectFrom('deliveries as d').select(variantNow().as('variant')).distinct().execute();
}

const NOTHING_ASKED: Evidenced = { mayBeUncertain: () => false, conduct: [] };

/** Some readers leave before anything goes out, the others once so many requests were made. */
async function leave(
  stage: Stage,
  leavers: readonly number[],
  requests: number,
  over: AbortSignal,
): Promise<void> {
  const words = { wording: 'Leave', source: 'page', evidence: {} };
  const goodbye = (id: number) => unsubscribe(stage.store, id, { at: Date.now(), consent: words });
  for (const id of leavers.slice(0, 2)) await goodbye(id);
  await stage.afterRequests(requests, over);
  for (const id of leavers.slice(2)) await goodbye(id);
}
