import { describe, expect, it } from 'vitest';
import { fixedClock } from '../support/clock.ts';
import { delayedStore } from '../support/delayed-store.ts';
import { openSqliteStore } from '../support/stores.ts';
import { emptyOutbox, mail, openSite, sendToOutbox } from './site.ts';

describe('a request that fails', () => {
  it('is logged whole under a number, and the visitor sees the number alone', async () => {
    const { app, store, lines } = await openSite();
    await store.db.schema.dropTable('frozen_mails').execute();

    const answer = await app.request('/', { headers: { 'X-Request-Id': 'chosen-by-a-stranger' } });
    const page = await answer.text();
    const [logged] = lines.filter(line => line.level === 'error');

    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(logged).toEqual({
      level: 'error',
      fields: {
        err: expect.objectContaining({
          message: 'no such table: frozen_mails',
          code: 'ERR_SQLITE_ERROR',
          // Its ten lines may be used up before it reaches the page's own file.
          stack: expect.stringMatching(/\n {4}at .*\.ts:\d+/),
        }),
        request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      message: 'a request failed',
    });
    expect(page).toContain(String(logged?.fields.request));
    expect(page).not.toMatch(/SQLITE|no such table|frozen_mails|at .*\.ts|chosen-by-a-stranger/);
  });
});

describe('the request log', () => {
  it('has one line a request with the route’s pattern, never the path', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [mail({ kind: 'confirm', name: 'confirm-ada-secret' })]);
    const clock = fixedClock('2026-11-26T09:00:00Z');
    // Whether it is ready, the program asks once.
    const store = delayedStore(await openSqliteStore(), () => clock.advance(42));
    const { app, lines } = await openSite({ outbox: directory, store, clock });

    await app.request('/readyz');
    await app.request('/');
    await app.request('/outbox/confirm/confirm-ada-secret?view=text');
    await app.request('/nowhere/a-token', { method: 'POST' });
    await app.request('/healthz', { method: 'POST' });

    const request = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(lines).toEqual(
      [
        { request, method: 'GET', route: '/readyz', status: 200, ms: 42 },
        { request, method: 'GET', route: '/', status: 200, ms: expect.any(Number) },
        { request, method: 'GET', route: '/outbox/:kind/:name', status: 200, ms: 0 },
        { request, method: 'POST', route: 'none', status: 404, ms: 0 },
        { request, method: 'POST', route: 'none', status: 405, ms: 0 },
      ].map(fields => ({ level: 'debug', fields, message: 'request' })),
    );
    expect(new Set(lines.map(line => line.fields.request)).size).toBe(5);
  });
});
