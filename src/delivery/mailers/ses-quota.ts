import { setTimeout } from 'node:timers/promises';
import type { GetAccountCommandOutput } from '@aws-sdk/client-sesv2';
import type { MailerAnswer, Pace } from './mailer.ts';
import { QUOTA_RETRY_MS } from './ses-answer.ts';
import type { SesApi } from './ses-api.ts';

/** How long an answer of GetAccount is gone by; others send from the same account, and AWS raises its limits. */
const FRESH_MS = 5 * 60_000;
/** The same once it has said that nothing is left, or nothing at all: SES lets it be asked once a second. */
const AGAIN_MS = 60_000;
/** Nobody's mail waits longer for that answer; when it comes, it counts all the same. */
const PATIENCE_MS = 1_000;
const GIVEN_UP_MS = 10_000;

/** What an account may send, as SES told it last. */
interface Told {
  readonly askedAt: number;
  /** Mails a second; null where it was not said. */
  readonly perSecond: number | null;
  /** Mails that the last 24 hours had left; Infinity without a limit, or where it was not said. */
  left: number;
}

export interface SesQuota {
  /** Asked before every request. @returns why it must wait; null when it may go */
  hold(signal: AbortSignal): Promise<MailerAnswer | null>;
  /** So many mails were taken. */
  count(mails: number): void;
  /** SES itself says that nothing is left. */
  usedUp(): void;
  /** After a request of so many mails: what the limit leaves a request as large. */
  pace(mails: number): { readonly pace?: Pace };
}

/**
 * The account's own limits: so many mails a second (MaxSendRate), so many in 24 hours (Max24HourSend). Where SES does not
 * tell them, because the user may not ask, its refusals alone are gone by.
 * @param now epoch milliseconds
 */
export function sesQuota(api: Pick<SesApi, 'account'>, now: () => number): SesQuota {
  let told: Told | null = null;
  let asking: Promise<void> | null = null;
  const isStale = () => {
    if (!told) return true;
    const age = now() - told.askedAt;
    const isPoor = told.left < 1 || told.perSecond === null;
    return age < 0 || age >= (isPoor ? AGAIN_MS : FRESH_MS);
  };
  const look = async () => {
    const asked = await api.account({ signal: AbortSignal.timeout(GIVEN_UP_MS) });
    told =
      asked.kind === 'answered'
        ? read(asked.output, now())
        : { perSecond: null, left: Number.POSITIVE_INFINITY, ...told, askedAt: now() };
  };
  return {
    hold: async signal => {
      if (isStale()) {
        asking ??= look().finally(() => {
          asking = null;
        });
        await Promise.race([asking, over(PATIENCE_MS, signal)]);
      }
      if (!told || told.left >= 1) return null;
      return { kind: 'wait', because: 'daily_quota', retryAfterMs: QUOTA_RETRY_MS, reason: USED_UP };
    },
    count: mails => {
      if (told) told.left -= mails;
    },
    usedUp: () => {
      if (told) told.left = 0;
    },
    pace: mails =>
      told?.perSecond ? { pace: { requestsPerSecond: told.perSecond / Math.max(1, mails) } } : {},
  };
}

/** Once so many ms are over, or the signal has come. */
function over(ms: number, signal: AbortSignal): Promise<unknown> {
  return setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

const USED_UP = 'The SES account has sent as many mails in the last 24 hours as it may (Max24HourSend).';

function read({ SendQuota: quota }: GetAccountCommandOutput, askedAt: number): Told {
  const { MaxSendRate: rate = 0, Max24HourSend: most = -1, SentLast24Hours: sent = 0 } = quota ?? {};
  return {
    askedAt,
    perSecond: rate > 0 ? rate : null,
    // -1 stands for no limit.
    left: most < 0 ? Number.POSITIVE_INFINITY : most - sent,
  };
}
