import { describe, expect, it } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { openSqliteStore } from '../support/stores.ts';
import { openApi } from './api-world.ts';
import { documentFaults, judgeOf, type OpenApiDocument, schemaFaults } from './document.ts';

describe('GET /api/openapi.json', () => {
  it('is there for everybody, as JSON', async () => {
    const { answer } = await asked();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  });

  it('is a document of OpenAPI 3.1, and each of its schemas one of JSON Schema 2020-12', async () => {
    const { document } = await asked();
    expect(documentFaults(document)).toEqual([]);
    expect(schemaFaults(document)).toEqual([]);
    const broken = { ...document, paths: { ...document.paths, 'no-slash': { get: {}, fetch: {} } } };
    expect(documentFaults(broken).length).toBeGreaterThan(3);
    expect(schemaFaults({ ...document, components: { schema: { type: 'txt' } } as never })).toHaveLength(1);
  });

  it('tells of every route, with its parameters, once', async () => {
    const { document } = await asked();
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
    const names = (routes: readonly { method: string; path: string }[]) =>
      routes.map(({ method, path }) => `${method} ${path}`).toSorted();
    expect(names(told)).toEqual(
      names(EVERY_ROUTE.map(({ method, path }) => ({ method, path: `/api/v1${path}` }))),
    );
    expect(new Set(told.map(({ operation }) => operation.operationId)).size).toBe(told.length);
    for (const { path, operation } of told) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters?.filter(({ in: where }) => where === 'path') ?? [];
      expect([path, parameters.map(({ name }) => name)]).toEqual([path, inPath]);
    }
  });

  it('has references that lead somewhere, and names nothing that nothing refers to', async () => {
    const { document } = await asked();
    const written = JSON.stringify(document);
    const references = new Set(
      [...written.matchAll(/"#\/components\/schemas\/([\w.-]+)"/g)].map(([, name]) => name),
    );
    expect([...references].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted());
  });

  it('has for every body an example that fits its schema', async () => {
    const { document } = await asked();
    const judge = judgeOf(document);
    let bodies = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(methods)) {
        if (!requestBody) continue;
        bodies += 1;
        const json = requestBody.content['application/json'];
        const pointer = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
        expect([method, path, judge(pointer, json?.example)]).toEqual([method, path, []]);
      }
    }
    expect(bodies).toBeGreaterThan(15);
  });
});

async function asked(): Promise<{ answer: Response; document: OpenApiDocument }> {
  const world = await openApi(await openSqliteStore());
  const answer = await world.call('GET', '/api/openapi.json', { key: null });
  return { answer, document: await answer.json() };
}
