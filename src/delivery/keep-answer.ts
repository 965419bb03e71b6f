import type { Acceptance, BatchStore, ClaimedBatch } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import { insistent } from './insist.ts';
import type { ItemAnswer, Mailer, MailerAnswer } from './mailers/mailer.ts';
import { backoffMs, CONFLICT, deferredUntil, gaveUp } from './outcome.ts';
import type { Pacer } from './pace.ts';
import { holdMs } from './pause.ts';
import type { FrozenIssue } from './payload.ts';
import { causeOf } from './refusal-cause.ts';

export interface AnswerDeps {
  readonly store: BatchStore;
  readonly mailer: Mailer;
  readonly pacer: Pacer;
  readonly leaseMs: number;
  readonly now: () => number;
}

/** Keeps what the answer clearly said, and decides about the next attempt where it was no yes. */
export async function keepAnswer(
  deps: AnswerDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
  answer: MailerAnswer,
): Promise<BatchStep> {
  const step = await keep({ ...deps, store: insistent(deps.store, deps.leaseMs) }, issue, batch, answer);
  // Only now: what was said is on disk, and nothing that fails here can take it back.
  await followAnswer(deps.pacer, deps.mailer, answer);
  return step;
}

async function keep(
  deps: AnswerDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
  answer: MailerAnswer,
): Promise<BatchStep> {
  const { reason = '' } = answer as { readonly reason?: string };
  switch (answer.kind) {
    case 'accepted':
      return (await oldNo(deps, batch, answer.items)) ?? settle(deps, batch, answer.items);
    case 'wait':
      return isAboutReader(answer, batch) ? defer(deps, batch, reason) : wait(deps, batch, answer);
    case 'refused':
      if (answer.scope === 'form') return goFull(deps, issue, batch, answer);
      return answer.scope === 'account' ? refuse(deps, batch, answer) : isolate(deps, batch, answer);
    case 'unclear':
      if (answer.conflict) return giveUp(deps, batch, `${CONFLICT} ${reason}`);
      return deps.mailer.keyWindowMs === null
        ? giveUp(deps, batch, reason, true)
        : askAgain(deps, batch, reason, answer.foreign);
  }
}

/** What an answer means for all mails of its mailer, in every process. */
async function followAnswer(pacer: Pacer, mailer: Mailer, answer: MailerAnswer): Promise<void> {
  if (answer.kind !== 'unclear') await pacer.learn(answer.pace);
  if (answer.kind === 'wait' && answer.because !== 'reader' && !answer.alone) {
    await (isUntried(answer) ? pacer.untried() : pacer.hold(answer));
  } else if (answer.kind !== 'unclear' || answer.conflict) await pacer.passed();
  else if (mailer.keyWindowMs !== null && !answer.foreign) await pacer.stumbled(answer.reason);
  else await pacer.unanswered(answer.reason);
}

type WaitAnswer = Extract<MailerAnswer, { kind: 'wait' }>;
type RefusedAnswer = Extract<MailerAnswer, { kind: 'refused' }>;

/** Stopped before it was handed over: nobody has said anything. */
function isUntried({ because, retryAfterMs }: WaitAnswer): boolean {
  return because === 'busy' && retryAfterMs === 0;
}

function isAboutReader({ because }: WaitAnswer, { recipients }: ClaimedBatch): boolean {
  return because === 'reader' && recipients.length === 1;
}

/** The others wait as well, by their mailer's pause. */
async function wait(deps: AnswerDeps, batch: ClaimedBatch, answer: WaitAnswer): Promise<BatchStep> {
  const { reason } = answer;
  const now = deps.now();
  const at = now + (isUntried(answer) ? 0 : holdMs(answer, 1));
  await deps.store.putBack(batch, { notBefore: at, reason, now });
  return { kind: 'later', batch: batch.n, at, reason };
}

async function askAgain(
  deps: AnswerDeps,
  batch: ClaimedBatch,
  reason: string,
  foreign = false,
): Promise<BatchStep> {
  const now = deps.now();
  const at = now + backoffMs(batch.attempts);
  await deps.store.keepSubmitting(batch, { retryAt: at, reason, now });
  return { kind: 'later', batch: batch.n, at, reason, ...(foreign && { foreign }) };
}

export async function settle(
  deps: AnswerDeps,
  batch: ClaimedBatch,
  items: readonly ItemAnswer[],
): Promise<BatchStep> {
  const acceptance = toAcceptance(batch, items, deps.now());
  const rejected = await deps.store.settle(batch, acceptance, deps.now());
  const taken = acceptance.accepted.length;
  const refusal = rejected[0]?.reason ?? '';
  const mails = items.length - (acceptance.later?.length ?? 0);
  return { kind: 'settled', batch: batch.n, mails, taken, refusal };
}

/** A clear no to the payload: halves under new seals until the bad address stands alone, then it is rejected. */
async function isolate(deps: AnswerDeps, batch: ClaimedBatch, answer: RefusedAnswer): Promise<BatchStep> {
  const { reason } = answer;
  if (batch.unclearSince !== null) return leaveOpen(deps, batch, answer);
  if (batch.recipients.length === 1) return settle(deps, batch, [{ kind: 'rejected', reason }]);
  await deps.store.split(batch, reason);
  return { kind: 'split', batch: batch.n, reason };
}

/** A clear no to the thin form, not to the mails: sealed anew in full, which also tells whose fault it truly was. */
async function goFull(
  deps: AnswerDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
  answer: RefusedAnswer,
): Promise<BatchStep> {
  const { reason } = answer;
  await issue.templates?.refuse(reason);
  if (batch.unclearSince !== null) return leaveOpen(deps, batch, answer);
  await deps.store.unseal(batch, reason);
  return { kind: 'later', batch: batch.n, at: deps.now(), reason };
}

/**
 * An earlier attempt may have been taken. A no to this one would only disprove that if the API looked the key up before it
 * looked at the mails, which nobody promises: a new key could double what is out. What the API has kept as its answer to
 * the key it will say for ever, so that an editor is asked instead.
 */
function leaveOpen(deps: AnswerDeps, batch: ClaimedBatch, answer: RefusedAnswer): Promise<BatchStep> {
  const { reason, remembered } = answer;
  return remembered ? giveUp(deps, batch, `${REPEATED} ${reason}`) : askAgain(deps, batch, reason);
}

/** Left open: everybody was refused, perhaps in answer to an attempt from before an editor had the issue go on. */
async function oldNo(
  deps: AnswerDeps,
  batch: ClaimedBatch,
  items: readonly ItemAnswer[],
): Promise<BatchStep | null> {
  const reasons = items.flatMap(item => (item.kind === 'rejected' ? [item.reason] : []));
  const isNo = reasons.length > 0 && reasons.length === items.length;
  if (!isNo || batch.unclearSince === null || !(await deps.store.isRenewedSince(batch))) return null;
  return giveUp(deps, batch, `${REPEATED} ${reasons[0]}`);
}

const REPEATED = 'Everybody is refused under this key, of which an earlier attempt may have been taken.';

/**
 * A clear no that is about us. Told the same once more, where it may be about this one reader after all, the others go
 * first: they will show whose fault it was.
 */
async function refuse(deps: AnswerDeps, batch: ClaimedBatch, answer: RefusedAnswer): Promise<BatchStep> {
  const { reason, mayBeReader, remembered } = answer;
  if (mayBeReader && batch.recipients.length === 1 && causeOf(batch.reason) === causeOf(reason)) {
    return defer(deps, batch, reason);
  }
  // Said of how things stood before an editor put them right, it must not stop the issue again.
  const isLate = await deps.store.isRenewedSince(batch);
  if (batch.unclearSince !== null && isLate && remembered) return leaveOpen(deps, batch, answer);
  const isAnew = batch.unclearSince === null && (isLate || remembered);
  if (isAnew) await deps.store.unseal(batch, reason);
  else await deps.store.putBack(batch, { notBefore: 0, reason, now: deps.now() });
  if (isLate && isAnew) return { kind: 'later', batch: batch.n, at: deps.now(), reason };
  return { kind: 'blocked', batch: batch.n, reason };
}

/** This reader later, alone, and in the end not at all. */
async function defer(deps: AnswerDeps, batch: ClaimedBatch, reason: string): Promise<BatchStep> {
  const now = deps.now();
  const at = deferredUntil(Math.min(batch.deferredSince ?? now, now), batch.deferrals + 1, now);
  if (at === null && batch.unclearSince === null) {
    return settle(deps, batch, [{ kind: 'rejected', reason: gaveUp(reason) }]);
  }
  const notBefore = at ?? now + backoffMs(batch.attempts);
  await deps.store.defer(batch, { notBefore, reason, now });
  return { kind: 'later', batch: batch.n, at: notBefore, reason };
}

/** Nobody can be asked about it any more. */
export async function giveUp(
  deps: AnswerDeps,
  batch: ClaimedBatch,
  reason: string,
  fresh = false,
): Promise<BatchStep> {
  await deps.store.markUncertain(batch, { reason, now: deps.now() });
  return { kind: 'uncertain', batch: batch.n, reason, fresh };
}

function toAcceptance(batch: ClaimedBatch, items: readonly ItemAnswer[], now: number): Acceptance {
  if (items.length !== batch.recipients.length) {
    throw new Error(`Batch ${batch.n}: ${items.length} answers for ${batch.recipients.length} mails.`);
  }
  const answers = batch.recipients.map((recipient, index) => ({ seq: recipient.seq, item: items[index] }));
  return {
    accepted: answers.flatMap(({ seq, item }) =>
      item?.kind === 'accepted' ? [{ seq, providerId: item.id }] : [],
    ),
    rejected: answers.flatMap(({ seq, item }) =>
      item?.kind === 'rejected' ? [{ seq, reason: item.reason }] : [],
    ),
    later: answers.flatMap(({ seq, item }) =>
      item?.kind === 'later' ? [{ seq, reason: item.reason, notBefore: now + item.retryAfterMs }] : [],
    ),
  };
}
