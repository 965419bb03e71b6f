import { type Keyring, sealName } from '../audience/token.ts';
import type { AtOnce, Place } from './at-once.ts';
import type { ClaimedBatch } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import type { ClaimsAhead, SealedClaim } from './claims-ahead.ts';
import { type AnswerDeps, giveUp, keepAnswer, settle } from './keep-answer.ts';
import type { MailerAnswer } from './mailers/mailer.ts';
import { answerTimeoutMs, expiredReason, isAnotherAccount, OTHER_ACCOUNT } from './outcome.ts';
import { asKeptBy, batchKey, type FrozenIssue } from './payload.ts';
import { newPayload, type Payload, sealedPayload, sealLimit } from './payload-form.ts';

export interface SubmitDeps extends AnswerDeps {
  /** Only batches this mailer already holds: another one is preferred for what is new. */
  readonly onlyBound: boolean;
  /** The first attempt after a pause: better one more question about a batch that is unclear than another such batch. */
  readonly probes?: boolean;
  readonly keyring: Keyring;
  /** What all lanes of this call claim together for this mailer, if it tells of the handover; else each its own. */
  readonly ahead?: ClaimsAhead;
  /** What this mailer may have been handed and not answered yet, of all lanes of this call: what a kill leaves uncertain. */
  readonly unanswered?: AtOnce;
  readonly owner: string;
  /** Called once a batch was claimed, before it is posted. */
  readonly onClaimed?: () => void;
  /** Called once the batch has left this process and only its answer is waited for; not by every mailer. */
  readonly onPosted?: () => void;
  /** An answer is waited for longer than `quietMs` (ms; three seconds when absent), or a place among what is unanswered. */
  readonly onSlow?: (wait: SlowAnswer) => void;
  readonly quietMs?: number;
  /** Milliseconds of a clock that only goes forward, whoever puts the other one right. */
  readonly ticks: () => number;
}

export interface SlowAnswer {
  /** When it is not waited for any longer, epoch ms. */
  readonly until: number;
  readonly reason: string;
}

/** Nobody waits for longer (ms) without a word. */
export const QUIET_MS = 3_000;

/**
 * One attempt at the issue's next batch, as a checklist: claim and seal, let an empty one pass, stop where the key has
 * run out or the account is another, rebuild the sealed bytes, post, and keep what the answer clearly said.
 */
export async function submitNextBatch(deps: SubmitDeps, whole: FrozenIssue): Promise<BatchStep> {
  const issue = asKeptBy(whole, deps.mailer.name);
  if (!deps.onlyBound) await issue.templates?.prepare();
  const claimed =
    (deps.probes && !deps.onlyBound && (await claimSealed({ ...deps, onlyBound: true }, issue))) ||
    (await claimNext(deps, issue));
  const ready = claimed ? await makeReady(deps, issue, claimed) : NOTHING;
  if (ready.kind !== 'ready') {
    if (deps.probes) await deps.pacer.untried();
    return ready;
  }
  return submit(deps, issue, ready);
}

const NOTHING = { kind: 'none' } as const;

interface Ready {
  readonly kind: 'ready';
  readonly batch: ClaimedBatch;
  readonly payload: Payload;
  /** What the lease leaves for an answer. */
  readonly timeoutMs: number;
}

/** @returns what became of it where nobody is to be asked */
async function makeReady(
  deps: SubmitDeps,
  issue: FrozenIssue,
  claimed: SealedClaim,
): Promise<Ready | BatchStep> {
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
  const timeoutMs = claimed.leasedAt + answerTimeoutMs(deps.leaseMs) - deps.ticks();
  if (timeoutMs < deps.leaseMs / 4) return leaveUnposted(deps, batch);
  return { kind: 'ready', batch, payload, timeoutMs };
}

async function submit(
  deps: SubmitDeps,
  issue: FrozenIssue,
  { batch, payload, timeoutMs }: Ready,
): Promise<BatchStep> {
  const { patienceMs } = deps.mailer;
  const place = deps.unanswered?.place();
  try {
    const answer =
      patienceMs === undefined
        ? await post(deps, { batch, payload, timeoutMs, place })
        : await holding(deps, batch, () => post(deps, { batch, payload, timeoutMs: patienceMs, place }));
    return await keepAnswer(deps, issue, batch, answer);
  } finally {
    place?.leave();
  }
}

function claimNext(deps: SubmitDeps, issue: FrozenIssue): Promise<SealedClaim | null> {
  const { ahead, mailer, onlyBound } = deps;
  if (!ahead || !mailer.tellsHandover || mailer.maxBatch > 1 || onlyBound) return claimSealed(deps, issue);
  return ahead.next(claim => claimSealed({ ...deps, owner: `${deps.owner}.${claim}` }, issue), deps);
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
  readonly place: Place | undefined;
}

/** AbortSignal.timeout would hold the request's bytes until its time is up, however soon the answer comes. */
async function post(deps: SubmitDeps, { batch, payload, timeoutMs, place }: Post): Promise<MailerAnswer> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('No answer in time.', 'TimeoutError')),
    timeoutMs,
  );
  const until = deps.now() + timeoutMs;
  const quiet = setTimeout(() => deps.onSlow?.({ until, reason: NO_ANSWER }), deps.quietMs ?? QUIET_MS);
  let isOurs = true;
  const onHandover = async () => {
    isOurs = (await place?.take()) !== false && (await deps.store.handOver(batch, deps.now()));
    if (!isOurs) throw new Error(NOT_OURS);
  };
  const { onPosted } = deps;
  try {
    const { idempotencyKey: key } = batch.seal;
    const answer = await payload.submit({
      key,
      signal: late.signal,
      onHandover,
      date: batch.sealedAt,
      ...(onPosted && { onPosted }),
    });
    // Nobody else has said anything.
    return isOurs ? answer : NOTHING_LEFT;
  } catch (fault) {
    // A mailer that lets our own refusal through has handed over nothing.
    if (isOurs) throw fault;
    return NOTHING_LEFT;
  } finally {
    clearTimeout(timer);
    clearTimeout(quiet);
  }
}

const NO_ANSWER = 'The mail service has not answered yet.';

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

const NOT_OURS = 'The issue was stopped, or the lease had run out, before the mail left.';
const NOTHING_LEFT = { kind: 'wait', because: 'busy', retryAfterMs: 0, reason: NOT_OURS } as const;

const CHANGED =
  'The stored parts no longer make the bytes that were sealed; posting others could double the mail.';

async function claimSealed(deps: SubmitDeps, issue: FrozenIssue): Promise<SealedClaim | null> {
  const leasedAt = deps.ticks();
  let payload: Payload | null = null;
  const batch = await deps.store.claim({
    issueId: issue.issueId,
    owner: deps.owner,
    now: deps.now(),
    leaseMs: deps.leaseMs,
    provider: deps.mailer.name,
    account: deps.mailer.account ?? '',
    onlyBound: deps.onlyBound,
    maxBatch: batch => sealLimit(deps.mailer, issue, batch),
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
  return batch && { batch, payload, leasedAt };
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
