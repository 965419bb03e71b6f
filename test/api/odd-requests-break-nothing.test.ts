import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { type AnyRequest, anyRequest } from './any-request.ts';
import { type ApiWorld, openWorld, PICKED } from './api-world.ts';
import { judgeOf } from './document.ts';

const FULL = process.env.CHECK_FULL === '1';
const REQUESTS = FULL ? 100_000 : 400;

describeStores('any request', open => {
  it(
    'is answered: never with a fault, and each no with a place and a fix',
    async () => {
      const faults: string[] = [];
      const log = pino({ level: 'error' }, { write: (line: string) => faults.push(line) });
      const world = await openWorld(await open(), { log });
      const document = await (await world.call('GET', '/api/openapi.json', { key: null })).json();
      const judge = judgeOf(document);
      const ask = askerOf(world);
      const seen = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(anyRequest(document), async request => {
          const answer = await ask(request);
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
          if (FULL) tell(seen);
          const said = await answer.text();
          expect([answer.status < 500, said, faults]).toEqual([true, said, []]);
          if (answer.status < 400 || request.method === 'HEAD') return;
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(judge(['components', 'schemas', 'Problem'], JSON.parse(said))).toEqual([]);
        }),
        { numRuns: REQUESTS, endOnFailure: true },
      );
      // They get past the door: what is answered is not one no over and over.
      for (const status of [200, 400, 401, 404, 405, 409, 412, 415, 422, 428])
        expect(seen.get(status), `${status}`).toBeGreaterThan(0);
    },
    FULL ? 4 * 3_600_000 : 120_000,
  );
});

describe('a body that is cut off', () => {
  it('is told so or not at all, and leaves nothing behind', async () => {
    const world = await openWorld(await openSqliteStore());
    const body = new ReadableStream({
      start: stream => {
        stream.enqueue(new TextEncoder().encode('{"email":'));
        stream.close();
      },
    });
    const answer = await world.web.request('/api/v1/subscribers', {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.all}`, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, (await answer.json()).place]).toEqual([400, 'body']);
  });
});

/** How far a long run is, every ten thousand requests. */
function tell(seen: ReadonlyMap<number, number>): void {
  const asked = [...seen.values()].reduce((sum, count) => sum + count, 0);
  if (asked % 10_000 > 0) return;
  const statuses = [...seen].toSorted(([one], [other]) => one - other).map(pair => pair.join(': '));
  process.stderr.write(`${asked} requests: ${statuses.join(', ')}\n`);
}

/** Sends requests, each with the ETag of now where it has one: read again only after something may have changed. */
function askerOf(world: ApiWorld) {
  let etag: string | null = null;
  return async ({ method, path, headers, body, keyed }: AnyRequest): Promise<Response> => {
    // So that no key is told to wait, and keys of repetition run out now and then.
    world.clock.advance(500);
    if (headers['If-Match'] === 'live') etag ??= await world.etag(PICKED);
    const match = headers['If-Match'] === 'live' ? { 'If-Match': etag ?? '' } : {};
    if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) etag = null;
    const encoded = Object.fromEntries(
      Object.entries({ ...headers, ...match }).map(([name, value]) => [
        name,
        Buffer.from(value).toString('latin1'),
      ]),
    );
    return world.web.request(path, {
      method,
      headers: { ...encoded, ...(keyed && { Authorization: `Bearer ${world.all}` }) },
      ...(body !== null && { body }),
    });
  };
}
