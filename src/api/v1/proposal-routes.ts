import { z } from '@hono/zod-openapi';
import { LONGEST_NOTE, proposeCatalogue } from '../../newsroom/catalogue/propose-catalogue.ts';
import {
  type CatalogueProposal,
  findProposal,
  listProposals,
} from '../../storage/api/catalogue-proposals.ts';
import { catalogueProblem, LARGEST_CATALOGUE, toldOf } from './catalogue-routes.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { idPath, instant, instantOf, instantOrNull, sha256 } from './parts.ts';
import { type Fault, notFound } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Catalogue';

const fields = {
  id: z.number().int(),
  hash: sha256.openapi({ description: 'Of the catalogue in it, as a pick would name it.' }),
  note: z.string(),
  proposedAt: instant,
  proposedBy: z.string(),
  setAsideAt: instant.nullable().openapi({ description: 'When an editor was done with it.' }),
};

const proposal = z.object(fields).openapi('CatalogueProposal');

function proposalOf(one: CatalogueProposal): z.input<typeof proposal> {
  const { id, hash, note, proposedBy } = one;
  return {
    ...{ id, hash, note, proposedBy },
    proposedAt: instantOf(one.proposedAt),
    setAsideAt: instantOrNull(one.setAsideAt),
  };
}

const propose = route({
  ...{ method: 'post', path: '/catalogue/proposals', id: 'proposeCatalogue', scope: 'editorial', tag: TAG },
  summary: 'Propose a new version of the catalogue',
  says: 'It is checked and kept for the editors, who find it at the desk. No key puts it in force.',
  status: 201,
  limit: LARGEST_CATALOGUE,
  body: z.strictObject({
    note: z.string().max(LONGEST_NOTE).default('').openapi({ description: 'What is new in it, and why.' }),
    catalogue: z
      .looseObject({})
      .openapi({ description: 'As the file would be (verdicts catalogue schema).' }),
  }),
  answer: z.object({ ...fields, warnings: z.array(catalogueProblem).readonly() }),
  example: { body: { note: 'Two tools more', catalogue: { panel: [], tools: [] } } },
  act: async ({ room, key, body: { note, catalogue } }) => {
    const outcome = await proposeCatalogue(room, { catalogue, note, who: key.who });
    if (outcome.kind === 'proposed')
      return answer({
        ...proposalOf(outcome.proposal),
        warnings: outcome.warnings.slice(0, LISTED).map(toldOf),
      });
    const faults = outcome.problems.slice(0, LISTED).map(
      ({ path, message, fix }): Fault => ({
        place: `body.catalogue ${path}`,
        detail: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
        fix,
      }),
    );
    const [first] = faults;
    if (!first) throw new Error('A catalogue was refused without a problem.');
    return { kind: 'problem', code: 'refused', ...first, faults };
  },
});

/** Problems that are listed. */
const LISTED = 100;

const list = route({
  ...{ method: 'get', path: '/catalogue/proposals', id: 'listProposals', scope: 'read', tag: TAG },
  summary: 'List what was proposed',
  says: 'Newest first.',
  query: z.strictObject({ limit: limitParameter, cursor: cursorParameter(z.tuple([z.int().positive()])) }),
  answer: pageOf(proposal),
  example: {},
  act: async ({ room, query: { limit, cursor } }) => {
    const found = await listProposals(room.store, { before: cursor?.[0] ?? null, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > items.length ? items.at(-1) : undefined;
    return answer({ items: items.map(proposalOf), next: nextCursor(last ? [last.id] : null) });
  },
});

const read = route({
  ...{ method: 'get', path: '/catalogue/proposals/{id}', id: 'readProposal', scope: 'read', tag: TAG },
  summary: 'Read a proposal',
  params: idPath,
  answer: proposal,
  example: { params: { id: '1' } },
  act: async ({ room, params: { id } }) => {
    const found = await findProposal(room.store, id);
    if (found) return answer(proposalOf(found));
    return notFound('path.id', 'No proposal has this number.', 'List them: GET /api/v1/catalogue/proposals.');
  },
});

export const PROPOSAL_ROUTES: readonly ApiRoute[] = [propose, list, read];
