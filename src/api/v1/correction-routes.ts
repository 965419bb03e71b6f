import { z } from '@hono/zod-openapi';
import {
  type CorrectionFaults,
  correctionProgress,
  reviseCorrection,
  usualUrl,
} from '../../newsroom/going/correct.ts';
import { type Correction, correctionOf } from '../../storage/delivery/corrections.ts';
import { onIssue } from './one-issue.ts';
import { instant, instantOf, week, weekPath } from './parts.ts';
import { type Fault, invalid, notFound, type Problem, problem, refusalProblem } from './problem.ts';
import { type ApiRoute, answer, type Call, route } from './route.ts';

const TAG = 'Corrections';
const SENT = { week: '2026-W47' };
const count = z.number().int();

const correction = z
  .object({
    week,
    state: z.enum(['draft', 'approved', 'queued']),
    revision: count,
    wrong: z.string(),
    right: z.string(),
    url: z.string(),
    createdAt: instant,
    by: z.string().openapi({ description: 'Who put it into these words.' }),
    progress: z
      .object({ submitted: count, pending: count, rejected: count, uncertain: count, leftOut: count })
      .nullable(),
  })
  .openapi('Correction');

const text = z.string().max(5_000);
const url = z.string().max(2_000).optional().openapi({ description: 'The issue’s own page when left out.' });
const words = z.strictObject({ wrong: text, right: text, url });

const read = route({
  ...{ method: 'get', path: '/issues/{week}/correction', id: 'readCorrection', scope: 'read', tag: TAG },
  summary: 'Read the correction of an issue',
  tagged: true,
  says: 'Its ETag is its revision; whoever changes the draft names it in If-Match.',
  params: weekPath,
  answer: correction,
  example: { params: SENT },
  act: call => correctionAnswer(call),
});

const draft = route({
  ...{ method: 'post', path: '/issues/{week}/correction', id: 'draftCorrection', tag: TAG, status: 201 },
  scope: 'editorial',
  summary: 'Draft the correction of an issue',
  tagged: true,
  says: 'For those who got what was wrong; an issue has one at most. Nothing is sent: that takes an editor’s approval at the desk.',
  params: weekPath,
  body: words,
  answer: correction,
  example: {
    params: SENT,
    body: { wrong: 'We said that Zed costs $20.', right: 'It costs $10 a month.' },
  },
  act: call => revise(call, 0),
});

const change = route({
  ...{
    method: 'put',
    path: '/issues/{week}/correction',
    id: 'changeCorrection',
    scope: 'editorial',
    tag: TAG,
  },
  summary: 'Put a drafted correction into other words',
  conditional: true,
  params: weekPath,
  body: words,
  answer: correction,
  example: {
    params: SENT,
    body: { wrong: 'We said that Zed costs $20.', right: 'It costs $10 a month, and there is a free tier.' },
  },
  act: async call => {
    const [, revision] = /^"correction-(\d{1,9})"$/.exec(call.header('if-match').trim()) ?? [];
    if (revision !== undefined && Number(revision) > 0) return revise(call, Number(revision));
    const isThere = call.header('if-match') !== '';
    const fix = `Read the correction (GET /api/v1/issues/${call.params.week}/correction) and send its ETag as If-Match.`;
    const detail = 'A change says which revision it was made on.';
    return isThere
      ? problem('stale', { place: 'header If-Match', detail: 'This is no revision of it.', fix })
      : problem('no-condition', { place: 'header If-Match', detail, fix });
  },
});

type WordsCall = Pick<
  Call<{ week: string }, unknown, z.output<typeof words>>,
  'room' | 'key' | 'params' | 'body'
>;

async function revise(call: WordsCall, revision: number) {
  const { room, key, params, body } = call;
  const { wrong, right, url: address = usualUrl(room, params.week) } = body;
  return onIssue<Awaited<ReturnType<typeof correctionAnswer>>>(room, params.week, async issue => {
    const request = { by: key.who, revision, words: { wrong, right, url: address } };
    const outcome = await reviseCorrection(room, issue.week, request);
    switch (outcome.kind) {
      case 'saved':
        return correctionAnswer(call);
      case 'refused':
        return refusalProblem(outcome, '', 'conflict');
      case 'faults':
        return invalid(faultsOf(outcome.faults));
      case 'stale':
        return revision === 0 ? drafted(issue.week) : stale(issue.week, outcome.correction);
    }
  });
}

async function correctionAnswer({ room, params }: Pick<WordsCall, 'room' | 'params'>) {
  return onIssue(room, params.week, async issue => {
    const found = await correctionOf(room.store, issue.id);
    if (!found) {
      const fix = 'Draft one: POST to this address.';
      return notFound('path.week', `There is no correction of ${issue.week}.`, fix);
    }
    const { state, revision, wrong, right, url: address, createdAt, by } = found;
    const progress = await correctionProgress(room, issue, found);
    const body = {
      ...{ week: issue.week, state, revision, wrong, right, url: address, by, progress },
      createdAt: instantOf(createdAt),
    };
    return answer(body, { headers: tagOf(found) });
  });
}

function tagOf({ revision }: Correction) {
  return { ETag: `"correction-${revision}"` };
}

function drafted(of: string): Problem {
  const detail = `A correction of ${of} is already drafted. An issue can have only one.`;
  return problem('conflict', { place: '', detail, fix: 'Read it, then change it: PUT to this address.' });
}

function stale(of: string, found: Correction | null): Problem {
  const detail =
    found && found.state !== 'draft' ? 'It is approved, and stays as it is.' : 'It was changed since.';
  const fix = `Look at it as it is now: GET /api/v1/issues/${of}/correction.`;
  return problem('stale', { place: 'header If-Match', detail, fix }, found ? tagOf(found) : {});
}

function faultsOf(faults: CorrectionFaults): [Fault, ...Fault[]] {
  const [first, ...others] = Object.entries(faults)
    .filter(([, words]) => words !== '')
    .map(([field, words]) => ({
      place: `body.${field}`,
      detail: 'Nothing was kept.',
      fix: words,
    }));
  if (!first) throw new Error('A bad correction has a fault.');
  return [first, ...others];
}

export const CORRECTION_ROUTES: readonly ApiRoute[] = [draft, read, change];
