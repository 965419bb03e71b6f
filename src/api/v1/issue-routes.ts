import { z } from '@hono/zod-openapi';
import { ISSUE_STATES, type Issue } from '../../issue/issue.ts';
import { weekOf } from '../../issue/week.ts';
import { dueAt } from '../../newsroom/due-at.ts';
import { issueMails } from '../../newsroom/issue-mails.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { pickWeek } from '../../newsroom/pick-week.ts';
import { runningVote } from '../../newsroom/running-vote.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { issueContent } from './issue-content.ts';
import { contentHashOf, etagOf, onIssue } from './one-issue.ts';
import { instant, instantOf, instantOrNull, sha256, week, weekPath } from './parts.ts';
import { problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Issues';
const EXAMPLE = { params: { week: '2026-W48' } };

const state = z.enum(ISSUE_STATES).openapi({ example: 'in_review' });

const issueLine = z
  .object({
    week,
    number: z.number().int(),
    state,
    reason: z.string().openapi({ description: 'Why it is held or stopped; empty otherwise.' }),
    sendAt: instant,
    pairings: z
      .array(z.object({ slug: z.string(), a: z.string(), b: z.string(), category: z.string() }))
      .readonly(),
  })
  .openapi('IssueLine');

function lineOf({ week: of, number, state: now, reason, sendAt, pick }: Issue): z.input<typeof issueLine> {
  return {
    ...{ week: of, number, state: now, reason },
    sendAt: instantOf(sendAt),
    pairings: pick.pairings.map(({ a, b, category }) => ({ slug: `${a}-vs-${b}`, a, b, category })),
  };
}

const list = route({
  ...{ method: 'get', path: '/issues', id: 'listIssues', scope: 'read', tag: TAG },
  summary: 'List the issues',
  says: 'The latest week first.',
  query: z.strictObject({ limit: limitParameter, cursor: cursorParameter(z.tuple([week])) }),
  answer: pageOf(issueLine),
  example: {},
  act: async ({ room, query: { limit, cursor } }) => {
    const before = cursor?.[0];
    const all = (await room.issues.all()).toReversed();
    const rest = all.filter(issue => before === undefined || issue.week < before);
    const shown = rest.slice(0, limit);
    const last = rest.length > shown.length ? shown.at(-1) : undefined;
    return answer({ items: shown.map(lineOf), next: nextCursor(last ? [last.week] : null) });
  },
});

const pick = route({
  ...{ method: 'post', path: '/issues', id: 'pickIssue', scope: 'editorial', tag: TAG, status: 201 },
  summary: 'Pick the pairings of a week',
  says: 'Picked before, it answers 200 with what is stored. Nothing is approved by it: that takes an editor.',
  body: z.strictObject({
    week: week.optional().openapi({ description: 'The present week when left out.' }),
    voteEnds: z.boolean().default(false).openapi({
      description: 'True says that the issue may miss the result of a vote that still runs.',
    }),
  }),
  answer: issueLine,
  example: { body: { week: '2026-W49' } },
  act: async ({ room, key, body }) => {
    const wanted = body.week ?? weekOf(room.now(), room.settings.PUBLICATION_TIMEZONE);
    const vote = (await room.issues.find(wanted)) === null ? await runningVote(room, wanted) : null;
    if (vote !== null && !body.voteEnds) {
      const detail = `The vote on ${vote.week} runs until ${instantOf(vote.closesAt)}, and this issue would tell its result.`;
      const fix = 'Pick it after that, or send "voteEnds": true.';
      return problem('conflict', { place: 'body.voteEnds', detail, fix });
    }
    const outcome = await pickWeek(room, wanted, key.who);
    if (outcome.kind === 'invalid_catalogue') return badCatalogue(outcome.message);
    return answer(lineOf(outcome.issue), { status: outcome.kind === 'picked' ? 201 : 200 });
  },
});

const read = route({
  ...{ method: 'get', path: '/issues/{week}', id: 'readIssue', scope: 'read', tag: TAG },
  summary: 'Read what an issue says',
  tagged: true,
  says: 'The content model: as it was frozen, or as it would be frozen now. Its ETag is the content hash, which an approval binds to; a change names it in If-Match.',
  params: weekPath,
  answer: z.object({
    week,
    number: z.number().int(),
    contentHash: sha256,
    isFrozen: z.boolean(),
    content: issueContent.nullable().openapi({ description: 'Null for an issue without pairings.' }),
  }),
  example: EXAMPLE,
  act: ({ room, params }) =>
    onIssue(room, params.week, async issue => {
      const mails = await issueMails(room, issue);
      const contentHash = mails?.contentHash ?? (await contentHashOf(room, issue));
      const { week: of, number } = issue;
      const content = mails?.variants[0].content ?? null;
      const body = { week: of, number, contentHash, isFrozen: mails?.isFrozen ?? false, content };
      return answer(body, { headers: etagOf(contentHash) });
    }),
});

const readState = route({
  ...{ method: 'get', path: '/issues/{week}/state', id: 'readIssueState', scope: 'read', tag: TAG },
  summary: 'Read where an issue stands',
  params: weekPath,
  answer: z
    .object({
      ...issueLine.shape,
      contentHash: sha256,
      revision: z.number().int(),
      createdAt: instant,
      dueAt: instant.openapi({ description: 'When it goes, if it is approved by then.' }),
      chosenAt: instant.nullable().openapi({ description: 'The time that was chosen in place of its slot.' }),
      approval: z
        .object({ by: z.string(), at: instant, contentHash: sha256, holds: z.boolean() })
        .nullable()
        .openapi({ description: 'An editor’s yes, and whether the issue is still what it was given to.' }),
      frozenAt: instant.nullable(),
      settledAt: instant.nullable(),
      voteClosesAt: instant.nullable(),
    })
    .openapi('IssueState'),
  example: EXAMPLE,
  act: ({ room, params }) => onIssue(room, params.week, async issue => answer(await stateOf(room, issue))),
});

async function stateOf(room: Newsroom, issue: Issue) {
  const contentHash = await contentHashOf(room, issue);
  const { approval, revision } = issue;
  return {
    ...lineOf(issue),
    ...{ contentHash, revision },
    createdAt: instantOf(issue.createdAt),
    dueAt: instantOf(dueAt(room, issue)),
    chosenAt: instantOrNull(issue.goAt),
    approval: approval && {
      by: approval.by,
      at: instantOf(approval.at),
      contentHash: approval.hash,
      holds: approval.hash === contentHash,
    },
    frozenAt: instantOrNull(issue.frozenAt),
    settledAt: instantOrNull(issue.settledAt),
    voteClosesAt: instantOrNull(issue.voteClosesAt),
  };
}

export const ISSUE_ROUTES: readonly ApiRoute[] = [list, pick, read, readState];

/** @param message every problem of it, as the command prints them */
function badCatalogue(message: string) {
  const fix = 'Correct them: POST /api/v1/catalogue/check says whether it is right.';
  return problem('conflict', { place: 'catalogue', detail: message, fix });
}
