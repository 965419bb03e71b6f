import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../src/api/keys/rate-limit.ts';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { createKey } from '../../src/newsroom/keys/api-keys.ts';
import { tidyKeys } from '../../src/newsroom/keys/tidy-keys.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { lastPerson } from '../../src/storage/issue/releases.ts';
import { openCli } from '../support/cli.ts';
import { EDITOR } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { describeStores } from '../support/stores.ts';
import { openApi, openWorld, PICKED } from './api-world.ts';
import { exampleOf } from './example-of.ts';

const SECRET = /^vk_[\w-]{43}$/;

describe('verdicts keys', () => {
  it('prints a secret once, on stdout alone, and lists and withdraws by number', async () => {
    const cli = openCli();
    const made = await cli.run('keys', 'create', '--name', 'nightly export', '--scope', 'subscribers,read');
    expect([made.code, made.stdout.trim()]).toEqual([0, expect.stringMatching(SECRET)]);
    expect(made.stderr).toContain('nightly export');
    expect(made.stderr).not.toContain(made.stdout.trim());
    const again = await cli.run('keys', 'create', '--name', 'nightly export', '--scope', 'read');
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toContain('A key in use is called "nightly export". Choose another name');
    const wrong = await cli.run('keys', 'create', '--name', 'x', '--scope', 'read,approve');
    expect(wrong.stderr).toContain(
      'There is no scope "approve". Choose from: read, subscribers, editorial, sending-control.',
    );
    const listed = await cli.run('keys', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([
      {
        id: 1,
        name: 'nightly export',
        scopes: ['read', 'subscribers'],
        createdBy: 'command line',
        lastUsedAt: null,
      },
    ]);
    expect(listed.stdout).not.toContain(made.stdout.trim());
    expect((await cli.run('keys', 'revoke', '1')).stdout).toContain('nightly export is withdrawn');
    const gone = await cli.run('keys', 'revoke', '1');
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('No key in use has the number 1.')]);
    expect((await cli.run('keys', 'revoke', 'one')).code).toBe(2);
    expect((await cli.run('keys', 'list')).stdout).toMatch(/^1 {2}nightly export {2}.*withdrawn/);
    expect((await cli.run('keys', 'create', '--name', 'nightly export', '--scope', 'read')).code).toBe(0);
  }, 120_000);
});

describeStores('a key', open => {
  it('is kept as a digest: its secret is nowhere in the database', async () => {
    const world = await openApi(await open());
    const secret = await world.key(['read'], 'one');
    await world.call('GET', '/issues', { key: secret, headers: { 'Idempotency-Key': 'x' } });
    const rows = JSON.stringify(await everyRow(world.store));
    expect(rows).toContain(createHash('sha256').update(secret).digest('hex'));
    expect(rows).not.toContain(secret.slice(3, 20));
    expect(secret).toMatch(SECRET);
    expect(new Set(await Promise.all(['a', 'b', 'c'].map(name => world.key(['read'], name)))).size).toBe(3);
  });

  it('has a name that the log can hold, and that one in use has', async () => {
    const world = await openApi(await open());
    const make = (name: string) => createKey(world.app, { name, scopes: ['read'], by: EDITOR });
    for (const name of ['', ' ', 'ada@readers.example', '-x', 'a\nb', 'x'.repeat(61), 'a\0', '<b>'])
      expect([name, (await make(name)).kind]).toEqual([name, 'refused']);
    const both = await Promise.all([make('twice'), make('twice')]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['made', 'refused']);
    for (const name of ['Zürich 2', 'a.b_c-d', '日本'])
      expect([name, (await make(name)).kind]).toEqual([name, 'made']);
  });

  it('is what the log says did it: when it was made, by whom, and everything it does', async () => {
    const world = await openWorld(await open());
    const key = await world.key(['editorial', 'read'], 'agent');
    const headers = { 'If-Match': await world.etag() };
    await world.call('PATCH', `/issues/${PICKED}/words`, { key, headers, body: { intro: 'By a program.' } });
    const [changed, made] = await latestActivity(world.store, { before: null, limit: 2 });
    expect(changed).toMatchObject({ who: 'key agent', action: 'changed', week: PICKED });
    expect(made).toMatchObject({ who: EDITOR, action: 'key made', detail: 'agent (read, editorial)' });
  });

  it('was used when it was used: to the minute, and written by no request', async () => {
    const world = await openApi(await open());
    const key = await world.key(['read'], 'used');
    const used = async () =>
      (
        await world.store.db
          .selectFrom('api_keys')
          .select('last_used_at')
          .where('name', '=', 'used')
          .executeTakeFirstOrThrow()
      ).last_used_at;
    const before = await everyRow(world.store);
    for (const path of ['/issues', '/catalogue', '/key']) await world.call('GET', path, { key });
    expect(await everyRow(world.store)).toEqual(before);
    await tidyKeys(world.app);
    const minute = world.clock.now() - (world.clock.now() % 60_000);
    expect(await used()).toBe(minute);
    world.clock.advance(90_000);
    await world.call('GET', '/nothing', { key });
    await tidyKeys(world.app);
    expect(await used()).toBe(minute);
    await world.call('GET', '/suppressions', { key });
    await tidyKeys(world.app);
    expect(await used()).toBe(minute + 60_000);
  });

  it('writes nothing by GET or HEAD, on any route', async () => {
    const world = await openWorld(await open());
    await world.call('GET', `/issues/${PICKED}`);
    const before = await everyRow(world.store);
    for (const route of EVERY_ROUTE.filter(({ method }) => method === 'get')) {
      const { path } = await exampleOf(world, route);
      for (const method of ['GET', 'HEAD', 'OPTIONS']) await (await world.call(method, path)).arrayBuffer();
    }
    expect(await everyRow(world.store)).toEqual(before);
  });

  it('waits when it asks too much, alone, and no longer than it is told', async () => {
    const world = await openApi(await open());
    const [fast, slow] = [await world.key(['read'], 'fast'), await world.key(['read'], 'slow')];
    let last = await world.call('GET', '/key', { key: fast });
    expect(last.headers.get('ratelimit')).toBe('"key";r=599;t=1');
    expect(last.headers.get('ratelimit-policy')).toBe('"key";q=600;w=60');
    for (let n = 1; n < 600; n += 1) last = await world.call('GET', '/key', { key: fast });
    expect([last.status, last.headers.get('ratelimit')]).toEqual([200, '"key";r=0;t=60']);
    const beyond = await world.call('GET', '/key', { key: fast });
    expect([beyond.status, beyond.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await beyond.json()).toMatchObject({
      type: 'urn:verdicts:problem:too-often',
      detail: 'A key may make 600 requests in 60 seconds.',
    });
    expect((await world.call('GET', '/key', { key: slow })).status).toBe(200);
    world.clock.advance(1_000);
    expect((await world.call('GET', '/key', { key: fast })).status).toBe(200);
  });

  it('gives nobody the other half of two: what it changes, its maker may not approve alone', async () => {
    const settings = { EDITORS: `${EDITOR},second@example.com`, APPROVAL_BY_OTHER: 'on' };
    const world = await openWorld(await open(), { settings });
    const change = async (key: string, intro: string) => {
      const headers = { 'If-Match': await world.etag() };
      expect(
        (await world.call('PATCH', `/issues/${PICKED}/words`, { key, headers, body: { intro } })).status,
      ).toBe(200);
    };
    await change(world.all, 'By the key of an editor.');
    expect(await lastPerson(world.store, PICKED)).toBe(EDITOR);
    expect(await approveWeek(world.app, PICKED, EDITOR)).toMatchObject({ kind: 'refused' });
    const nobodys = await createKey(world.app, {
      name: 'nobody',
      scopes: ['read', 'editorial'],
      by: 'command line',
    });
    if (nobodys.kind !== 'made') throw new Error(nobodys.why);
    // A program of nobody's does not wash it clean.
    await change(nobodys.secret, 'By a key that was made on the server.');
    expect(await approveWeek(world.app, PICKED, EDITOR)).toMatchObject({ kind: 'refused' });
    expect(await approveWeek(world.app, PICKED, 'second@example.com')).toMatchObject({ kind: 'approved' });
  });

  it('is in no line of the log, nor is anything that is sent with it', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const world = await openWorld(await open(), { log });
    for (const route of EVERY_ROUTE) {
      const { path, body, headers } = await exampleOf(world, route);
      await world.call(
        route.method.toUpperCase(),
        `${path}${path.includes('?') ? '&' : '?'}secret=ada@readers.example`,
        {
          body,
          headers: { ...headers, 'Idempotency-Key': 'a-word-of-its-own' },
        },
      );
      await world.call(route.method.toUpperCase(), path, { body, headers });
    }
    expect(lines.length).toBeGreaterThan(EVERY_ROUTE.length);
    const text = lines.join('');
    for (const secret of [
      world.all,
      world.all.slice(3),
      'readers.example',
      'a-word-of-its-own',
      'editor@example.com',
    ])
      expect(text).not.toContain(secret);
  });
});

describe('the bucket of a key', () => {
  it('fills as fast as it says, and never beyond its brim', () => {
    let now = 0;
    const limit = new RateLimit(() => now, { limit: 10, perMs: 1_000 });
    const taken = (times: number) =>
      Array.from({ length: times }, () => limit.take(1).passed).filter(Boolean).length;
    expect(taken(15)).toBe(10);
    now += 250;
    expect(taken(15)).toBe(2);
    now += 60_000;
    expect(taken(15)).toBe(10);
    expect(limit.take(2)).toEqual({ passed: true, left: 9, fullInS: 1, nextInS: 0 });
  });
});
