import { X509Certificate } from 'node:crypto';
import type { TranslatorParts } from './event-translator.ts';

export type FoundCertificate =
  | { readonly kind: 'found'; readonly certificate: X509Certificate }
  /** Not there, or none: whoever named it is not SNS. */
  | { readonly kind: 'none'; readonly why: string };

const PATIENCE_MS = 10_000;
/** SNS changes its certificate once a year or so; a name that is not there is remembered, too. */
const KEPT_MS = 24 * 3_600_000;
const NONE_KEPT_MS = 60_000;
const MOST_KEPT = 16;
/** Whoever makes up names has us ask AWS no more often than that. */
const FETCHES_A_MINUTE = 10;
const MINUTE_MS = 60_000;
const LONGEST = 16_384;

/**
 * The certificates that SNS signs with, fetched once and kept.
 * @returns looks one up by an address that has been found to be one of SNS; it throws where that cannot be asked now
 */
export function snsCertificates({
  fetch,
  now,
}: Pick<TranslatorParts, 'fetch' | 'now'>): (address: string) => Promise<FoundCertificate> {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<FoundCertificate> }>();
  let fetches: number[] = [];
  return address => {
    const known = kept.get(address);
    if (known && now() < known.until) return known.found;
    fetches = fetches.filter(at => at > now() - MINUTE_MS && at <= now());
    if (fetches.length >= FETCHES_A_MINUTE) {
      return Promise.reject(new Error('Too many certificates of SNS were asked for within a minute.'));
    }
    fetches.push(now());
    const found = fetched(fetch, address);
    keep(kept, address, { until: now() + KEPT_MS, found });
    found.then(
      ({ kind }) => kind === 'none' && keep(kept, address, { until: now() + NONE_KEPT_MS, found }),
      () => kept.delete(address),
    );
    return found;
  };
}

function keep<Kept>(all: Map<string, Kept>, address: string, one: Kept): void {
  all.delete(address);
  all.set(address, one);
  const [oldest] = all.keys();
  if (all.size > MOST_KEPT && oldest !== undefined) all.delete(oldest);
}

async function fetched(fetch: TranslatorParts['fetch'], address: string): Promise<FoundCertificate> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.status >= 500 || response.status === 429) {
    throw new Error(`The certificate of SNS could not be fetched: ${response.status} from ${address}`);
  }
  if (!response.ok) return { kind: 'none', why: `${response.status} for its certificate` };
  const text = await response.text();
  if (text.length > LONGEST) return { kind: 'none', why: 'what it names is too long for a certificate' };
  try {
    return { kind: 'found', certificate: new X509Certificate(text) };
  } catch {
    return { kind: 'none', why: 'what it names is no certificate' };
  }
}
