import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { GOOD_ACCOUNT, SentMails, type SesAccount } from './account.ts';
import { no, type SesAnswer, TOO_FAST } from './answers.ts';
import { answer, isSending, type Part, type SesState, type SesTemplate } from './api.ts';
import { Faults, type SesStandInFault } from './faults.ts';
import type { SesMail } from './mails.ts';

export interface SesStandIn {
  /** SES_BASE_URL */
  readonly url: string;
  /** AWS_ACCESS_KEY_ID; any secret will do. */
  readonly accessKeyId: string;
  /** Every mail that was taken, doubles included, in order. */
  readonly mails: readonly SesMail[];
  readonly templates: Map<string, SesTemplate>;
  /** What doctor asks about: `identities/weekly.example`, `configuration-sets/issues`, … */
  readonly known: Map<string, unknown>;
  /** Calls that hand over mails, whatever became of them. */
  calls(): number;
  /** How many were about templates, looks among them. */
  templateRequests(): number;
  /** How many GetAccount were. */
  looks(): number;
  account(change: Partial<SesAccount>): void;
  /** From now on these addresses are refused; the list replaces the one before. */
  refuse(addresses: readonly string[]): void;
  /** Befalls one sending call, once: that which comes after so many more. */
  fault(fault: SesStandInFault, after?: number): void;
  close(): Promise<void>;
}

export interface SesStandInOptions extends Partial<SesAccount> {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** After so long a connection without an answer breaks; never when absent. */
  readonly hangMs?: number;
}

const ALL: Part = { later: 0, most: Number.POSITIVE_INFINITY };

/** A server on 127.0.0.1 that answers like Amazon SES (API v2), keeps what it took, and fails on request. */
export async function startSesStandIn(options: SesStandInOptions = {}): Promise<SesStandIn> {
  const { now = Date.now, hangMs, ...account } = options;
  const state: SesState = {
    account: { ...GOOD_ACCOUNT, ...account },
    accessKeyId: 'AKIASTANDIN',
    sent: new SentMails(now),
    mails: [],
    refused: new Set(),
    templates: new Map(),
    known: new Map(),
    now,
  };
  const faults = new Faults();
  const counted = { calls: 0, looks: 0, templates: 0 };
  const server = createServer((incoming, response) => {
    handle(incoming, response, { state, faults, counted, hangMs }).catch((fault: unknown) => {
      // A client that gave up in the middle of its request is no fault of ours.
      if (!incoming.errored) console.error(fault);
      response.destroy();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId: state.accessKeyId,
    mails: state.mails,
    templates: state.templates,
    known: state.known,
    calls: () => counted.calls,
    templateRequests: () => counted.templates,
    looks: () => counted.looks,
    account: change => {
      state.account = { ...state.account, ...change };
    },
    refuse: addresses => {
      state.refused.clear();
      for (const address of addresses) state.refused.add(address);
    },
    fault: (fault, after = 0) => faults.add(fault, after),
    close: async () => {
      const done = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await done;
    },
  };
}

interface Running {
  readonly state: SesState;
  readonly faults: Faults;
  readonly counted: { calls: number; looks: number; templates: number };
  readonly hangMs: number | undefined;
}

async function handle(incoming: IncomingMessage, response: ServerResponse, running: Running): Promise<void> {
  const { state, faults, counted, hangMs } = running;
  const [method, path] = [incoming.method ?? 'GET', (incoming.url ?? '/').replace(/\?.*$/, '')];
  const sending = isSending(method, path);
  if (sending) counted.calls += 1;
  if (path.startsWith('/v2/email/templates')) counted.templates += 1;
  if (path === '/v2/email/account') {
    counted.looks += 1;
    while (!state.account.hears && !response.destroyed) await setTimeout(5);
  }
  const fault = sending ? faults.next() : null;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const request = { method, path, authorization: incoming.headers.authorization ?? '', body };
  const said = (part = ALL) => answer(request, state, part);
  switch (fault?.do) {
    case undefined:
      return write(response, said());
    case 'slow':
      await setTimeout(fault.ms);
      return write(response, said());
    case 'some later':
      return write(response, path.includes('bulk') ? said({ ...ALL, later: fault.mails }) : TOO_FAST);
    case 'busy':
      return write(response, TOO_FAST);
    case 'answer':
      return write(response, no(fault.status, fault.name, fault.message));
    case 'say':
      said();
      return void response.writeHead(fault.status, JSON_TYPE).end(fault.body);
    case 'rubbish':
      if (fault.taken) said();
      return void response
        .writeHead(fault.status, { 'content-type': 'text/html' })
        .end('<html>All is well</html>');
    case 'half':
      return half(response, said());
    case 'lose':
    case 'partly':
      said(fault.do === 'partly' ? { later: 0, most: fault.mails } : ALL);
      return void incoming.socket.destroy();
    case 'hang':
      if (fault.taken) said();
      if (hangMs === undefined) return;
      await setTimeout(hangMs);
      return void incoming.socket.destroy();
    case 'reset':
      return void incoming.socket.destroy();
  }
}

const JSON_TYPE = { 'content-type': 'application/json', 'x-amzn-requestid': '6f1c2f9e-stand-in' };

function write(response: ServerResponse, { status, body, error }: SesAnswer): void {
  const headers = { ...JSON_TYPE, ...(error && { 'x-amzn-errortype': error }) };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

function half(response: ServerResponse, { status, body }: SesAnswer): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...JSON_TYPE, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
