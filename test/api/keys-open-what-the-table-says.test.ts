import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { withdrawKey } from '../../src/newsroom/keys/api-keys.ts';
import { isScope, SCOPES, type Scope } from '../../src/newsroom/keys/scope.ts';
import { describeStores } from '../support/stores.ts';
import { openApi } from './api-world.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');

/** Of the table in the docs: `GET /issues` → the scopes that open it. */
const TABLE = tableIn(DOCS);

describe('the table in the docs', () => {
  it('has a row for every route and no other', () => {
    const routes = EVERY_ROUTE.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...TABLE.keys()].toSorted()).toEqual(routes.toSorted());
    expect(new Set(routes).size).toBe(routes.length);
    expect(new Set(EVERY_ROUTE.map(({ id }) => id)).size).toBe(routes.length);
  });

  it('knows the scopes there are, and opens something with each', () => {
    const opened = new Set([...TABLE.values()].flatMap(scopes => [...scopes]));
    expect([...opened].toSorted()).toEqual(SCOPES.toSorted());
  });
});

describeStores('a key', open => {
  it('with any scopes opens what the table says, and nothing else', async () => {
    const world = await openApi(await open());
    for (const scopes of combinations(SCOPES)) {
      const key = await world.key(scopes);
      for (const [request, opening] of TABLE) {
        const [method = '', path = ''] = request.split(' ');
        // Of nothing that is there: whoever is let in is told so.
        const answer = await world.call(method, filled(path), { key, headers: { 'If-Match': '"none"' } });
        const isOpen = scopes.some(scope => opening.has(scope));
        const what = `${request} with ${scopes.join(', ')}`;
        expect([what, answer.status === 403]).toEqual([what, !isOpen]);
        expect([what, answer.status === 401]).toEqual([what, false]);
        if (!isOpen) expect(await answer.json()).toMatchObject({ type: 'urn:verdicts:problem:no-scope' });
      }
    }
  });

  it('opens nothing when it is none, or was withdrawn', async () => {
    const world = await openApi(await open());
    const key = await world.key(SCOPES, 'old');
    expect((await world.call('GET', '/key', { key })).status).toBe(200);
    const [{ id }] = (await world.store.db
      .selectFrom('api_keys')
      .select('id')
      .where('name', '=', 'old')
      .execute()) as [{ id: number }];
    await withdrawKey(world.app, id, 'editor@example.com');
    const wrong = [
      null,
      key,
      `${key}A`,
      key.slice(0, -1),
      'vk_',
      '',
      world.all.toUpperCase(),
      `vk_${'A'.repeat(43)}`,
    ];
    for (const secret of wrong) {
      for (const request of TABLE.keys()) {
        const [method = '', path = ''] = request.split(' ');
        const answer = await world.call(method, filled(path), { key: secret });
        expect([request, answer.status]).toEqual([request, 401]);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="verdicts"/);
      }
    }
    for (const header of [`Basic ${key}`, `Bearer ${world.all} more`, `bearer,${world.all}`, world.all]) {
      const answer = await world.call('GET', '/key', { key: null, headers: { Authorization: header } });
      expect([header, answer.status]).toEqual([header, 401]);
    }
  });
});

function tableIn(text: string): Map<string, ReadonlySet<Scope>> {
  const [head = '', , ...rows] = text.slice(text.indexOf('| request |')).split('\n\n')[0]!.trim().split('\n');
  const scopes = cells(head).slice(1).filter(isScope);
  return new Map(
    rows.map(row => {
      const [request = '', ...may] = cells(row);
      return [request, new Set(scopes.filter((_, index) => may[index] === 'yes'))];
    }),
  );
}

function cells(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim().replaceAll('`', ''));
}

/** None is made without a scope. */
function combinations(scopes: readonly Scope[]): Scope[][] {
  return Array.from({ length: 2 ** scopes.length - 1 }, (_, n) =>
    scopes.filter((_scope, place) => ((n + 1) >> place) % 2 === 1),
  );
}

function filled(path: string): string {
  const values: Readonly<Record<string, string>> = {
    week: '2026-W01',
    id: '999999',
    form: 'text',
    slug: 'none',
  };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'none');
}
