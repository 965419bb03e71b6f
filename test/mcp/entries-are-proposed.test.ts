import { expect, it } from 'vitest';
import { proposalBody } from '../../src/storage/api/catalogue-proposals.ts';
import { describeStores } from '../support/stores.ts';
import { type Agent, openAgentWorld } from './agent-world.ts';

describeStores('entries that an agent proposes', open => {
  it('stand in a whole catalogue for the editors: one more, one changed, all others as they were', async () => {
    const world = await openAgentWorld(await open());
    const agent = await world.connect();
    const before = await entry(agent, 'cursor');
    const entries = [
      fileEntry({ ...before, tagline: 'Another line' }),
      fileEntry({ ...before, slug: 'cursor-two', name: 'Cursor Two' }),
    ];
    const { structured } = await agent.yes('propose_catalogue_entries', { entries, note: 'From their page' });
    expect(structured).toMatchObject({ added: ['cursor-two'], changed: ['cursor'] });
    const { tools } = JSON.parse((await proposalBody(world.store, structured.id)) ?? '{}');
    const total = (await agent.yes('read_catalogue')).structured.tools;
    expect(tools).toHaveLength(total + 1);
    expect(tools.find(({ slug }: { slug: string }) => slug === 'cursor').tagline).toBe('Another line');
    // It is in force nowhere.
    expect((await entry(agent, 'cursor')).tagline).toBe(before.tagline);
    const [line] = await world.store.db
      .selectFrom('activity')
      .selectAll()
      .where('action', '=', 'catalogue proposed')
      .execute();
    expect(line?.who).toBe('agent everything');
  });

  it('are refused with the path of what is wrong, and nothing is kept', async () => {
    const world = await openAgentWorld(await open());
    const agent = await world.connect();
    const wrong = { ...fileEntry(await entry(agent, 'cursor')), price: { kind: 'cheap' }, tagline: '' };
    const checked = (await agent.yes('check_catalogue_entries', { entries: [wrong] })).structured;
    expect(checked.ok).toBe(false);
    expect(checked.problems.map(({ path }: { path: string }) => path.replace(/\d+/, 'n'))).toEqual(
      expect.arrayContaining(['$.tools[n].tagline']),
    );
    const refused = await agent.call('propose_catalogue_entries', { entries: [wrong] });
    expect([refused.isError, refused.texts[0]]).toEqual([
      true,
      expect.stringMatching(/^entries \$\.tools\[\d+\]/),
    ]);
    expect((await agent.yes('list_proposals')).structured.items).toEqual([]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: whatever an entry holds
type Entry = any;

async function entry(agent: Agent, slug: string): Promise<Entry> {
  return (await agent.yes('read_catalogue_tool', { slug })).structured;
}

/** Its reviews' pulls are cut from the quotes again. */
function fileEntry({ reviews, ...tool }: Entry): Entry {
  return { ...tool, reviews: reviews.map(({ pull: _, ...review }: Entry) => review) };
}
