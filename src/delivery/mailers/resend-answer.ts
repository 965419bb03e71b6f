import { z } from 'zod';
import { causeOf } from '../refusal-cause.ts';
import { blameOf } from './blame.ts';
import type { MailerAnswer, Pace } from './mailer.ts';
import { masked } from './masked.ts';
import { placesOf } from './resend-places.ts';

/** What the SDK gives back; it never says more about a failed request than this. */
export interface ResendResult {
  readonly data: unknown;
  readonly error: unknown;
  readonly headers: Readonly<Record<string, string>> | null;
}

/**
 * What an answer of the Resend API means for the mails of one request (docs/decisions/041). The status decides, then
 * the name; whatever is not clearly yes or no is unclear.
 * @param result of `batch.send` or `emails.send`
 * @param context.count how many mails the request held
 * @param context.now epoch milliseconds; the daily quota ends at midnight UTC
 * @param context.aborted whether our own signal ended the wait: the SDK reports that as a network error
 * @param context.thin whether the request named a template instead of holding the mails
 */
export function resendAnswer(
  result: ResendResult,
  context: {
    readonly count: number;
    readonly now: number;
    readonly aborted: boolean;
    readonly thin?: boolean;
  },
): MailerAnswer {
  const pace = paceOf(result.headers);
  const error = errorShape.safeParse(result.error);
  if (!error.success) return acceptedAnswer(result.data, context, pace);
  const fault: Fault = {
    status: error.data.statusCode ?? null,
    name: error.data.name ?? '',
    message: masked(error.data.message ?? ''),
  };
  const reason = [fault.status, fault.name, fault.message].filter(Boolean).join(' ');
  if (context.aborted && fault.status === null) {
    return { kind: 'unclear', reason: 'no answer before the time was up' };
  }
  if (isRedirect(fault.status)) {
    const reason = redirectReason(fault.status, result.headers?.location);
    return { kind: 'refused', scope: 'account', code: `http_${fault.status}`, reason };
  }
  const wait = waitAnswer(fault, result.headers, context.now);
  if (wait) return { kind: 'wait', ...wait, reason, ...pace };
  if (fault.name === OTHER_BYTES) return { kind: 'unclear', conflict: true, reason };
  if (isForeign(fault)) return { kind: 'unclear', foreign: true, reason };
  const scope = context.thin && isAboutForm(fault) ? 'form' : refusalScope(fault);
  if (scope) return { kind: 'refused', scope, code: fault.name || `http_${fault.status}`, reason, ...pace };
  return { kind: 'unclear', reason: reason || 'an error without a word' };
}

function isRedirect(status: number | null): status is number {
  return status !== null && status >= 300 && status < 400;
}

/** The API never answers so: its address is wrong, or something stands before it. Nothing is posted where it points. */
function redirectReason(status: number, location = ''): string {
  const place = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  return `${status}: the address of the mail API redirects${place}, so it is a wrong one. Put RESEND_BASE_URL right.`;
}

/** What a key is answered with that stands for other mails. */
const OTHER_BYTES = 'invalid_idempotent_request';

interface Fault {
  readonly status: number | null;
  readonly name: string;
  readonly message: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// A gateway's JSON may lack any of them, and the SDK passes it on as it is.
const errorShape = z.object({
  statusCode: z.number().nullish(),
  name: z.string().nullish(),
  message: z.string().nullish(),
});

/** "Not now, nothing was taken": rates, quotas, and requests that stand in each other's way. */
function waitAnswer(
  fault: Fault,
  headers: ResendResult['headers'],
  now: number,
): {
  because: 'rate' | 'daily_quota' | 'monthly_quota' | 'busy';
  retryAfterMs: number;
  alone?: boolean;
} | null {
  const { status, name } = fault;
  const namedOnly =
    status === null && /^(rate_limit_exceeded|daily_quota_exceeded|monthly_quota_exceeded)$/.test(name);
  if (status === 429 || namedOnly) {
    // retry-after on a quota answer is not documented; a second's wait would only ask again in vain.
    if (name === 'daily_quota_exceeded') return { because: 'daily_quota', retryAfterMs: untilNextDay(now) };
    if (name === 'monthly_quota_exceeded') return { because: 'monthly_quota', retryAfterMs: HOUR };
    return { because: 'rate', retryAfterMs: retryAfterMs(headers, now) };
  }
  const busy = name === 'concurrent_idempotent_requests' || name === 'resource_locked';
  if (busy && (status === 409 || status === null))
    return { because: 'busy', retryAfterMs: 3_000, alone: true };
  return null;
}

/** A minute past midnight UTC; right after midnight their clock may be behind ours, and a day would be lost. */
function untilNextDay(now: number): number {
  const sinceMidnight = now % DAY;
  return sinceMidnight < 10 * MINUTE ? 10 * MINUTE : DAY - sinceMidnight + MINUTE;
}

/** A no without a name of the API's own, or with the one that is kept for its crashes: the SDK gives it to a page of HTML. */
function isForeign({ status, name }: Fault): boolean {
  if (status === null || status < 300 || status >= 500 || status === 408 || status === 425) return false;
  return name === '' || name === 'application_error';
}

/** Whose fault a clear no is; null when it is not a clear no. */
function refusalScope({ status, name, message }: Fault): 'payload' | 'account' | null {
  if (status === null || status < 400 || status >= 500) return null;
  // Same key, other bytes: mails under this key may be out already, so nobody may take this for a no (decision 041).
  // An unknown conflict, a time-out or "too early" from something in between says as little.
  if (status === 409 || status === 408 || status === 425) return null;
  const mails = status === 400 || status === 413 || status === 422;
  return mails && !accountNames.has(name) && !isAboutUs(message) ? 'payload' : 'account';
}

/** 400s and 422s that every other mail of ours would get as well: splitting would end with every reader rejected. */
const accountNames = new Set([
  'invalid_idempotency_key',
  'invalid_from_address',
  'invalid_region',
  'invalid_access',
  'missing_api_key',
  'security_error',
]);

/**
 * What a request without its template gets is not documented: any no to the mails or to a place counts, because in full
 * the same mails are told the true reason.
 */
function isAboutForm({ status, message }: Fault): boolean {
  if (status === 400 || status === 404 || status === 413 || status === 422) return true;
  return (status === 401 || status === 403) && /templat/i.test(message);
}

/** What stands in every mail of ours alike, by the API's names for it, or words about the account. */
function isAboutUs(message: string): boolean {
  if (/`to`/.test(message)) return false;
  return sharedField.test(message) || blameOf(message) === 'us';
}

const sharedField =
  /\b(from|reply_?to|headers?|tags?|subject|html|text|template|scheduled_?at)\b`? (field|property|parameter)|`(from|reply_?to|headers?|tags?|subject|html|text|template)\b|domain is not verified|testing emails|header/i;

function acceptedAnswer(
  data: unknown,
  { count, thin }: { readonly count: number; readonly thin?: boolean },
  pace: { readonly pace?: Pace },
): MailerAnswer {
  const items = placesOf(data, count);
  if (typeof items === 'string') return { kind: 'unclear', reason: items };
  const refusals = items.flatMap(item => (item.kind === 'rejected' ? [item.reason] : []));
  const scope = refusals.length === count ? allRefusedScope(refusals, thin ?? false) : null;
  if (scope === null) return { kind: 'accepted', items, ...pace };
  return {
    kind: 'refused',
    scope,
    code: 'validation_error',
    reason: refusals[0] ?? '',
    remembered: true,
    ...pace,
  };
}

/** A no to every single mail is hardly one to these readers: if it is, halves of the batch will be told it again. */
function allRefusedScope(refusals: readonly string[], thin: boolean): 'form' | 'account' | 'payload' | null {
  if (thin) return 'form';
  if (refusals.every(isAboutUs)) return 'account';
  if (refusals.every(reason => blameOf(reason) === 'recipient')) return null;
  if (refusals.length >= MANY && new Set(refusals.map(causeOf)).size === 1) return 'account';
  return refusals.length > 1 ? 'payload' : null;
}

/** So many readers are not all refused for one reason of their own. */
const MANY = 10;

/** `retry-after` in seconds or as a date; a second where there is none. */
function retryAfterMs(headers: ResendResult['headers'], now: number): number {
  const value = headers?.['retry-after'] ?? '';
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), DAY) : 1_000;
}

/** A limit over more than a minute is a quota: it says how much, not how fast. */
const LONGEST_WINDOW_S = 60;

/** `ratelimit-policy: 10;w=1` says it with its window; `ratelimit-limit` alone counts by the second. */
export function paceOf(headers: ResendResult['headers']): { readonly pace?: Pace } {
  const policy = /^(\d+);\s*w=(\d+)/.exec(headers?.['ratelimit-policy'] ?? '');
  if (policy && Number(policy[2]) > LONGEST_WINDOW_S) return {};
  const perSecond = policy
    ? Number(policy[1]) / Number(policy[2])
    : Number(/^\d+$/.exec(headers?.['ratelimit-limit'] ?? '')?.[0]);
  return Number.isFinite(perSecond) && perSecond > 0 ? { pace: { requestsPerSecond: perSecond } } : {};
}
