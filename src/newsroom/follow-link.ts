import type { LinkAnswer } from '../issue/preflight.ts';
import { faultInWords, type LinkClient, type LinkResponse, privateAddressIn } from './link-client.ts';

const MOST_REDIRECTS = 5;

/** Asks one link and follows where it leads, by hand: every step is judged as the first one was. Never throws. */
export async function followLink(
  client: LinkClient,
  link: string,
  limit: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<LinkAnswer> {
  const late = AbortSignal.timeout(limit.timeoutMs);
  const signal = AbortSignal.any([late, limit.signal]);
  try {
    return await follow(client, new URL(link), signal);
  } catch (fault) {
    const hidden = privateAddressIn(fault);
    if (hidden) return { kind: 'private', reason: hidden.where };
    if (late.aborted) return { kind: 'failed', reason: `no answer within ${limit.timeoutMs / 1_000} s` };
    if (limit.signal.aborted) return { kind: 'failed', reason: NOT_IN_TIME };
    return { kind: 'failed', reason: faultInWords(fault) };
  }
}

export const NOT_IN_TIME = 'there was no time left to ask it; ask again';

async function follow(client: LinkClient, start: URL, signal: AbortSignal): Promise<LinkAnswer> {
  let url = start;
  const seen = new Set<string>();
  while (true) {
    const { status, location } = await headOrGet(client, url, signal);
    const next = status >= 300 && status < 400 && location !== '' ? URL.parse(location, url) : null;
    if (next === null) return { kind: 'answered', status, finalUrl: url.href };
    if (next.protocol !== 'http:' && next.protocol !== 'https:')
      return { kind: 'failed', reason: `it leads on to ${next.protocol}, which is no web page` };
    seen.add(url.href);
    if (seen.has(next.href)) return { kind: 'failed', reason: 'its redirects lead in a circle' };
    if (seen.size > MOST_REDIRECTS)
      return { kind: 'failed', reason: `more than ${MOST_REDIRECTS} redirects` };
    url = next;
  }
}

/** Many servers answer HEAD wrongly: a no to it is asked again as a browser would. Too many questions is a no to both. */
async function headOrGet(client: LinkClient, url: URL, signal: AbortSignal): Promise<LinkResponse> {
  const head = await client.ask(url, 'HEAD', signal).catch(fault => {
    if (signal.aborted || privateAddressIn(fault) || isUnreachable(fault)) throw fault;
    return null;
  });
  return head !== null && (head.status < 400 || head.status === 429) ? head : client.ask(url, 'GET', signal);
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function isUnreachable(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && UNREACHABLE.has(String(fault.code));
}
