import { z } from '@hono/zod-openapi';
import { catalogueProblem, toldOf } from '../api/v1/catalogue-routes.ts';
import { type Problem, problem } from '../api/v1/problem.ts';
import { unreadableText } from '../api/v1/read-request.ts';
import type { Problem as CatalogueProblem } from '../catalogue/problem.ts';
import { LONGEST_NOTE } from '../newsroom/catalogue/propose-catalogue.ts';
import { checkEntries, type Entry, proposeEntries } from '../newsroom/catalogue/propose-entries.ts';
import { type AgentTool, READS } from './agent-tool.ts';

/** Of one call. */
const MOST_ENTRIES = 50;
/** Problems that are listed. */
const LISTED = 100;

const entries = z
  .array(z.looseObject({ slug: z.string().min(1).max(200) }))
  .min(1)
  .max(MOST_ENTRIES)
  .openapi({
    description:
      'Whole entries as the catalogue’s file has them (resource verdicts://docs/catalogue; list_catalogue_tools shows some). One with a slug that is there stands in its place.',
  });
const note = z.string().max(LONGEST_NOTE).default('').openapi({ description: 'What is new, and why.' });

const slugs = z.array(z.string()).readonly();
const changes = { added: slugs, changed: slugs };

const check: AgentTool = {
  name: 'check_catalogue_entries',
  route: null,
  title: 'Check entries for the catalogue',
  says: 'Every problem of new or changed entries with path and fix, beside the rest of the catalogue. Keeps nothing.',
  scope: 'read',
  hints: READS,
  input: z.strictObject({ entries }),
  output: z.object({ ok: z.boolean(), ...changes, problems: z.array(catalogueProblem).readonly() }),
  act: async (room, _key, input) => {
    const unreadable = unreadableText(input);
    if (unreadable) return { ...unreadable, place: 'entries' };
    const outcome = await checkEntries(room, input.entries as Entry[]);
    if (outcome.kind === 'no catalogue') return noCatalogue(outcome.problems);
    const { added, changed, problems } = outcome;
    const ok = problems.every(({ severity }) => severity !== 'error');
    return {
      kind: 'answer',
      body: { ok, added, changed, problems: problems.slice(0, LISTED).map(toldOf) },
    };
  },
};

const propose: AgentTool = {
  name: 'propose_catalogue_entries',
  route: null,
  title: 'Propose entries for the catalogue',
  says: 'Keeps the catalogue with these entries as a proposal, which the editors find at the desk. It is not in force: no tool puts it there.',
  scope: 'editorial',
  // Each call makes a proposal of its own.
  hints: { reads: false, ends: false, again: false },
  input: z.strictObject({ entries, note }),
  output: z.object({ id: z.number().int(), ...changes, warnings: z.array(catalogueProblem).readonly() }),
  act: async (room, key, input) => {
    const unreadable = unreadableText(input);
    if (unreadable) return { ...unreadable, place: 'entries' };
    const asked = { entries: input.entries as Entry[], note: String(input.note), who: key.who };
    const outcome = await proposeEntries(room, asked);
    if (outcome.kind === 'no catalogue') return noCatalogue(outcome.problems);
    if (outcome.kind === 'invalid') return refusedFor(outcome.problems, 'entries');
    const { proposal, added, changed, warnings } = outcome;
    return {
      kind: 'answer',
      body: { id: proposal.id, added, changed, warnings: warnings.slice(0, LISTED).map(toldOf) },
    };
  },
};

export const ENTRY_TOOLS: readonly AgentTool[] = [check, propose];

function refusedFor(problems: readonly CatalogueProblem[], place: string): Problem {
  const faults = problems.slice(0, LISTED).map(({ path, message, fix }) => ({
    place: `${place} ${path}`,
    detail: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    fix,
  }));
  const [first] = faults;
  if (!first) throw new Error('A catalogue was refused without a problem.');
  return { ...problem('refused', first), faults };
}

function noCatalogue(problems: readonly CatalogueProblem[]): Problem {
  return { ...refusedFor(problems, 'catalogue'), code: 'conflict' };
}
