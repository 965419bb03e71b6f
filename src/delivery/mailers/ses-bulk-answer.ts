import type { SendBulkEmailCommandOutput } from '@aws-sdk/client-sesv2';
import { causeOf } from '../refusal-cause.ts';
import { blameOf } from './blame.ts';
import type { ItemAnswer, MailerAnswer, Pace } from './mailer.ts';
import { masked } from './masked.ts';
import { isAboutUs, isQuota, QUOTA_RETRY_MS } from './ses-answer.ts';

const RATE_RETRY_MS = 1_000;
const TRANSIENT_RETRY_MS = 30_000;
const ACCOUNT_RETRY_MS = 60_000;

/** What became of one entry. `alone`: to be asked about by itself, where its no may be about what it shared a call with. */
type Entry =
  | { readonly kind: 'taken'; readonly id: string }
  | { readonly kind: 'refused'; readonly by: 'reader' | 'us' | 'form'; readonly reason: string }
  | {
      readonly kind: 'later';
      readonly by: 'rate' | 'daily_quota' | 'busy' | 'alone';
      readonly reason: string;
    };

/**
 * What SES answers a bulk request: a status an entry, in their order. Where a status is not known, or taken entries have no
 * id, nobody can tell what became of whom.
 * @param count how many entries the request had
 */
export function sesBulkAnswer(
  output: SendBulkEmailCommandOutput,
  { count, pace }: { readonly count: number; readonly pace?: Pace },
): MailerAnswer {
  const results = output.BulkEmailEntryResults ?? [];
  if (results.length !== count) {
    return { kind: 'unclear', reason: `the answer has ${results.length} entries for ${count} mails` };
  }
  const entries = results.map(entryOf);
  const known = entries.filter(entry => entry !== null);
  if (known.length < count) return { kind: 'unclear', reason: 'the answer has an entry that cannot be read' };
  const ids = known.flatMap(entry => (entry.kind === 'taken' ? [entry.id] : []));
  if (new Set(ids).size !== ids.length) return { kind: 'unclear', reason: 'the answer has an id twice' };
  const said = pace ? { pace } : {};
  if (ids.length === 0) return noneTaken(known, said);
  return { kind: 'accepted', items: known.map(itemOf), ...said };
}

function entryOf(
  result: NonNullable<SendBulkEmailCommandOutput['BulkEmailEntryResults']>[number],
): Entry | null {
  const { MessageId: id = '', Error: words = '' } = result;
  const status: string = result.Status ?? '';
  const reason = masked([status, words].filter(Boolean).join(' '));
  switch (status) {
    case 'SUCCESS':
      return id === '' ? null : { kind: 'taken', id };
    case 'MESSAGE_REJECTED':
      return { kind: 'refused', by: isAboutUs(words) ? 'us' : 'reader', reason };
    case 'INVALID_PARAMETER':
      if (isAboutUs(words)) return { kind: 'refused', by: 'us', reason };
      return blameOf(words) === 'recipient'
        ? { kind: 'refused', by: 'reader', reason }
        : { kind: 'later', by: 'alone', reason };
    case 'TEMPLATE_NOT_FOUND':
    case 'TEMPLATE_DOES_NOT_EXIST':
      return { kind: 'refused', by: 'form', reason };
    case 'ACCOUNT_THROTTLED':
      return { kind: 'later', by: isQuota(words) ? 'daily_quota' : 'rate', reason };
    case 'ACCOUNT_DAILY_QUOTA_EXCEEDED':
      return { kind: 'later', by: 'daily_quota', reason };
    case 'TRANSIENT_FAILURE':
      return { kind: 'later', by: 'busy', reason };
    case 'FAILED':
      return { kind: 'later', by: 'alone', reason };
    case 'MAIL_FROM_DOMAIN_NOT_VERIFIED':
    case 'CONFIGURATION_SET_NOT_FOUND':
    case 'CONFIGURATION_SET_DOES_NOT_EXIST':
    case 'CONFIGURATION_SET_SENDING_PAUSED':
    case 'ACCOUNT_SUSPENDED':
    case 'ACCOUNT_SENDING_PAUSED':
    case 'INVALID_SENDING_POOL_NAME':
      return { kind: 'refused', by: 'us', reason };
    default:
      return null;
  }
}

/** Beside others that were taken. What is about us is told again, by a call of its own. */
function itemOf(entry: Entry): ItemAnswer {
  if (entry.kind === 'taken') return { kind: 'accepted', id: entry.id };
  const { reason } = entry;
  if (entry.kind === 'refused' && entry.by === 'reader') return { kind: 'rejected', reason };
  return { kind: 'later', retryAfterMs: retryMs(entry), reason };
}

function retryMs({ by }: Exclude<Entry, { kind: 'taken' }>): number {
  switch (by) {
    case 'rate':
      return RATE_RETRY_MS;
    case 'daily_quota':
      return QUOTA_RETRY_MS;
    case 'busy':
    case 'alone':
      return TRANSIENT_RETRY_MS;
    case 'us':
      return ACCOUNT_RETRY_MS;
    default:
      return 0;
  }
}

type NotTaken = Exclude<Entry, { kind: 'taken' }>;

/** A clear no to the whole request, or a "later": what is said of us weighs most, then what everybody waits for. */
function noneTaken(known: readonly Entry[], said: { readonly pace?: Pace }): MailerAnswer {
  const entries = known.filter((entry): entry is NotTaken => entry.kind !== 'taken');
  const first = (by: NotTaken['by']) => entries.find(entry => entry.by === by);
  const us = first('us') ?? (isOneReason(entries) ? first('reader') : undefined);
  if (us) return { kind: 'refused', scope: 'account', code: codeOf(us), reason: us.reason, ...said };
  const form = first('form');
  if (form) return { kind: 'refused', scope: 'form', code: codeOf(form), reason: form.reason, ...said };
  for (const because of ['daily_quota', 'rate', 'busy'] as const) {
    const waits = first(because);
    if (waits) return { kind: 'wait', because, retryAfterMs: retryMs(waits), reason: waits.reason, ...said };
  }
  const alone = first('alone');
  if (!alone) return { kind: 'accepted', items: entries.map(itemOf), ...said };
  if (entries.length > 1) {
    return { kind: 'refused', scope: 'payload', code: codeOf(alone), reason: alone.reason, ...said };
  }
  // What is wrong with the entry of one reader ends as a rejection, what merely failed is tried for some days.
  return alone.reason.startsWith('FAILED')
    ? { kind: 'wait', because: 'reader', retryAfterMs: TRANSIENT_RETRY_MS, reason: alone.reason, ...said }
    : { kind: 'accepted', items: [{ kind: 'rejected', reason: alone.reason }], ...said };
}

/** So many readers are not all refused for one reason of their own. */
const MANY = 10;

function isOneReason(entries: readonly NotTaken[]): boolean {
  if (entries.length < MANY || entries.some(({ by }) => by !== 'reader')) return false;
  return new Set(entries.map(({ reason }) => causeOf(reason))).size === 1;
}

function codeOf({ reason }: NotTaken): string {
  return /^[A-Z_]+/.exec(reason)?.[0].toLowerCase() ?? 'refused';
}
