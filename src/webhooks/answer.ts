/** What came of one try. */
export type Answer =
  | { readonly kind: 'taken'; readonly status: number }
  /** It wants nothing any more (410). */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed';
      /** In words, without a part of the address that could open something. */
      readonly why: string;
      /** How long it asked to be left alone, ms; 0 for nothing. */
      readonly askedMs: number;
    }
  /** We are ending: nobody knows whether it was taken, and it is posted again. */
  | { readonly kind: 'cut' };

/**
 * What an answer means. Nothing but 2xx is a yes; where a redirect leads is nobody's business that we were not told of.
 * @param retryAfter the Retry-After header; '' without one
 * @param now epoch ms
 */
export function answerOf(status: number, retryAfter: string, now: number): Answer {
  if (status >= 200 && status < 300) return { kind: 'taken', status };
  if (status === 410) return { kind: 'gone' };
  const why =
    status >= 300 && status < 400
      ? `${status}: it redirects, and redirects are not followed`
      : String(status);
  return { kind: 'failed', why, askedMs: askedWait(retryAfter, now) };
}

function askedWait(retryAfter: string, now: number): number {
  const text = retryAfter.trim();
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
