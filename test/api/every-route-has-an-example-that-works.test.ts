import { expect, it } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { EDITOR } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { approve, openWorld, requestOf } from './api-world.ts';
import { judgeOf } from './document.ts';
import { exampleOf } from './example-of.ts';

describeStores('every route of the API', open => {
  it('has an example that works on a real server, and answers with what the document says', async () => {
    const world = await openWorld(await open(), { settings: { SEED_LIST: EDITOR } });
    const server = await onPort(world.web);
    const judge = judgeOf(await (await fetch(`${server}/api/openapi.json`)).json());
    for (const route of EVERY_ROUTE) {
      // Only what was approved can be stopped, and that no key does.
      if (route.id === 'stopIssue') await approve(world);
      const { path, body, headers } = await exampleOf(world, route);
      const method = route.method.toUpperCase();
      const answer = await fetch(`${server}/api/v1${path}`, requestOf(method, world.all, body, headers));
      const what = `${method} ${path}`;
      const said = await answer.text();
      expect([what, answer.status, said]).toEqual([what, route.status ?? 200, said]);
      expect([what, answer.headers.get('cache-control')]).toEqual([what, 'no-store']);
      if (!route.answer) {
        expect([what, route.types]).toEqual([
          what,
          expect.toSatisfy(types => types.includes(typeOf(answer))),
        ]);
        continue;
      }
      const place = ['paths', `/api/v1${route.path}`, route.method, 'responses', String(answer.status)];
      const faults = judge([...place, 'content', 'application/json', 'schema'], JSON.parse(said));
      expect([what, faults]).toEqual([what, []]);
    }
  });

  it('says no more than the document says: no field comes that it does not name', async () => {
    const world = await openWorld(await open());
    for (const route of EVERY_ROUTE.filter(({ answer }) => answer)) {
      const { path, body, headers } = await exampleOf(world, route);
      const answer = await world.call(route.method.toUpperCase(), path, { body, headers });
      if (answer.status >= 300) continue;
      const said = await answer.json();
      expect([path, route.answer?.parse(said)]).toEqual([path, said]);
    }
  });
});

function typeOf(answer: Response): string {
  return (answer.headers.get('content-type') ?? '').replace(/;.*/, '');
}
