import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { mayBeLocal } from '../../machine/local.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import type { EarlyAnswer } from '../../web/web-server.ts';
import { encodingFor } from './encoding.ts';
import type { KeptPages } from './kept-pages.ts';
import type { KeptAnswer } from './packed-page.ts';

/** As browsers, feed readers and proxies ask for a public page. Whatever is written otherwise goes the long way. */
const PLAIN_ADDRESS = /^\/[\w./-]*(?:\?page=\d+)?$/;
const PLAIN_HOST = /^[a-z0-9.-]+(?::\d+)?$/;

/**
 * Kept pages straight to the socket, without the requests and answers of the web framework in between, which cost several
 * times what the page itself does. It knows no rules of its own: it answers only what is asked so plainly that the routes
 * would answer the same, with the same headers and bytes, and leaves everything else to them. While each request is
 * logged, or where a visitor of this machine gets pages of their own, it leaves all.
 */
export function earlyAnswer(
  { settings, log }: Pick<Newsroom, 'settings' | 'log'>,
  pages: KeptPages,
): EarlyAnswer {
  if (settings.development && mayBeLocal(settings)) return (_incoming, _outgoing, otherwise) => otherwise();
  return (incoming, outgoing, otherwise) => {
    const address = incoming.url ?? '';
    if (!isPlain(incoming, address) || !pages.has(address) || log.isLevelEnabled('debug')) return otherwise();
    const sendOrLeave = (answer: KeptAnswer | null) => (answer ? send(answer, outgoing) : otherwise());
    // The routes run into the same fault, and tell of it.
    keptAnswer(pages, address, incoming.headers).then(sendOrLeave, otherwise);
  };
}

async function keptAnswer(
  pages: KeptPages,
  address: string,
  headers: IncomingHttpHeaders,
): Promise<KeptAnswer | null> {
  const page = pages.find(address, await pages.version());
  if (page === null) return null;
  return page.answer({
    encoding: encodingFor(String(headers['accept-encoding'] ?? '')),
    knownTags: headers['if-none-match'] ?? '',
    now: pages.now(),
  });
}

function isPlain({ method, httpVersion, headers, rawHeaders }: IncomingMessage, address: string): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    httpVersion === '1.1' &&
    PLAIN_ADDRESS.test(address) &&
    PLAIN_HOST.test(headers.host ?? '') &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    hasOneHost(rawHeaders)
  );
}

/** Node keeps the first of several and says nothing. */
function hasOneHost(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 'host'.length && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1;
}

function send({ status, headers, body }: KeptAnswer, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers);
  // Node leaves the body out for HEAD.
  outgoing.end(body ?? undefined);
}
