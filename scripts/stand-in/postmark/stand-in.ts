import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../answer.ts';
import { type Account, freshAccount } from './account.ts';
import { isSending, type PostmarkRequest, type PostmarkState, postmarkApi, UNHARMED } from './api.ts';
import { type PostmarkFault, PostmarkFaults } from './fault-plan.ts';
import type { TakenMail } from './taken-mail.ts';

export interface PostmarkStandIn {
  /** POSTMARK_BASE_URL */
  readonly url: string;
  /** Set up as a person does in the dashboard: change it at will. */
  readonly account: Account;
  readonly mails: readonly TakenMail[];
  /** Calls that hand over mails, whatever became of them. */
  calls(): number;
  /** Every request in the order it came. */
  readonly requests: readonly PostmarkRequest[];
  /** @param after how many calls pass before it strikes */
  fault(fault: PostmarkFault, after?: number): void;
  /** The next searches are answered so. */
  faultSearch(answer: Answer): void;
  /** How long the search is without a mail that was taken. */
  delaySearch(ms: number): void;
  close(): Promise<void>;
}

/** Bodies are kept of this many requests. */
const SEEN = 300;

/** A server on 127.0.0.1 that answers like the Postmark API, keeps a ledger of what it took, and fails on request. */
export async function startPostmark(options: { readonly now?: () => number } = {}): Promise<PostmarkStandIn> {
  const mails: TakenMail[] = [];
  const state: PostmarkState = {
    account: freshAccount(),
    mails,
    searchDelayMs: 0,
    now: options.now ?? Date.now,
  };
  const faults = new PostmarkFaults();
  const searchFaults: Answer[] = [];
  const requests: PostmarkRequest[] = [];
  let calls = 0;
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming);
    requests.push(request);
    if (requests.length > SEEN) requests.shift();
    const { method, url } = request;
    if (!isSending(method, url.pathname)) {
      const bad = url.pathname === '/messages/outbound' ? searchFaults.shift() : undefined;
      return write(response, bad ?? postmarkApi(request, state, UNHARMED));
    }
    calls += 1;
    const fault = faults.next();
    await (fault
      ? strike(fault, { request, response, state })
      : write(response, postmarkApi(request, state, UNHARMED)));
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((fault: unknown) => {
      // A client that gave up in the middle of its request is no fault of ours.
      if (!incoming.errored && !incoming.destroyed) console.error(fault);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account: state.account,
    mails,
    requests,
    calls: () => calls,
    fault: (fault, after) => faults.add(fault, after),
    faultSearch: bad => {
      searchFaults.push(bad);
    },
    delaySearch: ms => {
      state.searchDelayMs = ms;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function strike(
  fault: PostmarkFault,
  call: {
    readonly request: PostmarkRequest;
    readonly response: ServerResponse;
    readonly state: PostmarkState;
  },
): Promise<void> {
  const { request, response, state } = call;
  const takeFirst = (most: number) => postmarkApi(request, state, { most, told: [] });
  switch (fault.do) {
    case 'reset':
      takeFirst(fault.accept ?? 0);
      response.destroy();
      return;
    case 'hang':
      takeFirst(fault.accept ?? 0);
      return;
    case 'half':
      return writeHalf(response, postmarkApi(request, state, UNHARMED));
    case 'answer':
      takeFirst(fault.accept ?? 0);
      return write(response, fault);
    case 'some': {
      const told = Array.from({ length: fault.mails }, () => fault.result);
      return write(response, postmarkApi(request, state, { ...UNHARMED, told }));
    }
    case 'slow':
      await new Promise(resolve => setTimeout(resolve, fault.ms));
      return write(response, postmarkApi(request, state, UNHARMED));
  }
}

async function readRequest(incoming: IncomingMessage): Promise<PostmarkRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return { method: incoming.method ?? 'GET', url, headers, body: Buffer.concat(chunks).toString('utf8') };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function writeHalf(response: ServerResponse, { status, body }: Answer): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
