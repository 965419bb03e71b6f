import { type Keyring, sealName } from '../audience/token.ts';
import type { ClaimedBatch } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import { type AnswerDeps, giveUp, keepAnswer, settle } from './keep-answer.ts';
import type { MailerAnswer } from './mailers/mailer.ts';
import { answerTimeoutMs, expiredReason, isAnotherAccount, OTHER_ACCOUNT } from './outcome.ts';
import { batchKey, type FrozenIssue } from './payload.ts';
import { batchLimit, newPayload, type Payload, sealedPayload } from './payload-form.ts';

export interface SubmitDeps extends AnswerDeps {
  /** Only batches this mailer already holds: another one is preferred for what is new. */
  readonly onlyBound: boolean;
  /** The first attempt after a pause: better one more question about a batch that is unclear than another such batch. */
  readonly probes?: boolean;
  readonly keyring: Keyring;
  readonly owner: string;
  /** Called once a batch was claimed, before it is posted. */
  readonly onClaimed?: () => void;
  /** Called once the batch has left this process and only its answer is waited for; not by every mailer. */
  readonly onPosted?: () => void;
  /** Milliseconds of a clock that only goes forward, whoever puts the other one right. */
  readonly ticks: () => number;
}

/**
 * One attempt at the issue's next batch, as a checklist: claim and seal, let an empty one pass, stop where the key has
 * run out or the account is another, rebuild the sealed bytes, post, and keep what the answer clearly said.
 */
export async function submitNextBatch(deps: SubmitDeps, issue: FrozenIssue): Promise<BatchStep> {
  const leasedAt = deps.ticks();
  const claimed =
    (deps.probes && !deps.onlyBound && (await claimSealed({ ...deps, onlyBound: true }, issue))) ||
    (await claimSealed(deps, issue));
  if (!claimed) return { kind: 'none' };
  deps.onClaimed?.();
  const { batch } = claimed;
  if (batch.recipients.length === 0) return settle(deps, batch, []);
  const expired = expiredReason(batch.unclearSince, deps.mailer.keyWindowMs, deps.now());
  if (expired !== '') return giveUp(deps, batch, expired);
  if (isAnotherAccount(batch, deps.mailer.account)) return giveUp(deps, batch, OTHER_ACCOUNT);
  const payload = claimed.payload ?? (await rebuild(deps, issue, batch));
  if (payload === 'changed')
    return batch.unclearSince === null ? unseal(deps, batch) : giveUp(deps, batch, CHANGED);
  // The lease runs from before the claim, which may have waited for the database: the post must end within it.
  const timeoutMs = leasedAt + answerTimeoutMs(deps.leaseMs) - deps.ticks();
  if (timeoutMs < deps.leaseMs / 4) return leaveUnposted(deps, batch);
  const { patienceMs } = deps.mailer;
  const answer =
    patienceMs === undefined
      ? await post(deps, { batch, payload, timeoutMs })
      : await holding(deps, batch, () => post(deps, { batch, payload, timeoutMs: patienceMs }));
  return keepAnswer(deps, issue, batch, answer);
}

/** Another attempt at once, with a lease of its own. */
async function leaveUnposted(deps: SubmitDeps, batch: ClaimedBatch): Promise<BatchStep> {
  const at = deps.now();
  const reason = 'The database took so long that no time was left to wait for an answer.';
  await deps.store.putBack(batch, { notBefore: at, reason, now: at });
  return { kind: 'later', batch: batch.n, at, reason };
}

interface Post {
  readonly batch: ClaimedBatch;
  readonly payload: Payload;
  readonly timeoutMs: number;
}

/** AbortSignal.timeout would hold the request's bytes until its time is up, however soon the answer comes. */
async function post(deps: SubmitDeps, { batch, payload, timeoutMs }: Post): Promise<MailerAnswer> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('No answer in time.', 'TimeoutError')),
    timeoutMs,
  );
  const onHandover = async () => {
    if (!(await deps.store.handOver(batch, deps.now())))
      throw new Error('The lease ran out before the mail left.');
  };
  const { onPosted } = deps;
  try {
    const { idempotencyKey: key } = batch.seal;
    return await payload.submit({
      key,
      signal: late.signal,
      onHandover,
      date: batch.sealedAt,
      ...(onPosted && { onPosted }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps the lease while an answer may take longer than that. A renewal that fails is tried again before it runs out. */
async function holding<T>(deps: SubmitDeps, batch: ClaimedBatch, work: () => Promise<T>): Promise<T> {
  const renew = () =>
    deps.store.renew(batch, { now: deps.now(), leaseMs: deps.leaseMs }).catch(() => undefined);
  const timer = setInterval(() => void renew(), deps.leaseMs / 4);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Bytes that can no longer be made, and nothing was taken: new ones under a new key are safe. */
async function unseal(deps: SubmitDeps, batch: ClaimedBatch): Promise<BatchStep> {
  await deps.store.unseal(batch, CHANGED);
  return { kind: 'later', batch: batch.n, at: deps.now(), reason: CHANGED };
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
    account: deps.mailer.account ?? '',
    onlyBound: deps.onlyBound,
    maxBatch: batchLimit(deps.mailer, issue),
    tellsHandover: deps.mailer.tellsHandover ?? false,
    seal: (batch, recipients) => {
      const key = deps.keyring.current;
      payload = newPayload(deps.mailer, issue, { key, batch, recipients });
      return {
        idempotencyKey: batchKey(issue, batch),
        payloadSha256: payload.sha256,
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
