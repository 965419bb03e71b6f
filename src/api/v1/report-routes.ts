import { z } from '@hono/zod-openapi';
import type { Compared } from '../../newsroom/going/compare-issue.ts';
import { reportOf } from '../../newsroom/going/report.ts';
import { lookOnTrial, type TrialLook } from '../../newsroom/going/trial-look.ts';
import { onFrozen } from './going-routes.ts';
import { instant, instantOf, instantOrNull, week, weekPath } from './parts.ts';
import { problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const count = z.number().int();
const rate = z.number().nullable();

const compared = {
  count,
  of: count,
  rate,
  low: z.number().openapi({ description: 'Lower end of the 95% interval (Wilson).' }),
  high: z.number(),
  median: rate.openapi({ description: 'Of the sent issues before it.' }),
  issues: count.openapi({ description: 'How many of them there are.' }),
  judgement: z.enum(['above', 'below', 'usual', 'unknown', 'few readers', 'few issues']),
};

const report = z
  .object({
    week,
    countedAt: instant.nullable(),
    isReported: z.boolean().openapi({ description: 'Whether the mail API has reported anything at all.' }),
    isSilent: z.boolean().openapi({ description: 'Whether nobody ever says that a mail has arrived.' }),
    lines: z.array(z.object({ name: z.string(), ...compared })).readonly(),
    clicks: z.object({ raw: count, machine: count }),
    votes: z.array(z.object({ position: count, title: z.string(), ...compared })).readonly(),
    sending: z
      .object({
        from: instant,
        sliceMs: count,
        slices: z.array(z.object({ handed: count, left: count })).readonly(),
        handed: count,
        left: count,
      })
      .nullable(),
    trial: z
      .object({
        deadline: instant.openapi({ description: 'When the rest goes at the latest.' }),
        share: count.openapi({
          description: 'Percent of those who take part that got one of the subjects at once.',
        }),
        subjects: z
          .array(z.object({ subject: z.string(), mailed: count.nullable(), acted: count.nullable() }))
          .readonly()
          .openapi({
            description: 'The first choice first; who of those mailed clicked or voted, machines left out.',
          }),
        decision: z
          .object({
            subject: count.openapi({ description: 'From 1, the first choice.' }),
            outcome: z.enum(['winner', 'no_winner', 'by_hand']),
            at: instant,
          })
          .nullable(),
      })
      .nullable()
      .openapi({ description: 'Null for an issue that has one subject.' }),
  })
  .openapi('Report');

function toldOfTrial({ trial, subjects, standing }: TrialLook): z.input<typeof report>['trial'] {
  const { deadline, share, decision } = trial;
  return {
    deadline: instantOf(deadline),
    share,
    subjects: subjects.map((subject, arm) => {
      const { mailed = null, acted = null } = standing?.arms[arm] ?? {};
      return { subject, mailed, acted };
    }),
    decision: decision && {
      subject: decision.arm + 1,
      outcome: decision.outcome,
      at: instantOf(decision.at),
    },
  };
}

function toldOf({ count: many, of, rate: share, low, high, median, issues, judgement }: Compared) {
  return { count: many, of, rate: share, low, high, median, issues, judgement };
}

const read = route({
  ...{ method: 'get', path: '/issues/{week}/report', id: 'readReport', scope: 'read', tag: 'Issues' },
  summary: 'Read how an issue was taken',
  says: 'Each number beside the median of the issues before it, with its 95% interval.',
  params: weekPath,
  answer: report,
  example: { params: { week: '2026-W47' } },
  act: ({ room, params }) =>
    onFrozen(room, params.week, async issue => {
      const found = await reportOf(room, issue);
      if (!found) {
        const detail = `Nobody has got the issue of ${issue.week} yet.`;
        return problem('conflict', { place: 'path.week', detail, fix: 'Ask again once it goes out.' });
      }
      const look = await lookOnTrial(room, issue);
      const { countedAt, isReported, isSilent, lines, clicks, votes, sending } = found;
      return answer({
        week: issue.week,
        countedAt: instantOrNull(countedAt),
        ...{ isReported, isSilent, clicks },
        lines: lines.map(line => ({ name: line.name, ...toldOf(line) })),
        votes: votes.map(vote => ({ position: vote.position, title: vote.title, ...toldOf(vote) })),
        sending: sending && { ...sending, from: instantOf(sending.from) },
        trial: look && toldOfTrial(look),
      });
    }),
});

export const REPORT_ROUTES: readonly ApiRoute[] = [read];
