/** What an SES account may do. */
export interface SesAccount {
  /** Out of the sandbox. */
  readonly production: boolean;
  /** Whom the sandbox lets be written to. */
  readonly verified: readonly string[];
  readonly sending: 'on' | 'paused' | 'suspended';
  /** Mails a second; null for no limit. */
  readonly maxSendRate: number | null;
  readonly max24Hour: number | null;
  /** Whether GetAccount may be asked. */
  readonly tells: boolean;
  /** Whether it is answered now; else once it is. */
  readonly hears: boolean;
}

export const GOOD_ACCOUNT: SesAccount = {
  production: true,
  verified: [],
  sending: 'on',
  maxSendRate: null,
  max24Hour: null,
  tells: true,
  hears: true,
};

export type Limit = 'rate' | 'quota';

const DAY_MS = 24 * 3_600_000;

/** Counts what an account has sent. */
export class SentMails {
  readonly #at: number[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  count(): void {
    this.#at.push(this.#now());
  }

  within(ms: number): number {
    const since = this.#now() - ms;
    let count = 0;
    for (let at = this.#at.length - 1; at >= 0 && (this.#at[at] ?? 0) > since; at--) count += 1;
    return count;
  }

  /** Which limit one more mail would break. */
  limit({ maxSendRate, max24Hour }: SesAccount): Limit | null {
    if (max24Hour !== null && this.within(DAY_MS) >= max24Hour) return 'quota';
    return maxSendRate !== null && this.within(1_000) >= maxSendRate ? 'rate' : null;
  }

  shown(account: SesAccount): unknown {
    const { maxSendRate, max24Hour, production, sending } = account;
    return {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: sending === 'suspended' ? 'SHUTDOWN' : 'HEALTHY',
      ProductionAccessEnabled: production,
      SendingEnabled: sending === 'on',
      SendQuota: {
        Max24HourSend: max24Hour ?? -1,
        MaxSendRate: maxSendRate ?? 10_000,
        SentLast24Hours: this.within(DAY_MS),
      },
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    };
  }
}
