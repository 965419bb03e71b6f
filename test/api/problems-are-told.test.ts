import { expect, it } from 'vitest';
import { PROBLEM_TYPE } from '../../src/api/v1/problem.ts';
import { describeStores } from '../support/stores.ts';
import { type ApiWorld, openWorld, PICKED } from './api-world.ts';

/** As the answer of any no. */
const NO = { type: expect.any(String), title: expect.any(String), request: expect.any(String) };

describeStores('a no of the API', open => {
  it('is a problem at every address below /api, in every method, and never a page', async () => {
    const world = await openWorld(await open());
    const nos: [method: string, path: string, status: number][] = [
      ['GET', '/api', 404],
      ['GET', '/api/', 404],
      ['POST', '/api/v1', 404],
      ['GET', '/api/v2/issues', 404],
      ['GET', '/api/v1/nothing', 404],
      ['DELETE', '/api/openapi.json', 405],
      ['POST', '/api/openapi.json', 405],
      ['DELETE', '/api/v1/issues', 405],
      ['PUT', '/api/v1/issues/2026-W48/hold', 405],
      ['GET', '/api/v1/issues/2026-W48/hold', 405],
      ['GET', '/api/v1/issues/2026-W01', 404],
      ['GET', '/api/v1/issues/2026-W54', 400],
      ['GET', '/api/v1/issues/today', 400],
      ['GET', '/api/v1/subscribers/0', 400],
      ['GET', '/api/v1/subscribers/x%00', 400],
      ['GET', '/api/v1/subscribers/4294967296', 404],
      ['GET', '/api/v1/catalogue/tools/%00', 400],
      ['GET', '/api/v1/catalogue/tools/%E0%A4%A', 404],
    ];
    for (const [method, path, status] of nos) {
      const answer = await world.call(method, path);
      expect([method, path, answer.status]).toEqual([method, path, status]);
      expect(answer.headers.get('content-type')).toBe(PROBLEM_TYPE);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const said = await answer.json();
      expect(said).toMatchObject({
        ...NO,
        status,
        fix: expect.stringMatching(/\S/),
        detail: expect.stringMatching(/\S/),
      });
      if (status === 405) expect(answer.headers.get('allow')).toMatch(/OPTIONS$/);
    }
  });

  it('names each field, what is wrong with it and what to do', async () => {
    const world = await openWorld(await open());
    const post = async (path: string, body: unknown) => (await world.call('POST', path, { body })).json();
    expect(await post('/subscribers', { email: 7, nmae: 'Ada', interests: 'x' })).toMatchObject({
      status: 400,
      place: 'body.email',
      faults: [
        { place: 'body.email', detail: expect.stringContaining('expected string') },
        { place: 'body.interests' },
        {
          place: 'body',
          detail: 'There is no field "nmae" here.',
          fix: 'Leave it out, or correct its spelling.',
        },
      ],
    });
    expect(await post('/subscribers', { email: 'ada' })).toMatchObject({
      place: 'body.email',
      detail: 'The address has no @.',
    });
    expect(await post('/subscribers', { email: 'a@b.example', timezone: 'Mars' })).toMatchObject({
      place: 'body.timezone',
      detail: 'This is not an IANA time zone.',
      fix: 'Write it like Europe/Prague or UTC, or leave it empty.',
    });
    expect(await post('/subscribers', '{"email":')).toMatchObject({ status: 400, place: 'body' });
    expect(await post('/subscribers', { email: 'a\0@b.example' })).toMatchObject({
      place: 'body',
      fix: 'Take the NUL out.',
    });
    const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    expect(await post('/subscribers', deep)).toMatchObject({ status: 400, place: 'body' });
    expect(await (await world.call('GET', '/issues?limit=0&wek=1')).json()).toMatchObject({
      status: 400,
      faults: [{ place: 'query.limit' }, { place: 'query', detail: 'There is no field "wek" here.' }],
    });
  });

  it('is told of a body that is too large, of another type, or not UTF-8', async () => {
    const world = await openWorld(await open());
    const send = (body: BodyInit, type: string) =>
      world.web.request('/api/v1/subscribers/search', {
        method: 'POST',
        headers: { Authorization: `Bearer ${world.all}`, 'Content-Type': type },
        body,
      });
    const large = await send(JSON.stringify({ text: 'x'.repeat(70_000) }), 'application/json');
    expect([large.status, large.headers.get('connection')]).toEqual([413, 'close']);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'json',
    ])
      expect([type, (await send('{}', type)).status]).toEqual([type, 415]);
    expect((await send('{}', 'application/json; charset=utf-8')).status).toBe(200);
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]), 'application/json')).status).toBe(400);
  });

  it('is said of a cursor that is none of ours, wherever pages are', async () => {
    const world = await openWorld(await open());
    const lists = [
      '/issues',
      '/votes',
      '/suppressions',
      '/catalogue/tools',
      '/catalogue/proposals',
      '/issues/2026-W47/recipients',
    ];
    const wrong = [
      'x',
      '%00',
      'WyJ4Il0x',
      Buffer.from('[[]]').toString('base64url'),
      Buffer.from('["\\u0000"]').toString('base64url'),
      'a'.repeat(500),
    ];
    for (const list of lists) {
      for (const cursor of wrong) {
        const answer = await world.call('GET', `${list}?cursor=${cursor}`);
        expect([list, cursor, answer.status]).toEqual([list, cursor, 400]);
        expect((await answer.json()).place).toMatch(/^(?:query\.cursor|path)$/);
      }
    }
  });
});

describeStores('a page of a list', open => {
  it('goes on where the one before ended: every line once, in order', async () => {
    const world = await openWorld(await open());
    const all = async (method: string, path: string, body?: object) => {
      const items: Record<string, unknown>[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await pageAt(world, method, path, {
          ...body,
          limit: 2,
          ...(cursor !== '' && { cursor }),
        });
        expect(page.items.length).toBeLessThanOrEqual(2);
        items.push(...page.items);
        cursor = page.next;
      }
      return items;
    };
    for (const email of ['b@x.example', 'c@x.example', 'd@x.example'])
      await world.call('POST', '/suppressions', { body: { email, reason: 'Asked' } });
    expect((await all('POST', '/subscribers/search')).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
    expect((await all('GET', '/suppressions')).length).toBe(4);
    expect((await all('GET', '/issues')).map(({ week }) => week)).toEqual(['2026-W48', '2026-W47']);
    expect((await all('GET', '/issues/2026-W47/recipients')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const tools = (await all('GET', '/catalogue/tools')).map(({ slug }) => slug);
    expect(tools).toEqual([...new Set(tools)].toSorted());
    expect(tools.length).toBe((await (await world.call('GET', '/catalogue')).json()).tools);
  });
});

describeStores('the API', open => {
  it('has no CORS, answers HEAD as GET and OPTIONS with what is allowed', async () => {
    const world = await openWorld(await open());
    const headers = { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' };
    const asked = await world.call('OPTIONS', `/issues/${PICKED}/words`, { key: null, headers });
    expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'GET, HEAD, PATCH, OPTIONS']);
    const get = await world.call('GET', '/issues', { headers });
    const head = await world.call('HEAD', '/issues', { headers });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    for (const answer of [asked, get, head])
      expect([...answer.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
    expect((await world.call('HEAD', '/issues', { key: null })).status).toBe(401);
  });
});

interface ListPage {
  readonly items: Record<string, unknown>[];
  readonly next: string | null;
}

async function pageAt(world: ApiWorld, method: string, path: string, asked: object): Promise<ListPage> {
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  const answer =
    method === 'GET'
      ? await world.call(method, `${path}?${query}`)
      : await world.call(method, path, { body: asked });
  return answer.json();
}
