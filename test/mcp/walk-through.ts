import { expect } from 'vitest';
import { PICKED, SENT } from '../api/api-world.ts';
import type { Agent, Said } from './agent-world.ts';

const ENTRY = {
  slug: 'nova-writer',
  name: 'Nova Writer',
  tagline: 'Writes drafts from notes',
  description: 'Takes notes and gives a first draft.',
  category: 'Writing',
  price: { kind: 'free' },
  addedOn: '2026-11-20',
  reviews: [],
};

/**
 * A week with an agent, tool by tool: each is called at least once with what the one before said.
 * @param goOut lets the issue of PICKED go out, as an editor's approval would
 * @returns the names of the tools that said yes
 */
export async function walkThrough(agent: Agent, goOut: () => Promise<void>): Promise<ReadonlySet<string>> {
  const called = new Set<string>();
  const yes = async (name: string, input: Record<string, unknown> = {}): Promise<Said> => {
    const said = await agent.yes(name, input);
    called.add(name);
    return said;
  };
  const week = PICKED;
  expect((await yes('list_issues')).structured.items[0].week).toBe(week);
  await yes('read_issue_state', { week });
  const { pairings } = (await yes('explain_picks', { week })).structured;
  const last = pairings.findLast((one: { runnersUp: unknown[] }) => one.runnersUp.length > 0);
  const [other] = last.runnersUp;
  const swap = { out: last.slug, a: other.a, b: other.b };
  expect((await yes('weigh_swap', { week, ...swap })).structured.broken).toEqual([]);
  let { contentHash } = (await yes('read_issue', { week })).structured;
  const change = async (name: string, input: Record<string, unknown>) => {
    const { structured } = await yes(name, { week, contentHash, ...input });
    contentHash = structured.contentHash;
    return structured;
  };
  expect(await change('swap_pairing', swap)).toMatchObject({ outcome: 'changed', state: 'in_review' });
  await change('move_pairing', { pairing: pairings[0].slug, by: 1 });
  await change('pin_pairing', { pairing: pairings[0].slug });
  await change('ban', { what: { tool: last.a } });
  const { subjects } = (await yes('read_words', { week })).structured;
  await change('change_words', { subject: subjects[1], intro: 'Two weeks of *trying*, in three verdicts.' });
  const { texts } = await yes('preview_issue', { week, form: 'text' });
  expect(texts[0]).toContain('Two weeks of trying');
  const { pictures } = await yes('picture_issue', { week });
  expect(pictures[0]?.subarray(1, 4).toString()).toBe('PNG');
  expect((await yes('run_preflight', { week })).structured.ok).toBe(true);
  await change('pick_again', { reason: 'The agent was asked to' });

  expect((await yes('read_ledger', { week: SENT })).structured.submitted).toBe(5);
  await yes('read_report', { week: SENT });
  await yes('list_votes');
  await yes('read_votes', { week: SENT });

  const { categories } = (await yes('read_catalogue')).structured;
  const category = categories[0].name;
  const { items } = (await yes('list_catalogue_tools', { category, limit: 2 })).structured;
  await yes('read_catalogue_tool', { slug: items[0].slug });
  const entries = [{ ...ENTRY, category }];
  expect((await yes('check_catalogue_entries', { entries })).structured).toMatchObject({
    ok: true,
    added: ['nova-writer'],
    changed: [],
  });
  const { id } = (await yes('propose_catalogue_entries', { entries, note: 'New this week' })).structured;
  expect((await yes('list_proposals')).structured.items[0]).toMatchObject({ id, note: 'New this week' });
  expect((await yes('pick_issue', { week: '2026-W49' })).structured.state).toBe('picked');

  await yes('schedule_issue', { week, contentHash, date: '2026-11-27', time: '15:30' });
  await yes('unschedule_issue', { week, contentHash });
  expect((await yes('hold_issue', { week, reason: 'A price is wrong' })).structured.state).toBe('held');
  await goOut();
  expect((await yes('stop_issue', { week, reason: 'A price is wrong' })).structured.state).toBe('stopped');
  return called;
}
