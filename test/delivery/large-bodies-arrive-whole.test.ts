import { createHash, hash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { bulkReaders, type FrozenIssue } from '../../src/delivery/payload.ts';
import { frozenMail, KEYRING, WEEK } from '../support/frozen-issue.ts';

const never = new AbortController().signal;
const READERS = 100;

/** Six megabytes a batch: more than a socket takes at once, so the pieces of a body wait in memory. */
const issue = largeIssue(60_000);
let server: Server | undefined;
let mailer: Mailer | undefined;

afterEach(async () => {
  await mailer?.close();
  server?.closeAllConnections();
  await new Promise(done => (server ? server.close(done) : done(null)));
});

it('where the API reads slowly and other batches are posted beside it', async () => {
  const received = new Map<string, string>();
  await listen(async (request, response) => {
    const digest = createHash('sha256');
    for await (const chunk of request) {
      digest.update(chunk as Buffer);
      if (Math.random() < 0.05) await delay(2);
    }
    received.set(keyOf(request), digest.digest('hex'));
    sayYes(response);
  });
  const expected = new Map<string, string>();
  // More than once round, so that each memory holds a second and a third batch.
  const lane = async (number: number) => {
    for (const turn of [1, 2, 3]) {
      const key = `k/${number}/${turn}`;
      expected.set(key, hash('sha256', wholeBody(encoded(number * 10 + turn)), 'hex'));
      expect(await posted(key, number * 10 + turn)).toMatchObject({ kind: 'accepted' });
    }
  };
  await Promise.all([1, 2, 3, 4].map(lane));
  expect(received).toEqual(expected);
  expect(new Set(received.values()).size).toBe(12);
});

it('after the API said no before it had read one, and after one was given up half-way', async () => {
  const received = new Map<string, string>();
  const ending = new AbortController();
  await listen(async (request, response) => {
    if (keyOf(request) === 'k/early') {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '2' });
      response.end(JSON.stringify({ statusCode: 429, name: 'rate_limit_exceeded', message: 'slow down' }));
      return;
    }
    if (keyOf(request) === 'k/given-up') {
      // Its first piece has come, and nothing reads the others.
      request.once('readable', () => ending.abort());
      return;
    }
    const digest = createHash('sha256');
    for await (const chunk of request) digest.update(chunk as Buffer);
    received.set(keyOf(request), digest.digest('hex'));
    sayYes(response);
  });
  expect(await posted('k/early', 1)).toMatchObject({ kind: 'wait', because: 'rate', retryAfterMs: 2_000 });
  expect(await posted('k/given-up', 2, ending.signal)).toEqual({
    kind: 'unclear',
    reason: 'no answer before the time was up',
  });
  expect(await posted('k/early-again', 1)).toMatchObject({ kind: 'accepted' });
  expect(await posted('k/given-up-again', 2)).toMatchObject({ kind: 'accepted' });
  expect(received).toEqual(
    new Map([
      ['k/early-again', hash('sha256', wholeBody(encoded(1)), 'hex')],
      ['k/given-up-again', hash('sha256', wholeBody(encoded(2)), 'hex')],
    ]),
  );
});

it('and is told of as posted when all of it has been passed on, before the answer and not before it is read', async () => {
  const reading = Promise.withResolvers<void>();
  const read = Promise.withResolvers<void>();
  const answering = Promise.withResolvers<void>();
  await listen(async (request, response) => {
    await reading.promise;
    for await (const _ of request);
    read.resolve();
    await answering.promise;
    sayYes(response);
  });
  const told = Promise.withResolvers<'posted'>();
  const answer = posted('k/held', 1, never, () => told.resolve('posted'));
  expect(await Promise.race([told.promise, delay(200)])).toBeUndefined();
  reading.resolve();
  await read.promise;
  expect(await told.promise).toBe('posted');
  expect(await Promise.race([answer, delay(50)])).toBeUndefined();
  answering.resolve();
  expect(await answer).toMatchObject({ kind: 'accepted' });
});

function encoded(batch: number) {
  if (!mailer?.bulk) throw new Error('Resend takes batches as bytes.');
  const recipients = Array.from({ length: READERS }, (_, index) => {
    const seq = batch * READERS + index;
    return { seq, subscriberId: seq, email: `r${seq}@readers.example`, name: `Zoë ${seq}`, variant: 1 };
  });
  return mailer.bulk.encode(bulkReaders(issue, KEYRING.current, recipients));
}

function posted(key: string, batch: number, signal = never, onPosted = () => {}) {
  if (!mailer?.bulk) throw new Error('Resend takes batches as bytes.');
  return mailer.bulk.post(encoded(batch), { key, signal, onPosted });
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  // A request that its sender gives up ends in an error here too.
  const made = createServer((request, response) => void answer(request, response).catch(() => undefined));
  await new Promise<void>(ready => made.listen(0, '127.0.0.1', ready));
  server = made;
  const { port } = made.address() as AddressInfo;
  mailer = resendMailer({ apiKey: 're_x', baseUrl: `http://127.0.0.1:${port}`, clock: Date.now });
}

function sayYes(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: Array.from({ length: READERS }, () => ({ id: randomUUID() })) }));
}

function keyOf(request: IncomingMessage): string {
  return String(request.headers['idempotency-key']);
}

function largeIssue(bytes: number): FrozenIssue {
  const plain = frozenMail();
  const html = [...plain.mail.compiled.html, 'ß'.repeat(bytes / 2), { slot: 'reader' as const }];
  const compiled = { ...plain.mail.compiled, html };
  return {
    issueId: 7,
    week: WEEK,
    mails: [{ ...plain, mail: { ...plain.mail, compiled } }],
    installationId: 'inst',
  };
}
