import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, ok, refusal } from './answer.ts';
import { type ApiRequest, type ApiState, answerRequest, isAboutTemplates, isSending } from './api.ts';
import { controlAnswer, type StandInControl } from './control.ts';
import { FaultPlan, type PlannedFault } from './fault.ts';
import { KeyStore } from './keys.ts';
import { LedgerBook, type ShownMail } from './ledger.ts';
import { LimitCounter, type Limits } from './limits.ts';
import { type StoredTemplate, TemplateShelf } from './templates.ts';

export interface StandInOptions extends Partial<Limits> {
  /** 0 or absent: any free one. */
  readonly port?: number;
  readonly apiKey?: string;
  readonly sendingOnly?: boolean;
  /** Domains a sender may be at; absent for any. */
  readonly domains?: readonly string[];
  readonly partialData?: 'compacted' | 'aligned';
  readonly missingTemplate?: 'request' | 'entries';
  /** JSON lines that outlive the stand-in: a new one with the same file knows the mails and keys of the old one. */
  readonly ledgerFile?: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

export interface StandIn extends StandInControl {
  /** RESEND_BASE_URL */
  readonly url: string;
  /** RESEND_API_KEY */
  readonly apiKey: string;
  /** The sending requests in the order they came, for comparing bytes. */
  requests(): readonly SeenRequest[];
  templates(): readonly StoredTemplate[];
  /** How many requests were about templates, looks among them. */
  templateRequests(): number;
  /** As somebody in the dashboard does. */
  removeTemplate(id: string): void;
  changeTemplate(template: StoredTemplate): void;
  /** The parts of one of the last thousand mails taken, templates filled in. */
  shown(mailId: string): ShownMail | undefined;
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A server on 127.0.0.1 that answers like the Resend API, keeps a ledger of what it took, and fails on request. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const running = new RunningStandIn(options);
  const server = createServer((request, response) => {
    running.handle(request, response).catch((fault: unknown) => {
      // A client that gave up in the middle of its request is no fault of ours.
      if (!request.errored) console.error(fault);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...running.control(),
    url: `http://127.0.0.1:${port}`,
    apiKey: running.state.apiKey,
    requests: () => running.seen,
    templates: () => running.state.templates.all(),
    templateRequests: () => running.templateRequests,
    changeTemplate: template => running.state.templates.put(template),
    removeTemplate: id => running.state.templates.remove(id),
    shown: mailId => running.state.book.shown(mailId),
    close: () => closed(server),
  };
}

/** Bodies are kept for this many requests; the ledger keeps everything. */
const SEEN_REQUESTS = 200;

class RunningStandIn {
  readonly seen: SeenRequest[] = [];
  templateRequests = 0;
  readonly state: ApiState;
  readonly #faults = new FaultPlan();
  readonly #templateFaults = new FaultPlan();
  #held: (() => void)[] = [];
  #offset = 0;

  constructor(options: StandInOptions) {
    const time = options.now ?? Date.now;
    const now = () => time() + this.#offset;
    const limits: Limits = {
      requestsPerSecond: options.requestsPerSecond === undefined ? 10 : options.requestsPerSecond,
      dailyQuota: options.dailyQuota ?? null,
      monthlyQuota: options.monthlyQuota ?? null,
    };
    this.state = {
      apiKey: options.apiKey ?? 're_stand_in',
      turnedAway: null,
      sendingOnly: options.sendingOnly ?? false,
      domains: options.domains ?? null,
      partialData: options.partialData ?? 'compacted',
      missingTemplate: options.missingTemplate ?? 'request',
      templates: new TemplateShelf(),
      refusedAddresses: new Set(),
      book: new LedgerBook(options.ledgerFile ?? null),
      keys: new KeyStore(now),
      limits: new LimitCounter(limits, now),
      now,
    };
    for (const entry of this.state.book.entries()) {
      if (entry.type === 'accepted' && entry.key) {
        this.state.keys.keep(entry.key, entry.fingerprint, ok(entry.answer), entry.at);
      }
    }
  }

  control(): StandInControl {
    const { book, keys, limits, refusedAddresses, templates } = this.state;
    return {
      ledger: () => book.snapshot(),
      fault: fault => this.#faults.add(fault),
      faultTemplates: fault => this.#templateFaults.add(fault),
      clearFaults: () => {
        this.#faults.clear();
        this.#templateFaults.clear();
      },
      release: () => {
        for (const go of this.#held.splice(0)) go();
      },
      refuse: addresses => {
        refusedAddresses.clear();
        for (const address of addresses) refusedAddresses.add(address.toLowerCase());
      },
      turnAway: answer => {
        this.state.turnedAway = answer;
      },
      changeAccount: apiKey => {
        this.state.apiKey = apiKey;
        keys.reset();
      },
      limit: changed => limits.change(changed),
      advance: milliseconds => {
        this.#offset += milliseconds;
      },
      reset: () => {
        book.reset();
        keys.reset();
        limits.reset();
        templates.reset();
        this.#faults.clear();
        this.#templateFaults.clear();
        refusedAddresses.clear();
        this.state.turnedAway = null;
        this.seen.length = 0;
      },
    };
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (incoming.url ?? '/').replace(/\?.*$/, '');
    const method = incoming.method ?? 'GET';
    if (path.startsWith('/__stand-in/')) {
      return write(response, controlAnswer(await readRequest(incoming, method, path), this.control()));
    }
    const sending = isSending(method, path);
    if (isAboutTemplates(path)) this.templateRequests += 1;
    if (sending) this.state.book.request();
    const fault = this.#planFor(method, path)?.next() ?? null;
    if (fault?.do === 'reset' && !fault.accept) {
      incoming.socket.destroy();
      return;
    }
    const request = await readRequest(incoming, method, path);
    if (sending) this.#see(request);
    await this.#answer(request, response, fault);
  }

  #planFor(method: string, path: string): FaultPlan | null {
    if (isSending(method, path)) return this.#faults;
    return method === 'POST' && isAboutTemplates(path) ? this.#templateFaults : null;
  }

  async #answer(request: ApiRequest, response: ServerResponse, fault: PlannedFault | null): Promise<void> {
    if (!fault) return write(response, await answerRequest(request, this.state, noPause));
    if (fault.do === 'slow' || fault.do === 'hold') {
      const pause = () =>
        new Promise<void>(resolve => {
          if (fault.do === 'slow') setTimeout(resolve, fault.ms);
          else this.#held.push(resolve);
        });
      return write(response, await answerRequest(request, this.state, pause));
    }
    const taken = fault.accept || fault.do === 'half';
    const answer = taken ? await answerRequest(request, this.state, noPause) : refusal(500, '', '');
    switch (fault.do) {
      case 'answer':
        return write(response, { ...fault, headers: { ...this.state.limits.headers(), ...fault.headers } });
      case 'reset':
        response.destroy();
        return;
      case 'half':
        return writeHalf(response, answer);
      case 'hang':
        return;
    }
  }

  #see(request: ApiRequest): void {
    this.seen.push({ path: request.path, headers: request.headers, body: request.body.toString('utf8') });
    if (this.seen.length > SEEN_REQUESTS) this.seen.shift();
  }
}

const noPause = () => Promise.resolve();

async function readRequest(incoming: IncomingMessage, method: string, path: string): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return { method, path, headers, body: Buffer.concat(chunks) };
}

function write(response: ServerResponse, answer: Answer): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text);
}

function writeHalf(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeAllConnections();
  await done;
}
