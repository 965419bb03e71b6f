import { setTimeout as sleep } from 'node:timers/promises';
import type { KillPlan } from './moment.ts';
import type { Ordeal, SenderOutcome } from './ordeal.ts';
import { type SenderLine, senderLines } from './sender-lines.ts';
import { type SenderEnd, type SenderProcess, startSender } from './sender-process.ts';
import type { Stage } from './stage.ts';

export interface Kill {
  readonly moment: KillPlan['moment'];
  /** Mails the provider had taken when the sender was dead. */
  readonly taken: number;
  /** By a clock that never steps, ms. */
  readonly at: number;
}

/** What became of a round's senders. */
export interface Lives {
  readonly kills: Kill[];
  /** Senders killed by an ordeal, as a database that falls over does: they are no kills of the plan. */
  readonly struck: WeakSet<SenderProcess>;
  /** One entry a life. */
  readonly said: SenderLine[][];
  /** Senders that ended before the issue was settled, and nothing that happened explains it. */
  readonly gaveUp: string[];
  /** Before it nobody is started. */
  gate: Promise<void>;
}

/** A sender that calls for help again and again is not helped. */
const MOST_LIVES = 40;

/** One worker: killed as often as its list says, and started again until the issue is settled. */
export async function live(
  stage: Stage,
  ordeal: Ordeal | null,
  { plans, first }: { readonly plans: readonly KillPlan[]; readonly first: SenderProcess },
  { lives, stuck }: { readonly lives: Lives; readonly stuck: AbortSignal },
): Promise<void> {
  let sender = first;
  let killed = 0;
  for (let life = 0; life < MOST_LIVES; life++) {
    const plan = plans[killed];
    if (life > 0) {
      await lives.gate;
      sender = startSender(stage.place, plan);
      stage.senders.add(sender);
      await readyUnless(stuck, sender);
    }
    const end = await untilItEnds(stage, sender, plan);
    stage.senders.delete(sender);
    const lines = senderLines(end.said);
    lives.said.push(lines);
    if (end.code === 0) return;
    if (stuck.aborted) return void lives.gaveUp.push('a sender did nothing any more and did not end');
    if (lives.struck.has(sender)) continue;
    if (end.killed && plan) {
      killed += 1;
      lives.kills.push({ moment: plan.moment, taken: stage.provider.accepted(), at: performance.now() });
    } else if (!(await isHelped(stage, ordeal, lines))) {
      lives.gaveUp.push(inWords(end, lines));
      return;
    }
  }
  lives.gaveUp.push(`a sender was started ${MOST_LIVES} times and had not done`);
}

async function untilItEnds(
  stage: Stage,
  sender: SenderProcess,
  plan: KillPlan | undefined,
): Promise<SenderEnd> {
  sender.begin();
  if (plan?.moment === 'at random') await killFromOutside(stage, sender, plan);
  return sender.ended;
}

/** Whoever does not even become ready is stuck as well. */
export async function readyUnless(stuck: AbortSignal, sender: SenderProcess): Promise<void> {
  if (stuck.aborted) sender.kill();
  stuck.addEventListener('abort', sender.kill, { once: true });
  void sender.ended.then(() => stuck.removeEventListener('abort', sender.kill));
  await sender.ready;
}

async function killFromOutside(
  { provider }: Stage,
  sender: SenderProcess,
  plan: Extract<KillPlan, { moment: 'at random' }>,
): Promise<void> {
  const from = provider.requests();
  while (!sender.isOver() && provider.requests() < from + plan.requests) await sleep(5);
  await sleep(plan.delayMs);
  sender.kill();
}

function outcomeOf(lines: readonly SenderLine[]): SenderOutcome | undefined {
  return lines.findLast(({ outcome }) => outcome !== undefined)?.outcome as SenderOutcome | undefined;
}

async function isHelped(stage: Stage, ordeal: Ordeal | null, lines: readonly SenderLine[]): Promise<boolean> {
  const outcome = outcomeOf(lines);
  if (!outcome) return false;
  if (isOnlyLate(outcome)) {
    await stage.editor.endWaits();
    return true;
  }
  if (stage.provider.kit && isOnlyUnclear(outcome)) {
    await stage.editor.goOn();
    return true;
  }
  return (await ordeal?.attend(outcome)) ?? false;
}

/**
 * On a machine that is busy with other things, answers come late until the pauses are longer than a sender waits here. It
 * has said until when, and would be called again then.
 */
function isOnlyLate(outcome: SenderOutcome): boolean {
  return (
    outcome.kind === 'unfinished' &&
    /^Everybody waits until \d\S+Z\. no answer before the time was up/.test(outcome.why)
  );
}

/** The same where there are no keys: late answers are unclear ones, and several in a row rightly stop an issue. */
function isOnlyUnclear(outcome: SenderOutcome): boolean {
  return 'why' in outcome && /in a row ended without a clear answer/.test(outcome.why);
}

function inWords({ code, said }: SenderEnd, lines: readonly SenderLine[]): string {
  const outcome = outcomeOf(lines);
  if (outcome) return `a sender gave up: ${outcome.kind}, ${'why' in outcome ? outcome.why : ''}`;
  const hung = lines.findLast(line => line.hung !== undefined)?.hung;
  if (hung !== undefined) return `a sender hung for ${hung / 1_000} s, past its patience`;
  const words = said.split('\n').filter(line => !line.startsWith('{'));
  return `a sender ended with ${code ?? 'a signal'}: ${words.join('\n').trim().slice(0, 2_000)}`;
}
