import { type Keyring, sealName } from '../audience/token.ts';
import type { Acceptance, BatchStore, ClaimedBatch } from './batch.ts';
import type { ItemAnswer, Mailer, MailerAnswer } from './mailers/mailer.ts';
import { answerTimeoutMs, backoffMs, expiredReason } from './outcome.ts';
import type { Pacer } from './pace.ts';
import { batchKey, type FrozenIssue } from './payload.ts';
import { newPayload, type Payload, sealedPayload } from './payload-form.ts';

export interface SubmitDeps {
  readonly store: BatchStore;
  readonly mailer: Mailer;
  readonly pacer: Pacer;
  /** Only batches this mailer already holds: another one is preferred for what is new. */
  readonly onlyBound: boolean;
  readonly keyring: Keyring;
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => number;
}

/** What became of one attempt. */
export type BatchStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'settled'; readonly batch: number; readonly mails: number }
  | { readonly kind: 'split'; readonly batch: number; readonly reason: string }
  | { readonly kind: 'later'; readonly batch: number; readonly at: number; readonly reason: string }
  | { readonly kind: 'uncertain'; readonly batch: number; readonly reason: string }
  /** The account is refused: no batch will pass until a person mends the settings. */
  | { readonly kind: 'blocked'; readonly batch: number; readonly reason: string };

/**
 * One attempt at the issue's next batch, as a checklist: claim and seal, let an empty one pass, stop where the key has
 * run out, rebuild the sealed bytes, post, and keep what the answer clearly said.
 */
export async function submitNextBatch(deps: SubmitDeps, issue: FrozenIssue): Promise<BatchStep> {
  const leasedAt = deps.now();
  const claimed = await claimSealed(deps, issue);
  if (!claimed) return { kind: 'none' };
  const { batch } = claimed;
  if (batch.recipients.length === 0) return settle(deps, batch, []);
  const expired = expiredReason(batch.unclearSince, deps.mailer.keyWindowMs, deps.now());
  if (expired !== '') return giveUp(deps, batch, expired);
  const payload = claimed.payload ?? (await rebuild(deps, issue, batch));
  if (payload === 'changed')
    return batch.unclearSince === null ? unseal(deps, batch) : giveUp(deps, batch, CHANGED);
  // The lease runs from before the claim, which may have waited for the database: the post must end within it.
  const timeoutMs = leasedAt + answerTimeoutMs(deps.leaseMs) - deps.now();
  if (timeoutMs < deps.leaseMs / 4) return leaveUnposted(deps, batch);
  const answer = await post(payload, batch.seal.idempotencyKey, timeoutMs);
  if (answer.kind !== 'unclear') await deps.pacer.learn(answer.pace);
  return recordAnswer(deps, issue, batch, answer);
}

/** Another attempt at once, with a lease of its own. */
async function leaveUnposted(deps: SubmitDeps, batch: ClaimedBatch): Promise<BatchStep> {
  const at = deps.now();
  const reason = 'The database took so long that no time was left to wait for an answer.';
  await deps.store.putBack(batch, { notBefore: at, reason });
  return { kind: 'later', batch: batch.n, at, reason };
}

/** AbortSignal.timeout would hold the request's bytes until its time is up, however soon the answer comes. */
async function post(payload: Payload, key: string, timeoutMs: number): Promise<MailerAnswer> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('No answer in time.', 'TimeoutError')),
    timeoutMs,
  );
  try {
    return await payload.submit({ key, signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

const CHANGED =
  'The stored parts no longer make the bytes that were sealed; posting others could double the mail.';

async function claimSealed(
  deps: SubmitDeps,
  issue: FrozenIssue,
): Promise<{ batch: ClaimedBatch; payload: Payload | null } | null> {
  let payload: Payload | null = null;
  const batch = await deps.store.claim({
    issueId: issue.issueId,
    owner: deps.owner,
    now: deps.now(),
    leaseMs: deps.leaseMs,
    provider: deps.mailer.name,
    onlyBound: deps.onlyBound,
    seal: (batch, recipients) => {
      const key = deps.keyring.current;
      payload = newPayload(deps.mailer, issue, { key, batch, recipients });
      const payloadSha256 = payload.sha256;
      return {
        idempotencyKey: batchKey(issue, batch.n, payloadSha256),
        payloadSha256,
        signingKey: sealName(key),
      };
    },
  });
  return batch && { batch, payload };
}

/** The sealed payload again, from frozen rows and the key they were signed with. */
async function rebuild(
  deps: SubmitDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
): Promise<Payload | 'changed'> {
  const key = deps.keyring.bySealName(batch.seal.signingKey);
  if (!key) return 'changed';
  const again = sealedPayload(deps.mailer, issue, { key, batch });
  if (again) return again;
  // Another process may have published the mail after this one began, and sealed a batch that names it.
  const found = await issue.templates?.look();
  return (found && sealedPayload(deps.mailer, issue, { key, batch })) || 'changed';
}

async function recordAnswer(
  deps: SubmitDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
  answer: MailerAnswer,
): Promise<BatchStep> {
  const { store, mailer, pacer } = deps;
  switch (answer.kind) {
    case 'accepted':
      return settle(deps, batch, answer.items);
    case 'wait': {
      const at = deps.now() + answer.retryAfterMs;
      // A wait is about the account, not about these mails: everybody waits, in every process.
      await pacer.pauseUntil(at);
      await store.putBack(batch, { notBefore: at, reason: answer.reason });
      return { kind: 'later', batch: batch.n, at, reason: answer.reason };
    }
    case 'refused':
      if (answer.scope === 'form') return goFull(deps, issue, batch, answer.reason);
      return answer.scope === 'account'
        ? block(deps, batch, answer.reason)
        : isolate(deps, batch, answer.reason);
    case 'unclear':
      if (mailer.keyWindowMs === null) return giveUp(deps, batch, answer.reason);
      return askAgain(deps, batch, answer.reason);
  }
}

async function askAgain(deps: SubmitDeps, batch: ClaimedBatch, reason: string): Promise<BatchStep> {
  const at = deps.now() + backoffMs(batch.attempts);
  await deps.store.keepSubmitting(batch, { retryAt: at, reason });
  return { kind: 'later', batch: batch.n, at, reason };
}

async function settle(
  deps: SubmitDeps,
  batch: ClaimedBatch,
  items: readonly ItemAnswer[],
): Promise<BatchStep> {
  await deps.store.settle(batch, toAcceptance(batch, items), deps.now());
  return { kind: 'settled', batch: batch.n, mails: items.length };
}

/** A clear no to the payload: halves under new seals until the bad address stands alone, then it is rejected. */
async function isolate(deps: SubmitDeps, batch: ClaimedBatch, reason: string): Promise<BatchStep> {
  // An earlier attempt may have been taken. A no to this one would only disprove that if the API looked the key up before
  // it looked at the mails, which nobody promises: new keys could double what is out.
  if (batch.unclearSince !== null) return askAgain(deps, batch, reason);
  if (batch.recipients.length === 1) return settle(deps, batch, [{ kind: 'rejected', reason }]);
  await deps.store.split(batch, reason);
  return { kind: 'split', batch: batch.n, reason };
}

/** A clear no to the thin form, not to the mails: sealed anew in full, which also tells whose fault it truly was. */
async function goFull(
  deps: SubmitDeps,
  issue: FrozenIssue,
  batch: ClaimedBatch,
  reason: string,
): Promise<BatchStep> {
  await issue.templates?.refuse(reason);
  // As in isolate: what may have been taken is never given a new key.
  if (batch.unclearSince !== null) return askAgain(deps, batch, reason);
  await deps.store.unseal(batch, reason);
  return { kind: 'later', batch: batch.n, at: deps.now(), reason };
}

async function block(deps: SubmitDeps, batch: ClaimedBatch, reason: string): Promise<BatchStep> {
  await deps.store.putBack(batch, { notBefore: 0, reason });
  return { kind: 'blocked', batch: batch.n, reason };
}

async function unseal(deps: SubmitDeps, batch: ClaimedBatch): Promise<BatchStep> {
  await deps.store.unseal(batch, CHANGED);
  return { kind: 'later', batch: batch.n, at: deps.now(), reason: CHANGED };
}

async function giveUp(deps: SubmitDeps, batch: ClaimedBatch, reason: string): Promise<BatchStep> {
  await deps.store.markUncertain(batch, { reason, now: deps.now() });
  return { kind: 'uncertain', batch: batch.n, reason };
}

function toAcceptance(batch: ClaimedBatch, items: readonly ItemAnswer[]): Acceptance {
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
  };
}
