import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { shownAddress } from '../settings/catalogue-place.ts';
import { faultInWords, privateAddressIn } from './link-client.ts';
import { publicLookup, refusePrivateHost } from './private-address.ts';

interface PageLimits {
  /** For the page with its redirects, ms. */
  readonly deadlineMs: number;
  readonly bytes: number;
}

const PAGE_LIMITS: PageLimits = { deadlineMs: 20_000, bytes: 5 * 1_024 * 1_024 };

export type PageAnswer =
  /** `url`: where the redirects ended; `type`: the Content-Type header. */
  | { readonly kind: 'page'; readonly bytes: Uint8Array; readonly url: string; readonly type: string }
  /** `why`: a sentence. */
  | { readonly kind: 'refused'; readonly why: string };

const MOST_REDIRECTS = 5;

/**
 * Asks for a web page, by https and of public addresses alone. Whatever comes back is an answer: throws for a fault of our
 * own only.
 * @param allowLoopback for a developer's machine: then also of itself, and by http
 */
export async function fetchPage(
  address: URL,
  allowLoopback: boolean,
  limits: PageLimits = PAGE_LIMITS,
): Promise<PageAnswer> {
  const signal = AbortSignal.timeout(limits.deadlineMs);
  const dispatcher = new Agent({ connect: { lookup: publicLookup(allowLoopback) }, pipelining: 1 });
  try {
    return await follow(address, { allowLoopback, limits, signal, dispatcher });
  } catch (fault) {
    if (signal.aborted)
      return refused(`There was no whole page within ${limits.deadlineMs / 1_000} seconds.`);
    const hidden = privateAddressIn(fault);
    if (hidden) return refused(`${hidden.where} was not contacted: it is on a private network.`);
    return refused(`There was no answer: ${faultInWords(fault)}.`);
  } finally {
    await dispatcher.destroy();
  }
}

interface Asking {
  readonly allowLoopback: boolean;
  readonly limits: PageLimits;
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher;
}

/** Redirects are followed by hand: each step is judged as the first one was. */
async function follow(start: URL, asking: Asking): Promise<PageAnswer> {
  let url = start;
  for (let steps = 0; steps <= MOST_REDIRECTS; steps += 1) {
    refusePrivateHost(url, asking.allowLoopback);
    if (!isAllowed(url, asking)) return refused(`${shownAddress(url.href)} is not https.`);
    const { statusCode, headers, body } = await request(url, {
      dispatcher: asking.dispatcher,
      signal: asking.signal,
      headers: {
        'user-agent': 'verdicts-from-page',
        accept: 'text/html, */*;q=0.1',
        'accept-encoding': 'identity',
      },
    });
    const next = statusCode >= 300 && statusCode < 400 ? one(headers.location) : '';
    const target = next === '' ? null : URL.parse(next, url);
    if (target === null) {
      if (statusCode === 200) return read(body, { url, headers, limits: asking.limits });
      body.on('error', () => undefined).destroy();
      return refused(`It answers with status ${statusCode}.`);
    }
    body.on('error', () => undefined).destroy();
    url = target;
  }
  return refused(`It redirects more than ${MOST_REDIRECTS} times.`);
}

/** By http only of this very machine, so that somebody can try their own pages. */
function isAllowed({ protocol, hostname }: URL, { allowLoopback }: Asking): boolean {
  const here = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && allowLoopback && here);
}

interface Arrived {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly limits: PageLimits;
}

async function read(body: Readable, { url, headers, limits }: Arrived): Promise<PageAnswer> {
  const packed = one(headers['content-encoding']);
  const chunks: Uint8Array[] = [];
  let size = Number(one(headers['content-length'])) || 0;
  if (size <= limits.bytes && /^(?:identity)?$/iu.test(packed)) {
    size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limits.bytes) break;
      chunks.push(chunk);
    }
    if (size <= limits.bytes) {
      return {
        kind: 'page',
        bytes: Buffer.concat(chunks),
        url: url.href,
        type: one(headers['content-type']),
      };
    }
  }
  body.on('error', () => undefined).destroy();
  return refused(
    size > limits.bytes
      ? `The page is larger than ${Math.floor(limits.bytes / 1_048_576)} MB.`
      : `The page is compressed with ${packed.slice(0, 40)}, though it was asked for plain.`,
  );
}

function one(header: string | string[] | undefined): string {
  return [header ?? ''].flat()[0] ?? '';
}

function refused(why: string): PageAnswer {
  return { kind: 'refused', why };
}
