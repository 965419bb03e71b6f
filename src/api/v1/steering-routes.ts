import { z } from '@hono/zod-openapi';
import { ISSUE_STATES } from '../../issue/issue.ts';
import { transition } from '../../issue/states.ts';
import { dueAt } from '../../newsroom/due-at.ts';
import { scheduleSend, unscheduleSend } from '../../newsroom/schedule-send.ts';
import { haltWeek } from '../../newsroom/steer-week.ts';
import { contentHashOf, onIssue, onMatched, stale } from './one-issue.ts';
import { instant, instantOf, instantOrNull, week, weekPath } from './parts.ts';
import { refusalProblem } from './problem.ts';
import { type ApiRoute, answer, type Call, route } from './route.ts';

const TAG = 'Issues';
const SCOPE = 'sending-control';
const PARAMS = { week: '2026-W48' };

const timing = z
  .object({
    week,
    dueAt: instant.openapi({ description: 'When it goes, if it is approved by then.' }),
    chosenAt: instant.nullable().openapi({ description: 'The time that was chosen; null for its slot.' }),
  })
  .openapi('IssueTiming');

const schedule = route({
  ...{ method: 'put', path: '/issues/{week}/schedule', id: 'scheduleIssue', scope: SCOPE, tag: TAG },
  summary: 'Choose another time for an issue',
  says: 'Later than its slot, within the send window, before the next issue. Whether it goes at all is an editor’s approval, which this neither gives nor takes.',
  conditional: true,
  params: weekPath,
  body: z.strictObject({
    date: z.string().max(20).openapi({ description: 'On the publication’s clock.', example: '2026-11-26' }),
    time: z.string().max(20).openapi({ example: '15:30' }),
  }),
  answer: timing,
  example: { params: PARAMS, body: { date: '2026-11-27', time: '15:30' } },
  act: call =>
    onMatched(call, async ({ issue }) => {
      const { revision } = issue;
      const asked = { ...call.body, revision, by: call.key.who };
      const outcome = await scheduleSend(call.room, issue, asked);
      return outcome.kind === 'refused' ? refusalProblem(outcome, 'body') : timingAnswer(call, outcome.kind);
    }),
});

const unschedule = route({
  ...{ method: 'delete', path: '/issues/{week}/schedule', id: 'unscheduleIssue', scope: SCOPE, tag: TAG },
  summary: 'Let an issue go at its slot again',
  says: 'While that is still to come.',
  conditional: true,
  params: weekPath,
  answer: timing,
  example: { params: PARAMS },
  act: call =>
    onMatched(call, async ({ issue }) => {
      const { revision } = issue;
      const outcome = await unscheduleSend(call.room, issue, { revision, by: call.key.who });
      return outcome.kind === 'refused' ? refusalProblem(outcome) : timingAnswer(call, outcome.kind);
    }),
});

type WeekCall = Pick<Call<{ week: string }, unknown, unknown>, 'room' | 'params'>;

async function timingAnswer({ room, params }: WeekCall, came: 'scheduled' | 'done' | 'changed') {
  return onIssue(room, params.week, async issue => {
    const hash = await contentHashOf(room, issue);
    if (came === 'changed') {
      const over = transition(issue.state, 'hold');
      if (over.kind === 'ok') return stale(issue.week, hash);
      const why = `The issue of ${issue.week} stays as it is: ${over.why}.`;
      return refusalProblem({ kind: 'refused', why, fix: 'Look at where it stands.' }, '', 'conflict');
    }
    const body = {
      week: issue.week,
      dueAt: instantOf(dueAt(room, issue)),
      chosenAt: instantOrNull(issue.goAt),
    };
    return answer(body, { headers: { ETag: `"${hash}"` } });
  });
}

const halted = z.object({ week, state: z.enum(ISSUE_STATES) }).openapi('IssueHalted');
const reason = z.strictObject({
  reason: z.string().max(1_000).default('').openapi({ description: 'Why, for the log and the desk.' }),
});

function halt(action: 'hold' | 'stop', texts: { readonly summary: string; readonly says: string }): ApiRoute {
  return route({
    ...{ method: 'post', path: `/issues/{week}/${action}`, id: `${action}Issue`, scope: SCOPE, tag: TAG },
    ...texts,
    params: weekPath,
    body: reason,
    answer: halted,
    example: { params: PARAMS, body: { reason: 'A price in it is wrong' } },
    act: ({ room, key, params, body }) =>
      onIssue(room, params.week, async issue => {
        const by = { who: key.who, why: body.reason };
        const outcome = await haltWeek(room, issue.week, action, by);
        return outcome.kind === 'refused'
          ? refusalProblem(outcome, '', 'conflict')
          : answer({ week: issue.week, state: outcome.state });
      }),
  });
}

const hold = halt('hold', {
  summary: 'Hold an issue',
  says: 'Takes an approval back: nothing goes out until an editor approves it again. Never refused for being late, so it takes no If-Match.',
});
const stop = halt('stop', {
  summary: 'Stop a send',
  says: 'Within one batch. Only an editor lets it go on. Never refused for being late, so it takes no If-Match.',
});

export const STEERING_ROUTES: readonly ApiRoute[] = [schedule, unschedule, hold, stop];
