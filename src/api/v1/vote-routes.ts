import { z } from '@hono/zod-openapi';
import { voteStandings } from '../../newsroom/vote-standings.ts';
import { CHOICES } from '../../vote/ballot.ts';
import type { VoteStanding } from '../../vote/standing.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { onFrozen } from './going-routes.ts';
import { instant, instantOf, week, weekPath } from './parts.ts';
import { notFound } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Votes';
const SCOPE = 'read';

const side = z.object({
  slug: z.string(),
  name: z.string(),
  panelPercent: z.number().int(),
  readersPercent: z.number().nullable().openapi({
    description: 'Who would ship it, alone or as one of both; null unless the standing is shown.',
  }),
  label: z.string(),
});

const standing = z
  .object({
    position: z.number().int(),
    view: z.enum(['hidden', 'few', 'shown']).openapi({
      description:
        'hidden while the vote is open, so that nobody votes with the crowd; few below twenty ballots.',
    }),
    ballots: z.number().int().nullable(),
    a: side,
    b: side,
    line: z.string(),
    answers: z
      .array(
        z.object({
          choice: z.enum(CHOICES),
          label: z.string(),
          count: z.number().int(),
          percent: z.number(),
        }),
      )
      .readonly(),
  })
  .openapi('VoteStanding');

const votes = z
  .object({ week, closesAt: instant, isClosed: z.boolean(), standings: z.array(standing).readonly() })
  .openapi('Votes');

function toldOf({ position, view, ballots, a, b, line, answers }: VoteStanding): z.input<typeof standing> {
  const sideOf = ({ slug, name, panel, readers, label }: VoteStanding['a']) => ({
    ...{ slug, name, label },
    panelPercent: panel.percent,
    readersPercent: readers?.percent ?? null,
  });
  return { position, view, ballots, a: sideOf(a), b: sideOf(b), line, answers };
}

const read = route({
  ...{ method: 'get', path: '/issues/{week}/votes', id: 'readVotes', scope: SCOPE, tag: TAG },
  summary: 'Read how the readers’ votes of an issue stand',
  params: weekPath,
  answer: votes,
  example: { params: { week: '2026-W47' } },
  act: ({ room, params }) =>
    onFrozen(room, params.week, async issue => {
      const found = await voteStandings(room, issue);
      if (!found)
        return notFound('path.week', `The issue of ${issue.week} asks about nothing.`, 'Choose another.');
      const { closesAt, isClosed, standings } = found;
      return answer({
        week: issue.week,
        closesAt: instantOf(closesAt),
        isClosed,
        standings: standings.map(toldOf),
      });
    }),
});

const list = route({
  ...{ method: 'get', path: '/votes', id: 'listVotes', scope: SCOPE, tag: TAG },
  summary: 'List the readers’ votes',
  says: 'One entry an issue that went out, the latest first.',
  query: z.strictObject({ limit: limitParameter, cursor: cursorParameter(z.tuple([week])) }),
  answer: pageOf(z.object({ week, number: z.number().int(), closesAt: instant })),
  example: {},
  act: async ({ room, query: { limit, cursor } }) => {
    const before = cursor?.[0];
    const all = (await room.issues.all())
      .toReversed()
      .flatMap(({ week: of, number, voteClosesAt: at }) =>
        at === null || (before !== undefined && of >= before)
          ? []
          : [{ week: of, number, closesAt: instantOf(at) }],
      );
    const items = all.slice(0, limit);
    const last = all.length > items.length ? items.at(-1) : undefined;
    return answer({ items, next: nextCursor(last ? [last.week] : null) });
  },
});

export const VOTE_ROUTES: readonly ApiRoute[] = [list, read];
