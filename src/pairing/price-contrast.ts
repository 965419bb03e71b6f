import type { Price } from '../catalogue/tool.ts';

/** What it costs to start, on a log scale. */
export interface EntryPrice {
  /** '' when it costs nothing, which is the same in every currency. */
  readonly currency: string;
  /** ln(1 + amount a month). */
  readonly log: number;
}

/** A hundred a month against nothing, or more, counts as the full contrast. */
export const FULL_CONTRAST = Math.log(101);

/**
 * What a reader pays to begin. A free tier costs nothing. Null where there is no monthly amount to compare:
 * unknown, `paid` without a number, once, by usage.
 */
export function entryPrice(price: Price): EntryPrice | null {
  if (price.kind === 'free' || price.kind === 'free_tier') return { currency: '', log: 0 };
  if (price.kind === 'unknown' || !price.from) return null;
  const { amount, currency, per } = price.from;
  return per === 'month' || per === 'seat_month' ? { currency, log: Math.log(1 + amount) } : null;
}

/** How far two entry prices lie apart, 0 to 1; 0 where they cannot be compared. */
export function entryContrast(a: EntryPrice | null, b: EntryPrice | null): number {
  if (!a || !b || !isComparable(a.currency, b.currency)) return 0;
  return Math.min(1, Math.abs(a.log - b.log) / FULL_CONTRAST);
}

/** Without exchange rates, two currencies can only be compared when one side is free. */
export function isComparable(a: string, b: string): boolean {
  return a === b || a === '' || b === '';
}
