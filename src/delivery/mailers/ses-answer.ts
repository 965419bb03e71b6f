import { blameOf } from './blame.ts';
import type { MailerAnswer, Pace } from './mailer.ts';
import type { SesFault } from './ses-fault.ts';
import { isUntrusted } from './smtp-answer.ts';

/** Between two tries while SES cannot be reached at all. */
const NO_CONNECTION_RETRY_MS = 5_000;
const RATE_RETRY_MS = 1_000;
/** The quota is of the last 24 hours, whenever they began: a little of it comes back all the time. */
export const QUOTA_RETRY_MS = 15 * 60_000;

export interface SesContext {
  /** Whether the request named a template instead of holding the mail. */
  readonly thin: boolean;
  readonly pace?: Pace;
}

/**
 * What an attempt that brought no yes means for the mails of its request (docs/decisions/203). SES has no idempotency keys:
 * what is not clearly a no or a "later" is unclear, and nobody asks again.
 */
export function sesAnswer(fault: SesFault, { thin, pace }: SesContext): MailerAnswer {
  const { status, name, message } = fault;
  const reason = [status, name, message].filter(Boolean).join(' ');
  const said = pace ? { pace } : {};
  if (isUntrusted(fault) || isWithoutCredentials(fault)) {
    return { kind: 'refused', scope: 'account', code: name, reason };
  }
  if (!fault.isHandedOver || fault.isUnconnected) {
    const retryAfterMs = fault.isAborted ? 0 : NO_CONNECTION_RETRY_MS;
    return { kind: 'wait', because: 'busy', retryAfterMs, reason };
  }
  if (fault.isAborted) return { kind: 'unclear', reason: 'no answer before the time was up' };
  if (status === null) return { kind: 'unclear', reason };
  if (status >= 300 && status < 400) {
    return { kind: 'refused', scope: 'account', code: `http_${status}`, reason: `${REDIRECTED} ${reason}` };
  }
  if (status < 400 || status >= 500 || status === 408 || status === 409 || status === 425) {
    return { kind: 'unclear', reason };
  }
  if (!fault.isFromApi) return { kind: 'unclear', foreign: true, reason };
  const wait = waitFor(fault);
  if (wait) return { kind: 'wait', ...wait, reason, ...said };
  const scope = scopeOf(fault, thin);
  const told = isSandbox(message) ? `${SANDBOX} ${reason}` : reason;
  return { kind: 'refused', scope, code: name, reason: told, ...said };
}

const REDIRECTED =
  'The address of SES redirects, so it is a wrong one: put SES_BASE_URL or AWS_REGION right.';

const SANDBOX =
  'The SES account is in the sandbox, where mail only goes to verified addresses, or the sender is not verified.';

/** "Not verified" is said in the same words of the sender and, in the sandbox, of a reader. */
function isSandbox(message: string): boolean {
  return /not verified|sandbox/i.test(message);
}

/** The SDK has looked everywhere it looks. */
function isWithoutCredentials({ name, isHandedOver }: SesFault): boolean {
  return !isHandedOver && /^(CredentialsProviderError|TokenProviderError)$/.test(name);
}

const THROTTLED =
  /^(TooManyRequests|LimitExceeded|Throttling|ThrottledException|RequestThrottled|SlowDown|RequestLimitExceeded)/;

/** "Not now, nothing was taken": too fast, or the quota of 24 hours is used up. */
function waitFor({ status, name, message }: SesFault) {
  if (status !== 429 && !THROTTLED.test(name)) return null;
  return isQuota(message) || name.startsWith('LimitExceeded')
    ? { because: 'daily_quota' as const, retryAfterMs: QUOTA_RETRY_MS }
    : { because: 'rate' as const, retryAfterMs: RATE_RETRY_MS };
}

export function isQuota(message: string): boolean {
  return /quota|24.?h/i.test(message);
}

/** Whom a clear no is about. */
function scopeOf({ status, name, message }: SesFault, thin: boolean): 'payload' | 'account' | 'form' {
  if (status === 404) return thin && !/configuration.?set/i.test(message) ? 'form' : 'account';
  if (status === 401 || status === 403 || ACCOUNT_NAMES.has(name)) return 'account';
  if (isAboutUs(message)) return 'account';
  return thin && /templat/i.test(message) ? 'form' : 'payload';
}

/** What every other mail of ours would be told as well. */
const ACCOUNT_NAMES = new Set([
  'AccountSuspendedException',
  'SendingPausedException',
  'MailFromDomainNotVerifiedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetSendingPausedException',
  'InvalidClientTokenId',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'OptInRequired',
  'RequestExpired',
  'ExpiredToken',
  'ExpiredTokenException',
  'NotAuthorized',
]);

export function isAboutUs(message: string): boolean {
  return isSandbox(message) || sharedField.test(message) || blameOf(message) === 'us';
}

/** What stands in every mail of ours alike. */
const sharedField =
  /configuration.?set|(message|email) ?tag|\bfrom\b|sender|sending pool|reply.?to|\bheader/i;
