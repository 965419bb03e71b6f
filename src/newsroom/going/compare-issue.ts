import { wilson } from '../../issue/wilson.ts';

/** Sent issues before this one that it is compared with. */
export const COMPARED_WITH = 8;
/** Below this many there is no telling what is usual. */
const FEWEST_ISSUES = 3;
/** Below this many readers a rate says nothing. */
export const FEWEST_READERS = 200;

/** A count out of how many there could be. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

export type Judgement =
  /** Clearly so: the median lies outside the 95% interval of this issue's share. */
  | 'above'
  | 'below'
  | 'usual'
  /** Nothing it could be a share of. */
  | 'unknown'
  /** Fewer than 200 readers. */
  | 'few readers'
  /** Fewer than three earlier issues whose numbers are known. */
  | 'few issues';

export interface Compared extends Share {
  /** Null where nothing could be counted. */
  readonly rate: number | null;
  /** Ends of the 95% interval (Wilson). */
  readonly low: number;
  readonly high: number;
  /** Of the earlier issues; null for none. */
  readonly median: number | null;
  readonly issues: number;
  readonly judgement: Judgement;
}

/** How one issue's share stands against the median of earlier ones. Pure. */
export function compareShare(share: Share, earlier: readonly Share[]): Compared {
  const rates = earlier.filter(({ of }) => of > 0).map(({ count, of }) => count / of);
  const median = medianOf(rates);
  const { low, high } = wilson(Math.min(share.count, share.of), share.of);
  const rate = share.of > 0 ? share.count / share.of : null;
  return {
    ...share,
    rate,
    low,
    high,
    median,
    issues: rates.length,
    judgement: judge(share, { low, high }, { median, issues: rates.length }),
  };
}

function judge(
  { of }: Share,
  { low, high }: { readonly low: number; readonly high: number },
  { median, issues }: { readonly median: number | null; readonly issues: number },
): Judgement {
  if (of === 0) return 'unknown';
  if (of < FEWEST_READERS) return 'few readers';
  if (median === null || issues < FEWEST_ISSUES) return 'few issues';
  if (low > median) return 'above';
  return high < median ? 'below' : 'usual';
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper, lower] = [sorted[middle], sorted[middle - 1]];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 || lower === undefined ? upper : (upper + lower) / 2;
}
