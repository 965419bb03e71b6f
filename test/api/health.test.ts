import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Store } from '../../src/storage/database.ts';
import { readMeta, writeMeta } from '../../src/storage/meta.ts';
import { delayedStore } from '../support/delayed-store.ts';
import { openSqliteStore } from '../support/stores.ts';
import { openSite } from '../web/site.ts';

async function readyz(befall: (store: Store) => Promise<unknown> = async () => undefined) {
  const site = await openSite();
  await befall(site.store);
  const answer = await site.app.request('/readyz');
  return { ...site, status: answer.status, body: await answer.json(), headers: answer.headers };
}

const close = (store: Store) => store.db.destroy();

describe('GET /healthz', () => {
  it('says the process is alive without asking the database', async () => {
    const { app, store } = await openSite();
    await close(store);

    const answer = await app.request('/healthz');

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('GET /readyz', () => {
  afterEach(() => void vi.useRealTimers());

  it('is 200 when the database answers and its schema is current', async () => {
    const { status, body, headers } = await readyz();

    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ready', database: 'ok', schema: 'current' },
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each<[string, (store: Store) => Promise<unknown>, { database: string; schema: string }]>([
    [
      'a migration is missing',
      ({ db }) => sql`delete from migrations where name = '012-going-out'`.execute(db),
      { database: 'ok', schema: 'behind' },
    ],
    [
      'a newer version has migrated it',
      ({ db }) => sql`insert into migrations (name, applied_at) values ('999-later', '')`.execute(db),
      { database: 'ok', schema: 'ahead' },
    ],
    [
      'it has no migrations at all',
      ({ db }) => db.schema.dropTable('migrations').execute(),
      { database: 'unreachable', schema: 'unknown' },
    ],
    ['it is closed', close, { database: 'unreachable', schema: 'unknown' }],
  ])('is 503 and says which it is when %s', async (_, befall, readiness) => {
    const { status, body, headers } = await readyz(befall);

    expect({ status, body }).toEqual({ status: 503, body: { status: 'not ready', ...readiness } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is 503 and logs why when asking fails', async () => {
    const { status, body, lines } = await readyz(close);

    expect({ status, body }).toEqual({
      status: 503,
      body: { status: 'not ready', database: 'unreachable', schema: 'unknown' },
    });
    expect(lines.filter(line => line.level === 'error')).toEqual([
      {
        level: 'error',
        fields: {
          err: expect.objectContaining({
            message: 'driver has already been destroyed',
            stack: expect.stringContaining('migrate.ts'),
          }),
          request: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
        message: 'the database did not say whether it is ready',
      },
    ]);
  });

  it('is 503 while the database does not answer, 200 once it does, and leaves no timer behind', async () => {
    let isSilent = false;
    const { promise: silence, resolve: answer } = Promise.withResolvers<void>();
    const store = delayedStore(await openSqliteStore(), () => (isSilent ? silence : undefined));
    const { app } = await openSite({ store });
    vi.useFakeTimers();

    isSilent = true;
    const silent = app.request('/readyz');
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await silent).status).toBe(503);

    isSilent = false;
    answer();
    expect((await app.request('/readyz')).status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks a silent database once, however many ask us', async () => {
    let asked = 0;
    const never = new Promise<void>(() => undefined);
    let isSilent = false;
    const store = delayedStore(await openSqliteStore(), () => {
      if (!isSilent) return;
      asked += 1;
      return never;
    });
    const { app } = await openSite({ store });
    vi.useFakeTimers();
    isSilent = true;
    const answers = Promise.all(Array.from({ length: 20 }, () => app.request('/readyz')));
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await answers).map(({ status }) => status)).toEqual(Array(20).fill(503));
    expect(asked).toBe(1);
  });

  it('is 200, and pages answer, while another process keeps the write lock of the file', async () => {
    const store = await openSqliteStore();
    const { app } = await openSite({ store });
    const other = new DatabaseSync(store.url.slice('file:'.length));
    onTestFinished(() => other.close());
    other.exec('begin immediate');
    const writing = writeMeta(store, 'somebody', 'waits');

    const answers = await Promise.all(
      ['/healthz', '/readyz', '/', '/healthz'].map(path => app.request(path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    other.exec('rollback');
    await writing;
    expect(await readMeta(store, 'somebody')).toBe('waits');
  });
});
