import { expect, it, vi } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import type { IssueState } from '../../src/issue/issue.ts';
import { EVERY_TOOL } from '../../src/mcp/every-tool.ts';
import { weeksToSend } from '../../src/newsroom/send-due.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { correctionOf } from '../../src/storage/delivery/corrections.ts';
import { sendWishes } from '../../src/storage/issue/send-wishes.ts';
import { everyDeskRoute } from '../desk/every-desk-route.ts';
import { fieldsOf } from '../desk/page-fields.ts';
import { post } from '../mcp/agent-world.ts';
import { deskOver, EDITOR } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { describeStores } from '../support/stores.ts';
import { type ApiWorld, approve, openWorld, PICKED, SENT } from './api-world.ts';
import { exampleOf } from './example-of.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What an editor does on pages, asked for in every place where a program could hope to find it. */
const HOPED_FOR = [
  ...[
    'approve',
    'approval',
    'resume',
    'release',
    'send',
    'send-now',
    'now',
    'resolve',
    'abort',
    'unstop',
  ].flatMap(act => [`/issues/${PICKED}/${act}`, `/issues/${SENT}/correction/${act}`]),
  '/keys',
  '/subscribers/import',
  '/catalogue',
];

/** Six hundred requests, also where much else goes on. */
const LONG_MS = 180_000;
const STATES_OF_A_YES: readonly IssueState[] = ['approved', 'sending', 'sent'];

// Every route in every method is a thousand requests, and as many looks at the issue.
vi.setConfig({ testTimeout: 240_000 });

describeStores('no key', open => {
  it('approves an issue by any route, method or tool of agents, with every scope and whatever it sends along', async () => {
    const world = await openWorld(await open());
    await everythingIsTried(world, async what => {
      const { state, approval, goNowAt } = await world.issue();
      expect([what, STATES_OF_A_YES.includes(state), approval, goNowAt]).toEqual([what, false, null, null]);
      expect(await correctionState(world)).toBeOneOf([null, 'draft']);
    });
    expect(await weeksToSend(world.app)).not.toContain(PICKED);
  });

  it('is a session: it opens no page of the desk and presses none of its buttons, with the very form of an editor', async () => {
    const world = await openWorld(await open());
    const desk = deskOver(world);
    const { fields, ticks } = fieldsOf(
      await (await desk.signIn()).page(`/desk/issues/${PICKED}/check`),
      'approve',
    );
    const form = new URLSearchParams([...fields, ...ticks.map(tick => ['tick', tick]), ['act', 'resume']]);
    const before = await everyRow(world.store);
    const routes = everyDeskRoute(desk);
    expect(routes.map(({ path }) => path)).toContain(`/desk/issues/${PICKED}/check/approve`);
    for (const { method, path } of routes) {
      for (const headers of [{ Authorization: `Bearer ${world.all}` }, { Cookie: `desk=${world.all}` }]) {
        const body = ['GET', 'HEAD'].includes(method) ? null : form;
        const answer = await world.web.request(path, {
          method,
          headers: { ...headers, 'Sec-Fetch-Site': 'same-origin' },
          body,
        });
        expect([method, path, answer.ok]).toEqual([method, path, false]);
      }
    }
    expect(await everyRow(world.store)).toEqual(before);
  });

  it(
    'lets a stopped issue go on',
    async () => {
      const world = await openWorld(await open());
      await approve(world);
      await world.store.db
        .updateTable('issues')
        .set({ state: 'sending', frozen_at: world.clock.now(), audience: 5 })
        .where('week', '=', PICKED)
        .execute();
      await steerWeek(world.app, PICKED, 'stop', EDITOR);
      const wishes = sendWishes(world.store);
      const before = await wishes();
      await everythingIsTried(world, async what => {
        expect([what, (await world.issue()).state]).toEqual([what, 'stopped']);
      });
      expect(await wishes()).toEqual(before);
    },
    LONG_MS,
  );

  it('keeps an approval that is not of what the issue has become', async () => {
    const world = await openWorld(await open());
    await approve(world);
    const approved = (await world.issue()).approval?.hash;
    const headers = { 'If-Match': await world.etag() };
    expect(headers['If-Match']).toBe(`"${approved}"`);
    const changed = await world.call('PATCH', `/issues/${PICKED}/words`, {
      body: { subject: 'Other words' },
      headers,
    });
    expect(await changed.json()).toMatchObject({ outcome: 'changed', state: 'in_review' });
    expect(await world.issue()).toMatchObject({ state: 'in_review', approval: null, voided: { by: EDITOR } });
  });

  it('says a word of an editor’s: it is none, whatever it is called', async () => {
    const world = await openWorld(await open());
    const refusal = await steerWeek(world.app, PICKED, 'resume', 'key everything');
    expect(refusal).toMatchObject({ kind: 'refused', why: '"key everything" is not in EDITORS.' });
  });
});

/** Every address in every method, with each example's body and one that asks for a yes outright. */
async function everythingIsTried(world: ApiWorld, look: (what: string) => Promise<void>): Promise<void> {
  const yes = { approve: true, approved: true, state: 'approved', by: EDITOR, action: 'resume', hash: '' };
  for (const route of EVERY_ROUTE) {
    const { path, body } = await exampleOf(world, route);
    for (const method of METHODS) {
      const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
      for (const sent of hasBody ? [body ?? {}, { ...(body as object), ...yes }] : [undefined]) {
        const headers = {
          ...(hasBody && { 'If-Match': await world.etag() }),
          'Idempotency-Key': `${method} ${path} ${sent === body}`,
        };
        // So that the key is not told to wait.
        world.clock.advance(500);
        await world.call(method, path, { headers, body: sent });
        await look(`${method} ${path}`);
      }
    }
  }
  for (const path of HOPED_FOR) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await world.call(method, path, {
        body: yes,
        headers: { 'If-Match': await world.etag() },
      });
      expect([method, path, answer.status]).toEqual([method, path, expect.toBeOneOf([400, 404, 405])]);
      await look(`${method} ${path}`);
    }
  }
  await everyToolIsTried(world, yes, look);
}

/** The same by the tools of agents; test/mcp/no-tool-approves.test.ts tries what fits each. */
async function everyToolIsTried(
  world: ApiWorld,
  yes: object,
  look: (what: string) => Promise<void>,
): Promise<void> {
  for (const { name } of [...EVERY_TOOL, { name: 'approve_issue' }, { name: 'resume_issue' }]) {
    const contentHash = (await world.etag()).slice(1, -1);
    for (const input of [
      { week: PICKED, contentHash },
      { week: PICKED, contentHash, ...yes },
    ]) {
      world.clock.advance(500);
      await post(world, {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: input },
      });
      await look(`the tool ${name}`);
    }
  }
}

async function correctionState({ store, app }: ApiWorld): Promise<string | null> {
  const issue = await app.issues.find(SENT);
  return (issue && (await correctionOf(store, issue.id)))?.state ?? null;
}
