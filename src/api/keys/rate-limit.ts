/** What a key has left. */
export interface Allowance {
  readonly passed: boolean;
  /** Requests that would pass now. */
  readonly left: number;
  /** Until it is full again, whole seconds. */
  readonly fullInS: number;
  /** Until the next would pass, whole seconds; 0 when it would now. */
  readonly nextInS: number;
}

/** So many at once, and as many in each so long a time. */
export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

const REQUESTS: Rate = { limit: 600, perMs: 60_000 };

/**
 * A token bucket for each key, in memory: what one process lets pass. It protects the machine from a program run wild; what
 * must hold over processes and restarts (confirmation mails, test sends) has caps in the database.
 * @param ticks milliseconds of a clock that only goes forward
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #ticks: () => number;
  /** By key: tokens left, and when that was so. As many as there are keys. */
  readonly #buckets = new Map<number, { tokens: number; at: number }>();

  constructor(ticks: () => number, rate: Rate = REQUESTS) {
    this.#ticks = ticks;
    this.#rate = rate;
  }

  get rate(): Rate {
    return this.#rate;
  }

  /** Takes one, where there is one. */
  take(keyId: number): Allowance {
    const { limit, perMs } = this.#rate;
    const now = this.#ticks();
    const before = this.#buckets.get(keyId) ?? { tokens: limit, at: now };
    const tokens = Math.min(limit, before.tokens + (Math.max(0, now - before.at) * limit) / perMs);
    const passed = tokens >= 1;
    const left = passed ? tokens - 1 : tokens;
    this.#buckets.set(keyId, { tokens: left, at: now });
    const seconds = (missing: number) => Math.ceil((missing * perMs) / limit / 1_000);
    return {
      passed,
      left: Math.floor(left),
      fullInS: seconds(limit - left),
      nextInS: left >= 1 ? 0 : Math.max(1, seconds(1 - left)),
    };
  }
}

/** As the IETF's draft on rate limit headers has them. */
export function rateHeaders({ limit, perMs }: Rate, { left, fullInS }: Allowance): Record<string, string> {
  return {
    'RateLimit-Policy': `"key";q=${limit};w=${perMs / 1_000}`,
    RateLimit: `"key";r=${left};t=${fullInS}`,
  };
}
