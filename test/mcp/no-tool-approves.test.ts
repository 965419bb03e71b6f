import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { EVERY_TOOL } from '../../src/mcp/every-tool.ts';
import { SCOPES } from '../../src/newsroom/keys/scope.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { sendWishes } from '../../src/storage/issue/send-wishes.ts';
import { approve, PICKED, SENT } from '../api/api-world.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { type AgentWorld, goesOut, openAgentWorld } from './agent-world.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/mcp.md'), 'utf8');
/** All there are, written down once more: whoever adds one reads what it must not do. */
const KNOWN = [
  ...['list_issues', 'read_issue', 'read_issue_state', 'explain_picks', 'weigh_swap', 'read_words'],
  ...['preview_issue', 'picture_issue', 'run_preflight', 'read_ledger', 'read_report', 'list_votes'],
  ...['read_votes', 'read_catalogue', 'list_catalogue_tools', 'read_catalogue_tool', 'list_proposals'],
  ...['pick_issue', 'change_words', 'swap_pairing', 'move_pairing', 'pin_pairing', 'ban', 'pick_again'],
  ...['check_catalogue_entries', 'propose_catalogue_entries'],
  ...['schedule_issue', 'unschedule_issue', 'hold_issue', 'stop_issue'],
];
/** What is a person's, and what no model needs: whatever a tool would be called that does it. */
const NEVER =
  /approv|resum|release|send|test|resolve|settle|import|erase|forget|delete|abort|unstop|subscri|recipient|suppress|export|key|webhook/;

describe('the tools', () => {
  it('are these, and none of them approves, resumes, resolves, imports or erases', () => {
    expect(EVERY_TOOL.map(({ name }) => name)).toEqual(KNOWN);
    expect(KNOWN.filter(name => NEVER.test(name))).toEqual([]);
    const routes = EVERY_TOOL.flatMap(({ route }) => EVERY_ROUTE.filter(({ id }) => id === route));
    expect(routes.filter(({ id, path }) => NEVER.test(id.toLowerCase()) || NEVER.test(path))).toEqual([]);
  });

  it('need no scope for readers: no address of one is ever given to a model', () => {
    expect(EVERY_TOOL.filter(({ scope }) => scope === 'subscribers')).toEqual([]);
  });

  it('take what the API takes, in its own scope, and say before whether they change anything', () => {
    for (const { name, route: id, scope, hints } of EVERY_TOOL) {
      const route = EVERY_ROUTE.find(each => each.id === id);
      if (route) expect([name, scope]).toEqual([name, route.scope]);
      expect([name, hints.reads]).toEqual([name, scope === 'read']);
      if (hints.reads) expect([name, hints.ends, hints.again]).toEqual([name, false, true]);
    }
  });

  it('stand in the docs, each in a row with its scope', () => {
    const rows = [...DOCS.matchAll(/^\| `(\w+)` \| `([\w-]+)` \|/gm)].map(([, name, scope]) => [name, scope]);
    expect(rows.toSorted()).toEqual(EVERY_TOOL.map(({ name, scope }) => [name, scope]).toSorted());
  });
});

describeStores('no tool', open => {
  it('approves an issue, with every scope and whatever it is given', async () => {
    const world = await openAgentWorld(await open());
    await everythingIsTried(world, async what => {
      const { state, approval, goNowAt } = await world.issue();
      expect([what, ['approved', 'sending', 'sent'].includes(state), approval, goNowAt]).toEqual([
        what,
        false,
        null,
        null,
      ]);
    });
  });

  it('lets a stopped issue go on', async () => {
    const world = await openAgentWorld(await open());
    await approve(world);
    await goesOut(world.store);
    await steerWeek(world.app, PICKED, 'stop', EDITOR);
    const wishes = sendWishes(world.store);
    const before = await wishes();
    await everythingIsTried(world, async what => {
      expect([what, (await world.issue()).state]).toEqual([what, 'stopped']);
    });
    expect(await wishes()).toEqual(before);
  });

  it('erases or changes a reader, writes a mail or settles a batch', async () => {
    const world = await openAgentWorld(await open());
    const untouched = [
      'subscribers',
      'consents',
      'suppressions',
      'single_mails',
      'batches',
      'deliveries',
    ] as const;
    const rows = () =>
      Promise.all(untouched.map(table => world.store.db.selectFrom(table).selectAll().execute()));
    const before = await rows();
    await everythingIsTried(world, async () => undefined);
    expect(await rows()).toEqual(before);
  });
});

/** Every tool by its name and by those one could hope for, with what would be a yes. */
async function everythingIsTried(world: AgentWorld, look: (what: string) => Promise<void>): Promise<void> {
  const agent = await world.connect(await world.key(SCOPES, 'hopeful'));
  const { pairings } = (await agent.yes('explain_picks', { week: PICKED })).structured;
  const [{ slug, a, b }] = pairings;
  const yes = { approve: true, approved: true, state: 'approved', by: EDITOR, action: 'resume' };
  for (const week of [PICKED, SENT]) {
    for (const { name, input } of EVERY_TOOL) {
      world.clock.advance(500);
      const contentHash = (await world.etag(week)).slice(1, -1);
      const all = {
        ...{ week, contentHash, pairing: slug, out: slug, a, b, by: 1, what: { tool: a }, form: 'text' },
        ...{ reason: 'approve', subject: 'Approved', date: '2026-11-27', time: '15:30', slug: a },
        entries: [{ slug: 'x' }],
      };
      const fitting = Object.fromEntries(Object.entries(all).filter(([field]) => field in input.shape));
      await agent.call(name, fitting);
      await look(name);
      await agent.call(name, { ...fitting, ...yes });
      await look(`${name} with a yes`);
    }
  }
  for (const name of [
    'approve_issue',
    'approve',
    'resume_issue',
    'resolve_batch',
    'import',
    'erase_subscriber',
    'send_now',
    'test_send',
  ]) {
    const said = await agent.call(name, { week: PICKED, ...yes }).catch((error: Error) => error);
    expect([name, said instanceof Error || said.isError]).toEqual([name, true]);
    await look(name);
  }
}
