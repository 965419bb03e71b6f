import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Readiness } from '../../src/web/web-deps.ts';
import { openSite } from '../web/site.ts';

async function readyz(readiness: () => Promise<Readiness>) {
  const site = openSite({ readiness });
  const answer = await site.app.request('/readyz');
  return { ...site, status: answer.status, body: await answer.json(), headers: answer.headers };
}

describe('GET /healthz', () => {
  it('says the process is alive without asking the database', async () => {
    const { app } = openSite({ readiness: () => Promise.reject(new Error('no database')) });

    const answer = await app.request('/healthz');

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('GET /readyz', () => {
  afterEach(() => void vi.useRealTimers());

  it('is 200 when the database answers and its schema is current', async () => {
    const { status, body, headers } = await readyz(() =>
      Promise.resolve({ database: 'ok', schema: 'current' }),
    );

    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ready', database: 'ok', schema: 'current' },
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each<Readiness>([
    { database: 'ok', schema: 'behind' },
    { database: 'ok', schema: 'ahead' },
    { database: 'ok', schema: 'unknown' },
    { database: 'unreachable', schema: 'unknown' },
  ])('is 503 and says which it is: $database, $schema', async readiness => {
    const { status, body, headers } = await readyz(() => Promise.resolve(readiness));

    expect({ status, body }).toEqual({ status: 503, body: { status: 'not ready', ...readiness } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is 503 and logs why when asking fails', async () => {
    const fault = new Error('connection refused by db.internal');
    const { status, body, lines } = await readyz(() => Promise.reject(fault));

    expect({ status, body }).toEqual({
      status: 503,
      body: { status: 'not ready', database: 'unreachable', schema: 'unknown' },
    });
    expect(lines.filter(line => line.level === 'error')).toEqual([
      {
        level: 'error',
        fields: { err: fault, request: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        message: 'the database did not say whether it is ready',
      },
    ]);
  });

  it('is 503 when the database never answers, and leaves no timer behind when it does', async () => {
    vi.useFakeTimers();
    const silent = readyz(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(3_000);
    const quick = readyz(() => Promise.resolve({ database: 'ok', schema: 'current' }));

    expect((await silent).status).toBe(503);
    expect((await quick).status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });
});
