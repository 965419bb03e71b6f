import type { BatchStore, ClaimedBatch } from './batch.ts';
import type { Payload } from './payload-form.ts';

/** A batch that is held and sealed, and what will be handed over; null where that has to be made again. */
export interface SealedClaim {
  readonly batch: ClaimedBatch;
  readonly payload: Payload | null;
  /** Ticks before it was claimed: its lease runs from there. */
  readonly leasedAt: number;
}

/** Most that are held for lanes that have not come for them yet. */
const MOST = 16;
/** Claimed together and gone within so long (ms), twice as many are claimed the next time; else half as many. */
const QUICK_MS = 250;
/** How long one is kept (ms), and which part of a lease at most. */
const KEPT_MS = 1_000;
const KEPT = 1 / 8;

/**
 * What the lanes of one call claim together, where a mailer takes single mails: one transaction for as many as they hand
 * over in a quarter of a second. Nothing of it counts as tried before its own handover, and that asks once more whether
 * the issue is still to be sent.
 */
export class ClaimsAhead {
  #kept: SealedClaim[] = [];
  #most = 1;
  #claimedAt = Number.NEGATIVE_INFINITY;
  #claiming: Promise<boolean> | null = null;
  #claims = 0;

  /**
   * The next of them.
   * @param claim claims one; called as often as seems right, all at once, each time with another number. It has to be part of
   * the owner's name: a lane that comes late with one whose lease ran out must not pass for the lane that has it by now
   * @returns null when there is nothing to claim
   * @throws what `claim` throws, when none could be claimed
   */
  async next(
    claim: (number: number) => Promise<SealedClaim | null>,
    deps: {
      readonly store: BatchStore;
      readonly leaseMs: number;
      readonly now: () => number;
      readonly ticks: () => number;
    },
  ): Promise<SealedClaim | null> {
    for (;;) {
      if (this.#kept.length > 0 && deps.ticks() - this.#claimedAt > Math.min(KEPT_MS, deps.leaseMs * KEPT)) {
        this.#most = 1;
        await this.giveBack(deps);
      }
      const kept = this.#kept.shift();
      if (kept) return kept;
      this.#claiming ??= this.#claimMore(claim, deps.ticks).finally(() => {
        this.#claiming = null;
      });
      if (!(await this.#claiming)) return null;
    }
  }

  /** Frees what no lane has come for. */
  async giveBack({ store, now }: { readonly store: BatchStore; readonly now: () => number }): Promise<void> {
    const kept = this.#kept;
    this.#kept = [];
    for (const { batch } of kept) {
      await store.putBack(batch, { notBefore: 0, reason: batch.reason, now: now() });
    }
  }

  /** The store as lanes see it: what is kept for them may be tried now. */
  over(store: BatchStore): BatchStore {
    return {
      ...store,
      nextDue: async (issueId, now) =>
        now !== undefined && this.#kept.length > 0 ? now : store.nextDue(issueId, now),
      countDue: async (issueId, limit) => {
        const kept = this.#kept.length;
        return kept >= limit.most ? limit.most : kept + (await store.countDue(issueId, limit));
      },
    };
  }

  /** @returns whether there was any */
  async #claimMore(
    claim: (number: number) => Promise<SealedClaim | null>,
    ticks: () => number,
  ): Promise<boolean> {
    const wasQuick = ticks() - this.#claimedAt < QUICK_MS;
    this.#most = wasQuick ? Math.min(MOST, this.#most * 2) : Math.max(1, this.#most >> 1);
    this.#claimedAt = ticks();
    const claimed = await Promise.allSettled(Array.from({ length: this.#most }, () => claim(++this.#claims)));
    for (const one of claimed) if (one.status === 'fulfilled' && one.value) this.#kept.push(one.value);
    const fault = claimed.find(one => one.status === 'rejected');
    if (fault && this.#kept.length === 0) throw fault.reason;
    return this.#kept.length > 0;
  }
}
