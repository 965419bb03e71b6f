import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { PICKED as week, SENT } from '../api/api-world.ts';
import { openSqliteStore } from '../support/stores.ts';
import { openAgentWorld } from './agent-world.ts';

it('prints', async () => {
  const world = await openAgentWorld(await openSqliteStore());
  const agent = await world.connect();
  const out: string[] = [];
  const say = async (name: string, input = {}) => {
    const said = await agent.call(name, input);
    out.push(`## ${name} ${JSON.stringify(input)}\n${said.structured ? JSON.stringify(said.structured, null, 1) : said.texts.join('\n')}`);
    return said.structured;
  };
  const picks = await say('explain_picks', { week });
  const last = picks.pairings.findLast((one: { runnersUp: unknown[] }) => one.runnersUp.length > 0);
  const [other] = last.runnersUp;
  const swap = { week, out: last.slug, a: other.a, b: other.b };
  await say('weigh_swap', swap);
  const { contentHash } = await say('read_words', { week });
  const swapped = await say('swap_pairing', { ...swap, contentHash });
  await say('change_words', { week, contentHash: swapped.contentHash, intro: 'Three pairs this week.' });
  await say('run_preflight', { week });
  await say('read_ledger', { week: SENT });
  await say('read_report', { week: SENT });
  await say('read_votes', { week: SENT });
  await say('preview_issue', { week, form: 'text' });
  const { tools } = await agent.client.listTools();
  out.push(JSON.stringify(tools, null, 1));
  const { pictures } = await agent.call('picture_issue', { week, position: 2 });
  writeFileSync('/tmp/mcp-picture.png', pictures[0]!);
  writeFileSync('/tmp/mcp-transcript.txt', out.join('\n\n'));
});
