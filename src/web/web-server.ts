import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';

/** What a client may take its time for, ms. */
export interface ServerPatience {
  /** From the connection to the end of its headers. */
  readonly headersMs: number;
  /** From there to the end of the body. */
  readonly requestMs: number;
  /** Between two requests of one connection: longer than proxies keep theirs, so that they never reuse a closed one. */
  readonly keepAliveMs: number;
  /** Without a byte either way while an answer is read. */
  readonly silenceMs: number;
  /** How often the first two are looked at. */
  readonly checkEveryMs: number;
}

const PATIENCE: ServerPatience = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 65_000,
  silenceMs: 120_000,
  checkEveryMs: 2_000,
};

type Bindings = HttpBindings | Http2Bindings;
/** The bindings tell where a request came from: without them every visitor is unknown, and nobody is local. */
type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;
type Outgoing = Bindings['outgoing'];

/** Answers at once what it knows the answer to; calls `otherwise` for the rest, and has then answered nothing. */
export type EarlyAnswer = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  otherwise: () => void,
) => void;

/** What a server serves. */
export interface Served {
  readonly fetch: Fetch;
  readonly early?: EarlyAnswer;
}

const MOST_HEADERS = 100;
/** Idle connections are looked for this often while the server closes, ms. */
const SWEEP_EVERY_MS = 50;

export interface WebServer {
  /** The one that was given out where 0 was asked for. */
  readonly port: number;
  /**
   * Takes no new connection and resolves when the last answer is out; whoever waits for none, or watches a stream of events
   * that has no end, is cut off at once.
   */
  close(): Promise<void>;
}

/**
 * Opens the port. A client that dawdles over its request is answered 408 and cut off, so that it holds up nobody else.
 * @throws what listening failed with (EADDRINUSE, …)
 */
export function openWebServer(
  { fetch, early }: Served,
  place: { readonly hostname: string; readonly port: number },
  patience: ServerPatience = PATIENCE,
): Promise<WebServer> {
  const streams = eventStreams(fetch);
  const listener = getRequestListener(streams.fetch, { hostname: place.hostname });
  return new Promise((resolve, reject) => {
    const options = {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      keepAliveTimeout: patience.keepAliveMs,
      connectionsCheckingInterval: patience.checkEveryMs,
    };
    const server = createServer(options, (incoming, outgoing) => {
      const otherwise = () => void listener(incoming, outgoing);
      if (early) early(incoming, outgoing, otherwise);
      else otherwise();
    });
    server.listen(place.port, place.hostname, () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => close(server, unasked, streams.open),
      }),
    );
    const unasked = withoutRequest(server);
    server.maxHeadersCount = MOST_HEADERS;
    server.timeout = patience.silenceMs;
    server.once('error', reject);
  });
}

/** Connections on which no request has come yet: Node does not count them as idle. */
function withoutRequest(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }) => sockets.delete(socket));
  return sockets;
}

/** Remembers the answers that go on until somebody leaves. */
function eventStreams(fetch: Fetch) {
  const open = new Set<Outgoing>();
  return {
    open: open as ReadonlySet<Outgoing>,
    fetch: async (request: Request, bindings: Bindings): Promise<Response> => {
      const { outgoing } = bindings;
      const answer = await fetch(request, bindings);
      if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
        open.add(outgoing);
        outgoing.once('close', () => open.delete(outgoing));
      }
      return answer;
    },
  };
}

async function close(
  server: Server,
  unasked: ReadonlySet<Socket>,
  endless: ReadonlySet<Outgoing>,
): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  for (const socket of unasked) socket.destroy();
  // One whose answer goes out now is idle only afterwards.
  const sweep = setInterval(() => {
    for (const stream of endless) stream.destroy();
    server.closeIdleConnections();
  }, SWEEP_EVERY_MS);
  await closed;
  clearInterval(sweep);
}
