import { createHash } from 'node:crypto';
import { type Answer, refusal } from './answer.ts';

/** How long the API keeps a key. */
const WINDOW_MS = 24 * 3_600_000;

interface KeptAnswer {
  readonly at: number;
  readonly fingerprint: string;
  readonly answer: Answer;
}

/**
 * Idempotency keys as documented: the same key and bytes within 24 hours get the first answer again, other bytes a
 * conflict, a key in flight another. Bytes are compared raw; refusals are not kept.
 */
export class KeyStore {
  readonly #kept = new Map<string, KeptAnswer>();
  readonly #inFlight = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer this key already has, a conflict, or null: then the key is in flight until `end`. */
  begin(
    key: string,
    fingerprint: string,
  ): { readonly kind: 'replay' | 'conflict'; readonly answer: Answer } | null {
    if (this.#inFlight.has(key)) {
      const said = 'Same idempotency key used while original request is still in progress.';
      return { kind: 'conflict', answer: refusal(409, 'concurrent_idempotent_requests', said) };
    }
    const kept = this.#kept.get(key);
    if (kept && this.#now() - kept.at < WINDOW_MS) {
      if (kept.fingerprint === fingerprint) return { kind: 'replay', answer: kept.answer };
      const said = 'Same idempotency key used with a different request payload.';
      return { kind: 'conflict', answer: refusal(409, 'invalid_idempotent_request', said) };
    }
    this.#inFlight.add(key);
    return null;
  }

  keep(key: string, fingerprint: string, answer: Answer, at: number): void {
    this.#kept.set(key, { at, fingerprint, answer });
  }

  end(key: string): void {
    this.#inFlight.delete(key);
  }

  reset(): void {
    this.#kept.clear();
  }
}

/** What makes two requests the same. */
export function requestFingerprint(path: string, body: Buffer): string {
  return createHash('sha256').update(path).update('\n').update(body).digest('hex');
}
