import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTemplate } from './sink-templates.ts';

export interface SinkCount {
  readonly requests: number;
  readonly bytes: number;
  /** Epoch ms; 0 when nothing came. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * A process that answers `POST /emails/batch` like the mail API, at once, and reads no body: what is measured is the
 * sender. `GET /` tells what came since the last `DELETE /`; the limit it announces is far above what one machine sends.
 */
const MAILS = 100;
let seen: SinkCount = { requests: 0, bytes: 0, firstAt: 0, lastAt: 0 };

const server = createServer((request, response) => {
  if (answerTemplate(request, response)) return;
  if (request.method === 'GET') {
    response.end(JSON.stringify(seen));
    return;
  }
  if (request.method === 'DELETE') {
    seen = { requests: 0, bytes: 0, firstAt: 0, lastAt: 0 };
    response.end('{}');
    return;
  }
  if (seen.firstAt === 0) seen = { ...seen, firstAt: Date.now() };
  request.on('data', (chunk: Buffer) => {
    seen = { ...seen, bytes: seen.bytes + chunk.length };
  });
  request.on('end', () => {
    seen = { ...seen, requests: seen.requests + 1, lastAt: Date.now() };
    response.setHeader('content-type', 'application/json');
    response.setHeader('ratelimit-policy', '1000;w=1');
    response.end(JSON.stringify({ data: Array.from({ length: MAILS }, () => ({ id: randomUUID() })) }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
