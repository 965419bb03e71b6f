import { expect, it } from 'vitest';
import { EVERY_TOOL } from '../../src/mcp/every-tool.ts';
import { withdrawKey } from '../../src/newsroom/keys/api-keys.ts';
import { SCOPES, type Scope } from '../../src/newsroom/keys/scope.ts';
import { openApi } from '../api/api-world.ts';
import { EDITOR } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { connectTo, openAgentWorld, post, said } from './agent-world.ts';

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const OWN = 'http://127.0.0.1:3000';

describeStores('/mcp', open => {
  it('wants a key, as the API does, and none in any other form', async () => {
    const world = await openApi(await open());
    const key = await world.key(['read'], 'old');
    expect((await post(world, LIST, { key })).status).toBe(200);
    const [row] = await world.store.db
      .selectFrom('api_keys')
      .select('id')
      .where('name', '=', 'old')
      .execute();
    await withdrawKey(world.app, row?.id ?? 0, EDITOR);
    for (const wrong of [null, key, 'vk_', `${world.all}A`]) {
      const answer = await post(world, LIST, { key: wrong });
      expect([wrong, answer.status]).toEqual([wrong, 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="verdicts"/);
    }
    expect((await world.web.request(`/mcp?key=${world.all}`, { method: 'POST', body: '{}' })).status).toBe(
      401,
    );
  });

  it('has no session and no stream: GET, DELETE and the rest are told so, with any key or none', async () => {
    const world = await openApi(await open());
    for (const method of ['GET', 'HEAD', 'DELETE', 'PUT', 'PATCH']) {
      for (const headers of [{}, { Authorization: `Bearer ${world.all}` }]) {
        const answer = await world.web.request('/mcp', { method, headers });
        expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'POST, OPTIONS']);
      }
    }
    const options = await world.web.request('/mcp', {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example' },
    });
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, null]);
    const answer = await post(world, { ...LIST, method: 'initialize', params: INITIALIZE });
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([200, null]);
  });

  it('is called by no page of another site, whatever key it has', async () => {
    const world = await openApi(await open());
    for (const Origin of ['https://evil.example', 'null', 'http://127.0.0.1:3001', `${OWN}.evil.example`]) {
      const answer = await post(world, LIST, { headers: { Origin } });
      expect([Origin, answer.status]).toEqual([Origin, 403]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await post(world, LIST, { headers: { Origin: OWN } })).status).toBe(200);
  });

  it('says what is wrong with a message that is none', async () => {
    const world = await openApi(await open());
    const cases: [unknown, Record<string, string>, number][] = [
      ['{', {}, 400],
      [[LIST, LIST], {}, 400],
      [LIST, { 'Content-Type': 'text/plain' }, 415],
      ['x'.repeat(2_000_001), {}, 413],
      [LIST, { Accept: 'text/html' }, 406],
      [{ jsonrpc: '2.0', id: 1 }, {}, 400],
    ];
    for (const [message, headers, status] of cases)
      expect((await post(world, message, { headers })).status, String(message).slice(0, 20)).toBe(status);
    const unknown = await said(await post(world, { ...LIST, method: 'tools/approve' }));
    expect(unknown.error.code).toBe(-32_601);
  });

  it('counts against the limit of the key, together with the API', async () => {
    const world = await openApi(await open());
    const key = await world.key(['read'], 'busy');
    for (let n = 0; n < 300; n += 1) await world.call('GET', '/key', { key });
    for (let n = 0; n < 300; n += 1) await post(world, '{', { key });
    const late = await post(world, LIST, { key });
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await world.call('GET', '/key', { key })).status).toBe(429);
    await world.app.keyUses.keep(world.store);
    const { last_used_at: used } = await world.store.db
      .selectFrom('api_keys')
      .select('last_used_at')
      .where('name', '=', 'busy')
      .executeTakeFirstOrThrow();
    expect(used).toBe(world.clock.now());
  });

  it('shows a key the tools of its scopes, and does no other', async () => {
    const world = await openApi(await open());
    for (const scopes of combinations(SCOPES)) {
      const key = await world.key(scopes);
      const { tools } = (await said(await post(world, LIST, { key }))).result;
      const may = EVERY_TOOL.filter(({ scope }) => scopes.includes(scope)).map(({ name }) => name);
      expect(tools.map(({ name }: { name: string }) => name)).toEqual(may);
      for (const { name } of EVERY_TOOL.filter(tool => !may.includes(tool.name))) {
        const answer = await said(await post(world, call(name), { key }));
        expect([scopes, name, answer.result?.isError === true || answer.error !== undefined]).toEqual([
          scopes,
          name,
          true,
        ]);
      }
      const resources = await said(await post(world, { ...LIST, method: 'resources/list' }, { key }));
      expect([scopes, resources.result !== undefined]).toEqual([scopes, scopes.includes('read')]);
    }
  });
});

describeStores('a change that an agent makes', open => {
  it('names what it was made on: who was slower is told to read again, in the names of tools', async () => {
    const world = await openAgentWorld(await open());
    const agent = await world.connect();
    const week = '2026-W48';
    const { contentHash } = (await agent.yes('read_issue', { week })).structured;
    await agent.yes('change_words', { week, contentHash, subject: 'First' });
    const late = await agent.call('change_words', { week, contentHash, subject: 'Second' });
    expect([late.isError, late.texts]).toEqual([
      true,
      [
        'contentHash: The issue was changed while you looked at it, so nothing was done. Look at it as it is now (read_issue), then do it again with its contentHash.',
      ],
    ]);
    const wrong = await agent.call('change_words', { week: '2026-W99', contentHash, verdict: 'x' });
    expect(wrong.texts[0]?.split('\n')).toEqual([
      'week: That year has no such week, or lies before 1900 or after 2999. Correct it as the tool’s input schema says.',
      'There is no field "verdict" here. Leave it out, or correct its spelling.',
    ]);
    const unpicked = await agent.call('read_words', { week: '2026-W20' });
    expect(unpicked.texts[0]).toBe('week: Week 2026-W20 has not been picked. Pick it: pick_issue.');
  });

  it('is that of the person who made the key, where somebody else must approve', async () => {
    const world = await openAgentWorld(await open(), {
      settings: { APPROVAL_BY_OTHER: 'on', EDITORS: `${EDITOR},b@example.com` },
    });
    const agent = await connectTo(await onPort(world.web), world.all);
    const { contentHash } = (await agent.yes('read_issue', { week: '2026-W48' })).structured;
    await agent.yes('change_words', { week: '2026-W48', contentHash, subject: 'An agent wrote this' });
    const { approveWeek } = await import('../../src/newsroom/release.ts');
    expect(await approveWeek(world.app, '2026-W48', EDITOR)).toMatchObject({ kind: 'refused' });
    expect(await approveWeek(world.app, '2026-W48', 'b@example.com')).toMatchObject({ kind: 'approved' });
  });
});

const INITIALIZE = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
};

function call(name: string) {
  return { ...LIST, method: 'tools/call', params: { name, arguments: { week: '2026-W48' } } };
}

/** None is made without a scope. */
function combinations(scopes: readonly Scope[]): Scope[][] {
  return Array.from({ length: 2 ** scopes.length - 1 }, (_, n) =>
    scopes.filter((_scope, place) => ((n + 1) >> place) % 2 === 1),
  );
}
