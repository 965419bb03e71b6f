import { z } from '@hono/zod-openapi';
import { checkCatalogueBytes } from '../../catalogue/catalogue.ts';
import type { Problem as CatalogueProblem } from '../../catalogue/problem.ts';
import type { Catalogue, Tool } from '../../catalogue/tool.ts';
import { currentCatalogue } from '../../newsroom/catalogue/current-catalogue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { sha256 } from './parts.ts';
import { notFound, type Problem, problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Catalogue';
const SCOPE = 'read';
/** From here on checking it would be noticed elsewhere, bytes. */
export const LARGEST_CATALOGUE = 2_000_000;
/** Problems that are listed; all are counted. */
const LISTED = 500;

const count = z.number().int();
const text = z.string();

const panelist = z.object({ id: text, role: text, name: text }).openapi('Panelist');

const tool = z
  .object({
    slug: text,
    name: text,
    maker: text.optional(),
    tagline: text,
    pickWhen: text.optional(),
    description: text,
    category: text,
    tags: z.array(text).readonly(),
    url: text.optional(),
    price: z.looseObject({ kind: z.enum(['free', 'free_tier', 'paid', 'unknown']) }),
    priceCheckedOn: text.optional(),
    addedOn: text,
    family: text.optional(),
    affiliation: z.enum(['official', 'community', 'unknown']),
    note: text.optional(),
    popularity: z.number().optional(),
    status: z.enum(['active', 'banned', 'retired']),
    reviews: z
      .array(
        z.object({
          panelist: text,
          verdict: z.enum(['ship', 'skip']),
          quote: text,
          pull: text,
          reviewedOn: text.optional(),
        }),
      )
      .readonly(),
  })
  .openapi('Tool') as unknown as z.ZodType<Tool, Tool>;

export const catalogueProblem = z
  .object({
    path: text.openapi({ example: '$.tools[3].price.from.currency' }),
    found: text,
    message: text,
    fix: text,
    severity: z.enum(['error', 'warning']),
  })
  .openapi('CatalogueProblem');

export function toldOf({ path, found, message, fix, severity }: CatalogueProblem) {
  return { path, found, message, fix, severity };
}

const summary = route({
  ...{ method: 'get', path: '/catalogue', id: 'readCatalogue', scope: SCOPE, tag: TAG },
  summary: 'Read what the catalogue in force is',
  answer: z.object({
    hash: sha256,
    sample: z.boolean(),
    panel: z.array(panelist).readonly(),
    tools: count,
    categories: z.array(z.object({ name: text, tools: count })).readonly(),
  }),
  example: {},
  act: ({ room }) =>
    onCatalogue(room, async ({ hash, sample, panel, tools }) => {
      const categories = [...Map.groupBy(tools, ({ category }) => category)]
        .map(([name, of]) => ({ name, tools: of.length }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return answer({ hash, sample, panel, tools: tools.length, categories });
    }),
});

const list = route({
  ...{ method: 'get', path: '/catalogue/tools', id: 'listTools', scope: SCOPE, tag: TAG },
  summary: 'List the tools',
  says: 'By slug, with every review.',
  query: z.strictObject({
    category: text.max(200).optional(),
    limit: limitParameter,
    cursor: cursorParameter(z.tuple([z.string().max(200)])),
  }),
  answer: pageOf(tool),
  example: { query: { limit: '2' } },
  act: ({ room, query: { category, limit, cursor } }) =>
    onCatalogue(room, async ({ tools }) => {
      const after = cursor?.[0] ?? '';
      const rest = tools.filter(
        each => each.slug > after && (category === undefined || each.category === category),
      );
      const items = rest.slice(0, limit);
      const last = rest.length > items.length ? items.at(-1) : undefined;
      return answer({ items, next: nextCursor(last ? [last.slug] : null) });
    }),
});

const read = route({
  ...{ method: 'get', path: '/catalogue/tools/{slug}', id: 'readTool', scope: SCOPE, tag: TAG },
  summary: 'Read one tool',
  params: z.object({ slug: z.string().max(200) }),
  answer: tool,
  example: { params: { slug: 'cursor' } },
  act: ({ room, params: { slug } }) =>
    onCatalogue(room, async ({ tools }) => {
      const found = tools.find(each => each.slug === slug);
      const fix = 'List them: GET /api/v1/catalogue/tools.';
      return found ? answer(found) : notFound('path.slug', 'The catalogue has no such tool.', fix);
    }),
});

const check = route({
  ...{ method: 'post', path: '/catalogue/check', id: 'checkCatalogue', scope: SCOPE, tag: TAG },
  summary: 'Check a catalogue',
  says: 'Every problem with its JSON path and fix, as the command finds them. The body is the catalogue itself; what it may hold says its JSON Schema (verdicts catalogue schema). Keeps nothing.',
  reads: true,
  raw: true,
  limit: LARGEST_CATALOGUE,
  body: z.looseObject({ panel: z.array(z.unknown()).optional(), tools: z.array(z.unknown()).optional() }),
  answer: z.object({
    ok: z.boolean(),
    hash: sha256
      .nullable()
      .openapi({ description: 'Of the catalogue, as a pick names it; null with errors.' }),
    errors: count,
    warnings: count,
    problems: z
      .array(catalogueProblem)
      .readonly()
      .openapi({ description: `The first ${LISTED}.` }),
  }),
  example: { body: { panel: [], tools: [] } },
  act: async ({ bytes }) => {
    const checked = await checkCatalogueBytes(bytes, 'body', 'json');
    const problems = checked.kind === 'loaded' ? checked.warnings : checked.problems;
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return answer({
      ok: checked.kind === 'loaded',
      hash: checked.kind === 'loaded' ? checked.catalogue.hash : null,
      errors,
      warnings: problems.length - errors,
      problems: problems.slice(0, LISTED).map(toldOf),
    });
  },
});

export const CATALOGUE_ROUTES: readonly ApiRoute[] = [summary, list, read, check];

/** Works on the catalogue in force, or says why there is none. */
async function onCatalogue<T>(
  room: PublicRoom,
  act: (catalogue: Catalogue) => Promise<T>,
): Promise<T | Problem> {
  const loaded = await currentCatalogue(room);
  if (loaded.kind === 'loaded') return act(loaded.catalogue);
  const [first] = loaded.problems;
  const more = loaded.problems.length > 1 ? ` And ${loaded.problems.length - 1} more.` : '';
  return problem('conflict', {
    place: `catalogue ${first?.path ?? '$'}`,
    detail: `The catalogue has errors: ${first?.message ?? 'it cannot be read'}.${more}`,
    fix: first?.fix ?? 'Check it: verdicts catalogue check.',
  });
}
