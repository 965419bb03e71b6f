import { expect, it } from 'vitest';
import { EVERY_TOOL } from '../../src/mcp/every-tool.ts';
import { PICKED } from '../api/api-world.ts';
import { describeStores } from '../support/stores.ts';
import { goesOut, openAgentWorld } from './agent-world.ts';
import { walkThrough } from './walk-through.ts';

describeStores('the SDK’s client over HTTP', open => {
  it('works through every tool, and the log has an agent’s name on what it did', async () => {
    const world = await openAgentWorld(await open());
    const agent = await world.connect();
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(EVERY_TOOL.map(({ name }) => name));
    const called = await walkThrough(agent, () => goesOut(world.store));
    expect([...called].toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
    const rows = await world.store.db
      .selectFrom('activity')
      .selectAll()
      .where('who', 'like', 'agent %')
      .where('week', '=', PICKED)
      .execute();
    expect(new Set(rows.map(({ who }) => who))).toEqual(new Set(['agent everything']));
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['changed', 'scheduled', 'held', 'stopped']),
    );
  });
});
