import { z } from '@hono/zod-openapi';
import { weighSwap } from '../../newsroom/editing/swap-pairing.ts';
import { pickDocument } from '../../newsroom/pick-document.ts';
import { slugsOf } from '../../pairing/wishes.ts';
import { onIssue, pairingKey } from './one-issue.ts';
import { sha256, week, weekPath } from './parts.ts';
import { refusalProblem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Issues';
const SCOPE = 'read';

const slug = z.string().min(1).max(300);

const pairing = z
  .object({
    slug: z.string().openapi({ example: 'a-vs-b' }),
    a: z.string(),
    b: z.string(),
    category: z.string(),
    score: z.number(),
    terms: z
      .record(z.string(), z.number())
      .openapi({ description: 'What each rule gave or took; they add up to the score.' }),
    why: z.string(),
    runnersUp: z.array(z.object({ a: z.string(), b: z.string(), score: z.number() })).readonly(),
    source: z.enum(['picker', 'pin', 'swap']),
    isPinned: z.boolean(),
  })
  .openapi('PickedPairing');

const explain = route({
  ...{ method: 'get', path: '/issues/{week}/picks', id: 'explainPicks', scope: SCOPE, tag: TAG },
  summary: 'Explain the picks',
  says: 'Score, terms, why and runners-up of each pairing, what is pinned and banned, and from which catalogue and seed it was picked.',
  params: weekPath,
  answer: z.object({
    week,
    asked: z.number().int(),
    rung: z.object({ step: z.number().int(), name: z.string() }).openapi({
      description: 'The step of the relaxation ladder that was needed; 0 is none.',
    }),
    catalogueHash: sha256,
    seed: z.string(),
    pairings: z.array(pairing).readonly(),
    bannedTools: z.array(z.string()).readonly(),
    bannedPairings: z.array(z.string()).readonly(),
  }),
  example: { params: { week: '2026-W48' } },
  act: ({ room, params }) =>
    onIssue(room, params.week, async issue => {
      const { pairings, ...picked } = pickDocument(issue.week, issue);
      const { pins, bannedTools, bannedPairs } = issue.wishes;
      return answer({
        ...picked,
        pairings: pairings.map((one, index) => ({
          ...one,
          slug: `${one.a}-vs-${one.b}`,
          source: issue.pick.pairings[index]?.source ?? ('picker' as const),
          isPinned: pins.includes(pairingKey(issue, `${one.a}-vs-${one.b}`)),
        })),
        bannedTools,
        bannedPairings: bannedPairs.map(key => slugsOf(key).join('-vs-')),
      });
    }),
});

const weigh = route({
  ...{ method: 'get', path: '/issues/{week}/swap-cost', id: 'weighSwap', scope: SCOPE, tag: TAG },
  summary: 'Weigh a swap',
  says: 'What another pair would cost in a pairing’s place, and which rules it breaks. Writes nothing.',
  params: weekPath,
  query: z.strictObject({
    out: slug.openapi({ description: 'The pairing that would go, `a-vs-b`.', example: 'a-vs-b' }),
    a: slug.openapi({ description: 'A tool by slug or name.' }),
    b: slug.openapi({ description: 'The other one.' }),
  }),
  answer: z.object({
    now: z.object({ a: z.string(), b: z.string(), score: z.number() }),
    then: z.object({ a: z.string(), b: z.string(), score: z.number(), why: z.string() }),
    broken: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Rules that it breaks; the pre-flight lets none of them out.' }),
    verdict: z.string().openapi({ description: 'The verdict line as the issue would print it.' }),
    putAside: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Own words that would leave with the old pairing.' }),
  }),
  example: {
    params: { week: '2026-W48' },
    query: { out: 'zed-vs-windsurf', a: 'cursor', b: 'github-copilot' },
  },
  act: ({ room, params, query }) =>
    onIssue(room, params.week, async issue => {
      const swap = { out: pairingKey(issue, query.out), a: query.a, b: query.b };
      const weighed = await weighSwap(room, issue, swap);
      if (weighed.kind === 'refused')
        return refusalProblem({ kind: 'refused', why: weighed.why, fix: 'Choose another pair.' }, 'query');
      const { now, then, broken, shown, words } = weighed;
      return answer({
        now: { a: now.a, b: now.b, score: now.score / 1e6 },
        then: { a: then.a, b: then.b, score: then.score / 1e6, why: then.why },
        broken,
        verdict: shown.verdict,
        putAside: words.aside.map(({ field }) => field),
      });
    }),
});

export const PICK_ROUTES: readonly ApiRoute[] = [explain, weigh];
