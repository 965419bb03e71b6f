// A process of its own that answers like the mail APIs and keeps no body: what is measured is the sender.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LimitCounter } from '../stand-in/limits.ts';
import { sinkApi } from './sink-api.ts';
import { rulesOf, type SinkRules } from './sink-rules.ts';
import { answerSes } from './sink-ses.ts';
import { SinkTally } from './sink-tally.ts';
import { answerTemplate } from './sink-templates.ts';

let tally = new SinkTally();
let rules: SinkRules = { latencyMs: 0, perSecond: null };
/** Null: it takes all, and announces a limit far above what one machine sends. */
let limits: LimitCounter | null = null;

/** `GET /` tells what came since the last `DELETE /`, whose query holds the rules from then on. */
const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path === '/' || path.startsWith('/?')) control(request, response);
  else call(request, response);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

function control(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'DELETE') {
    tally = new SinkTally();
    rules = rulesOf(request.url ?? '');
    limits = limitsOf(rules);
  }
  response.end(JSON.stringify(tally.count()));
}

function call(request: IncomingMessage, response: ServerResponse): void {
  tally.called();
  const over = limits?.request();
  const headers = limits?.headers() ?? { 'ratelimit-policy': '1000;w=1' };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (over) {
    tally.refused();
    for (const [name, value] of Object.entries(over.headers ?? {})) response.setHeader(name, value);
    request.resume().on('end', () => say(response, over.status, over.body));
    return;
  }
  const answer = (status: number, body: unknown) => say(response, status, body);
  if (answerTemplate(request, answer) || answerSes(request, answer)) return;
  takeBatch(request, response);
}

function takeBatch(request: IncomingMessage, response: ServerResponse): void {
  tally.mailBegins();
  const api = sinkApi(request.url ?? '');
  const scan = tally.scan(api);
  request.on('data', (chunk: Buffer) => {
    tally.bytes(chunk.length);
    scan.push(chunk);
  });
  request.on('end', () => {
    const mails = tally.took(scan);
    say(response, 200, api.yes(mails));
  });
}

function say(response: ServerResponse, status: number, body: unknown): void {
  const answer = () => {
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    // What shows that SES itself has said it.
    response.setHeader('x-amzn-requestid', 'bench');
    response.end(JSON.stringify(body));
    tally.answered();
  };
  if (rules.latencyMs > 0) setTimeout(answer, rules.latencyMs);
  else answer();
}

function limitsOf({ perSecond }: SinkRules): LimitCounter | null {
  if (perSecond === null) return null;
  return new LimitCounter({ requestsPerSecond: perSecond, dailyQuota: null, monthlyQuota: null }, Date.now);
}
