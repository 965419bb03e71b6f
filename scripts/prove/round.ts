import { setTimeout as sleep } from 'node:timers/promises';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { Dice } from '../dice.ts';
import type { Fault } from '../stand-in/fault.ts';
import { type StandIn, startStandIn } from '../stand-in/stand-in.ts';
import { readerAddress, SETTINGS, WEEK } from './approved-issue.ts';
import { type Audit, audit } from './audit.ts';
import type { Break } from './broken-mailer.ts';
import type { DatabaseCopies } from './databases.ts';
import { drawKills } from './kill-plans.ts';
import type { KillPlan } from './moment.ts';
import { type SenderPlace, type SenderProcess, startSender } from './sender-process.ts';
import { drawTrouble } from './trouble.ts';

export interface RoundPlan {
  readonly seed: number;
  readonly workers: number;
  readonly wire?: 'thin';
  readonly readers: number;
  readonly batchSize: number;
  readonly broken: Break | null;
  /** Faults beside those that are drawn. */
  readonly faults: readonly Fault[];
}

interface Kill {
  readonly moment: KillPlan['moment'];
  /** Mails the API had taken when the sender was dead. */
  readonly taken: number;
}

export interface RoundResult extends Audit {
  readonly kills: readonly Kill[];
  /** How many mails the API took in all, doubles included. */
  readonly taken: number;
  readonly requests: number;
  readonly replays: number;
  /** Requests over the team's rate, as the API counted. */
  readonly tooFast: number;
  /** How many of the last requests named a template, how many templates there are, and for how many frozen mails. */
  readonly thinRequests: number;
  readonly templates: number;
  readonly variants: number;
}

/**
 * A round in which the API has said yes to nobody, and nobody was killed, for so long is stuck: its senders are ended and
 * the audit says who is missing. How long a whole round takes is the machine's affair.
 */
const STUCK_AFTER_MS = 300_000;

/** Senders at work and killed as the seed says, started again until the issue is settled, then the audit. */
export async function playRound(copies: DatabaseCopies, plan: RoundPlan): Promise<RoundResult> {
  const dice = new Dice(plan.seed);
  const standIn = await startStandIn({
    requestsPerSecond: Number(SETTINGS.MAIL_RATE),
    partialData: dice.one(['compacted', 'aligned']),
  });
  const database = await copies.copy();
  const store = openStore(database.url);
  try {
    for (const fault of [...plan.faults, ...drawTrouble(dice)]) standIn.fault(fault);
    const people = Array.from({ length: plan.readers }, (_, index) => index + 1);
    const [refused = 0, ...leavers] = dice.some(people, 6);
    standIn.refuse([readerAddress(refused)]);
    const kills = await sendUntilSettled(store, standIn, database.url, { plan, dice, leavers });
    const taken = standIn.ledger();
    return {
      ...(await audit(
        store,
        WEEK,
        { belonging: people.map(readerAddress), left: new Set(leavers.map(readerAddress)) },
        taken,
      )),
      kills,
      taken: taken.accepted,
      requests: taken.requests,
      replays: taken.replays,
      tooFast: taken.refusals.rate_limit_exceeded ?? 0,
      thinRequests: standIn.requests().filter(({ body }) => body.includes('"template":{')).length,
      templates: standIn.templates().length,
      variants: (await store.db.selectFrom('frozen_mails').select('variant').execute()).length,
    };
  } finally {
    await store.db.destroy();
    await standIn.close();
    await database.drop();
  }
}

async function sendUntilSettled(
  store: Store,
  standIn: StandIn,
  databaseUrl: string,
  round: { readonly plan: RoundPlan; readonly dice: Dice; readonly leavers: readonly number[] },
): Promise<Kill[]> {
  const { plan, dice, leavers } = round;
  const kills: Kill[] = [];
  const place = {
    databaseUrl,
    apiUrl: standIn.url,
    apiKey: standIn.apiKey,
    batchSize: plan.batchSize,
    broken: plan.broken,
    wire: plan.wire ?? ('full' as const),
  };
  const progress = () => {
    const { accepted, replays } = standIn.ledger();
    return accepted + replays + kills.length;
  };
  const over = new AbortController();
  const stuck = withoutProgress(progress, over.signal);
  const leaving = leave(store, standIn, leavers, dice.below(8), over.signal);
  const lives = drawKills(dice, plan).map(plans => ({
    plans,
    sender: startSender(place, plans[0]),
  }));
  // Together, so that they share the issue from its first batch on.
  await Promise.all(lives.map(({ sender }) => sender.ready));
  await Promise.all(lives.map(life => live(place, standIn, life, { kills, stuck })));
  over.abort();
  await leaving;
  return kills;
}

/** @returns a signal that comes when the number has stood still for too long; it never does once `over` has come */
function withoutProgress(progress: () => number, over: AbortSignal): AbortSignal {
  const stuck = new AbortController();
  let seen = progress();
  let timer: NodeJS.Timeout;
  const look = () => {
    const now = progress();
    if (now === seen) return stuck.abort();
    seen = now;
    timer = setTimeout(look, STUCK_AFTER_MS).unref();
  };
  timer = setTimeout(look, STUCK_AFTER_MS).unref();
  over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return stuck.signal;
}

/** One worker: killed as often as its list says, and started again each time. */
async function live(
  place: SenderPlace,
  standIn: StandIn,
  { plans, sender: first }: { readonly plans: readonly KillPlan[]; readonly sender: SenderProcess },
  round: { readonly kills: Kill[]; readonly stuck: AbortSignal },
): Promise<void> {
  let sender = first;
  for (let life = 0; ; life++) {
    if (life > 0) {
      sender = startSender(place, plans[life]);
      await sender.ready;
    }
    const { kill } = sender;
    round.stuck.addEventListener('abort', kill, { once: true });
    const plan = plans[life];
    sender.begin();
    if (plan?.moment === 'at random') await killFromOutside(sender, standIn, plan);
    const { killed, code, said } = await sender.ended;
    round.stuck.removeEventListener('abort', kill);
    if (round.stuck.aborted) return;
    if (code === 0) return;
    if (!killed || !plan) throw new Error(`A sender ended with ${code ?? 'a signal'}: ${said}`);
    round.kills.push({ moment: plan.moment, taken: standIn.ledger().accepted });
  }
}

async function killFromOutside(
  sender: SenderProcess,
  standIn: StandIn,
  plan: Extract<KillPlan, { moment: 'at random' }>,
): Promise<void> {
  const from = standIn.ledger().requests;
  while (!sender.isOver() && standIn.ledger().requests < from + plan.requests) await sleep(5);
  await sleep(plan.delayMs);
  sender.kill();
}

/** Some readers leave before anything goes out, the others once so many requests were made. */
async function leave(
  store: Store,
  standIn: StandIn,
  leavers: readonly number[],
  requests: number,
  over: AbortSignal,
): Promise<void> {
  const words = { wording: 'Leave', source: 'page', evidence: {} };
  const goodbye = (id: number) => unsubscribe(store, id, { at: Date.now(), consent: words });
  for (const id of leavers.slice(0, 2)) await goodbye(id);
  while (!over.aborted && standIn.ledger().requests < requests) await sleep(10);
  for (const id of leavers.slice(2)) await goodbye(id);
}
