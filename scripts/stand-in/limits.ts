import { type Answer, refusal } from './answer.ts';

export interface Limits {
  /** Requests a second, counted in fixed windows as the API does; null for none. */
  readonly requestsPerSecond: number | null;
  /** Mails a UTC day; null for none. */
  readonly dailyQuota: number | null;
  /** Mails a UTC month; null for none. */
  readonly monthlyQuota: number | null;
}

const SECOND = 1_000;

/** Counts requests and mails against the limits of one team. */
export class LimitCounter {
  #limits: Limits;
  readonly #now: () => number;
  #window = { start: Number.NaN, requests: 0 };
  #day = { name: '', mails: 0 };
  #month = { name: '', mails: 0 };

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  change(limits: Partial<Limits>): void {
    this.#limits = { ...this.#limits, ...limits };
  }

  reset(): void {
    this.#window = { start: Number.NaN, requests: 0 };
    this.#day = { name: '', mails: 0 };
    this.#month = { name: '', mails: 0 };
  }

  /** Counts a request; an answer when it is one too many. */
  request(): Answer | null {
    const start = Math.floor(this.#now() / SECOND) * SECOND;
    if (this.#window.start !== start) this.#window = { start, requests: 0 };
    this.#window.requests += 1;
    const limit = this.#limits.requestsPerSecond;
    if (limit === null || this.#window.requests <= limit) return null;
    const said = refusal(
      429,
      'rate_limit_exceeded',
      `Too many requests. You can only make ${limit} requests per second.`,
    );
    return { ...said, headers: { 'retry-after': '1' } };
  }

  /** An answer when this many mails more would go over a quota. */
  quota(mails: number): Answer | null {
    const { dailyQuota, monthlyQuota } = this.#limits;
    if (dailyQuota !== null && this.#today().mails + mails > dailyQuota) {
      return refusal(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.');
    }
    if (monthlyQuota !== null && this.#thisMonth().mails + mails > monthlyQuota) {
      return refusal(429, 'monthly_quota_exceeded', 'You have reached your monthly email sending quota.');
    }
    return null;
  }

  count(mails: number): void {
    this.#today().mails += mails;
    this.#thisMonth().mails += mails;
  }

  /** The headers of every answer. */
  headers(): Record<string, string> {
    const limit = this.#limits.requestsPerSecond;
    const headers: Record<string, string> = { 'x-resend-monthly-quota': String(this.#thisMonth().mails) };
    if (this.#limits.dailyQuota !== null) headers['x-resend-daily-quota'] = String(this.#today().mails);
    if (limit === null) return headers;
    return {
      ...headers,
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': String(Math.max(0, limit - this.#window.requests)),
      'ratelimit-reset': '1',
      'ratelimit-policy': `${limit};w=1`,
    };
  }

  #today(): { name: string; mails: number } {
    const name = new Date(this.#now()).toISOString().slice(0, 10);
    if (this.#day.name !== name) this.#day = { name, mails: 0 };
    return this.#day;
  }

  #thisMonth(): { name: string; mails: number } {
    const name = new Date(this.#now()).toISOString().slice(0, 7);
    if (this.#month.name !== name) this.#month = { name, mails: 0 };
    return this.#month;
  }
}
