import { z } from 'zod';
import { causeOf } from '../refusal-cause.ts';
import { parsed, plainText } from './http-pool.ts';
import type { ItemAnswer, MailerAnswer } from './mailer.ts';
import { masked } from './masked.ts';
import { blameOfCode, type CodeBlame } from './postmark-code.ts';

/** What came back over the wire. */
export interface PostmarkReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const SECOND = 1_000;
/** There is no documented limit and no header that says when: some seconds are long for a request, short for an issue. */
const RATE_MS = 10 * SECOND;
const MAINTENANCE_MS = 60 * SECOND;
/** Longer than an hour is not believed of a limit on requests. */
const MOST_MS = 3_600 * SECOND;

/** So many readers are not all refused for one reason of their own. */
const MANY = 10;

/**
 * What an answer of the Postmark API means for the mails of one call (docs/decisions/204). A yes or a no is believed in the API's
 * own words only: a list with one result a mail, or an ErrorCode; whatever else comes is unclear.
 * @param count how many mails the call held
 */
export function postmarkAnswer(reply: PostmarkReply, count: number): MailerAnswer {
  const { status } = reply;
  const json = parsed(reply.text);
  const said = resultShape.safeParse(json);
  const fault = said.success && said.data.ErrorCode !== 0 ? said.data : null;
  if (status >= 200 && status < 300) {
    if (fault && count > 1) return noToAll(fault, reply, count);
    return resultsAnswer(Array.isArray(json) ? json : [json], count);
  }
  if (isRedirect(status)) return redirected(reply);
  const words = fault ? reasonOf(fault) : masked(plainText(reply.text));
  const reason = fault ? words : [status, words].filter(Boolean).join(' ');
  // Whoever says so has not read the call to its end, and a part of it is no JSON.
  if (status === 413 && !fault) return { kind: 'refused', scope: 'payload', code: 'http_413', reason };
  if (status === 429 && !fault) return { kind: 'wait', because: 'rate', retryAfterMs: waitMs(reply), reason };
  if (status === 503 && fault?.ErrorCode === MAINTENANCE) return noToAll(fault, reply, count);
  if (status >= 500 || status === 408 || status === 425) return { kind: 'unclear', reason };
  return fault ? noToAll(fault, reply, count) : { kind: 'unclear', foreign: true, reason };
}

const MAINTENANCE = 100;
const RATE_LIMIT = 429;

const resultShape = z.object({
  ErrorCode: z.int().nonnegative(),
  Message: z.string().catch(''),
  MessageID: z.string().nullish().catch(null),
});
type Result = z.infer<typeof resultShape>;

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** The API never answers so: its address is wrong, or something stands before it. Nothing is posted where it points. */
function redirected({ status, headers }: PostmarkReply): MailerAnswer {
  const { location = '' } = headers;
  const place = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  const reason = `${status}: the address of the mail API redirects${place}, so it is a wrong one. Put POSTMARK_BASE_URL right.`;
  return { kind: 'refused', scope: 'account', code: `http_${status}`, reason };
}

function reasonOf({ ErrorCode, Message }: Result): string {
  return masked(`${ErrorCode} ${Message}`);
}

/** One error for the whole call: nobody's mail was taken. */
function noToAll(fault: Result, reply: PostmarkReply, count: number): MailerAnswer {
  const [reason, code] = [reasonOf(fault), String(fault.ErrorCode)];
  switch (blameOfCode(fault.ErrorCode, fault.Message)) {
    case 'us':
      return { kind: 'refused', scope: 'account', code, reason };
    case 'later':
      return waitAnswer(fault, reason, waitMs(reply));
    case 'reader':
    case 'mail':
      if (count === 1) return { kind: 'accepted', items: [{ kind: 'rejected', reason }] };
      return { kind: 'refused', scope: 'payload', code, reason };
  }
}

function waitAnswer({ ErrorCode }: Result, reason: string, rateMs: number): MailerAnswer {
  const isRate = ErrorCode === RATE_LIMIT;
  return {
    kind: 'wait',
    because: isRate ? 'rate' : 'busy',
    retryAfterMs: isRate ? rateMs : MAINTENANCE_MS,
    reason,
  };
}

/** A result for each mail, in their order. */
function resultsAnswer(list: readonly unknown[], count: number): MailerAnswer {
  const read = z.array(resultShape).safeParse(list);
  if (!read.success) return { kind: 'unclear', reason: 'the answer could not be read' };
  const results = read.data;
  const ids = results.flatMap(({ ErrorCode, MessageID }) => (ErrorCode === 0 ? (MessageID ?? '') : []));
  if (results.length !== count || ids.includes('') || new Set(ids).size !== ids.length) {
    return { kind: 'unclear', reason: `the answer does not add up to ${count} mails` };
  }
  return (ids.length === 0 && nobodyTaken(results)) || { kind: 'accepted', items: results.map(itemOf) };
}

/** What a no to every single mail says about us; null where it only tells of these readers. */
function nobodyTaken(results: readonly Result[]): MailerAnswer | null {
  const first = (wanted: CodeBlame) =>
    results.find(({ ErrorCode, Message }) => blameOfCode(ErrorCode, Message) === wanted);
  const refused = (fault: Result, scope: 'account' | 'payload'): MailerAnswer => {
    return { kind: 'refused', scope, code: String(fault.ErrorCode), reason: reasonOf(fault) };
  };
  const us = first('us');
  if (us) return refused(us, 'account');
  const later = first('later');
  const isAll = (wanted: CodeBlame) =>
    results.every(({ ErrorCode, Message }) => blameOfCode(ErrorCode, Message) === wanted);
  if (later && isAll('later')) return waitAnswer(later, reasonOf(later), RATE_MS);
  const mail = first('mail');
  if (!mail || !isAll('mail')) return null;
  if (results.length >= MANY && new Set(results.map(result => causeOf(reasonOf(result)))).size === 1) {
    return refused(mail, 'account');
  }
  return results.length > 1 ? refused(mail, 'payload') : null;
}

function itemOf(result: Result): ItemAnswer {
  const { ErrorCode, Message, MessageID } = result;
  if (ErrorCode === 0) return { kind: 'accepted', id: MessageID ?? '' };
  const reason = reasonOf(result);
  switch (blameOfCode(ErrorCode, Message)) {
    case 'reader':
    case 'mail':
      return { kind: 'rejected', reason };
    case 'later':
      return { kind: 'later', retryAfterMs: ErrorCode === MAINTENANCE ? MAINTENANCE_MS : RATE_MS, reason };
    case 'us':
      // Soon, in a call of their own: refused there to all, it stops the issue.
      return { kind: 'later', retryAfterMs: SECOND, reason };
  }
}

/** `retry-after` is not documented, and obeyed where it comes all the same: in seconds. */
function waitMs({ headers }: PostmarkReply): number {
  const value = headers['retry-after'] ?? '';
  return /^\d+$/.test(value) ? Math.min(Number(value) * SECOND, MOST_MS) : RATE_MS;
}
