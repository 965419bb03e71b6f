import { z } from '@hono/zod-openapi';
import { ISSUE_STATES, type Issue } from '../../issue/issue.ts';
import { editWords } from '../../newsroom/editing/edit-words.ts';
import { pickAgain } from '../../newsroom/editing/pick-again.ts';
import { readWeek } from '../../newsroom/editing/read-week.ts';
import { ban, liftBan, movePairing, pinPairing } from '../../newsroom/editing/steer-picking.ts';
import { swapPairing } from '../../newsroom/editing/swap-pairing.ts';
import { storedValues } from '../../newsroom/editing/word-values.ts';
import {
  changedAnswer,
  contentHashOf,
  etagOf,
  onIssue,
  onMatched,
  pairingKey,
  unpicked,
} from './one-issue.ts';
import { sha256, week, weekPath } from './parts.ts';
import { type Fault, invalid } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';

const TAG = 'Issues';
const SCOPE = 'editorial';
const CHANGE = { scope: SCOPE, tag: TAG, conditional: true } as const;
const SAYS = 'It voids an approval that was given, and goes into the log under the name of the key.';
const EXAMPLE = { week: '2026-W48' };

const changed = z
  .object({
    outcome: z
      .enum(['changed', 'same'])
      .openapi({ description: 'same: it was so already, and nothing was written.' }),
    state: z.enum(ISSUE_STATES),
    contentHash: sha256.openapi({ description: 'Of the issue as it is now; the ETag of the next change.' }),
  })
  .openapi('IssueChange');

const slug = z.string().min(1).max(300);
const pairing = slug.openapi({ description: 'A pairing of the issue, `a-vs-b`.' });
const values = z.record(z.string().max(300), z.string().max(5_000)).openapi({
  description: 'An empty text goes back to what is generated.',
});

const readWords = route({
  ...{ method: 'get', path: '/issues/{week}/words', id: 'readWords', scope: 'read', tag: TAG },
  summary: 'Read the words of an issue, field by field',
  tagged: true,
  says: 'What is printed, what somebody worded, what would be generated, and three subjects to choose from. Fields: `subject`, `preheader`, `intro`, `verdict.a-vs-b`, `pull.a`.',
  params: weekPath,
  answer: z.object({
    week,
    contentHash: sha256,
    printed: values,
    own: values,
    generated: values,
    subjects: z.array(z.string()).readonly(),
  }),
  example: { params: EXAMPLE },
  act: ({ room, params }) =>
    onIssue(room, params.week, async issue => {
      const found = await readWeek(room, issue.week);
      if (!found) return unpicked(issue.week);
      const { printed = {}, generated = {}, subjects = [] } = found.editable ?? {};
      const contentHash = await contentHashOf(room, issue);
      const own = storedValues(issue);
      const body = { week: issue.week, contentHash, printed, own, generated, subjects };
      return answer(body, { headers: etagOf(contentHash) });
    }),
});

const words = route({
  ...{ method: 'patch', path: '/issues/{week}/words', id: 'changeWords', ...CHANGE },
  summary: 'Put other words into an issue',
  says: `A field that is left out stays as it is; an empty text goes back to what is generated. ${SAYS}`,
  params: weekPath,
  body: z.strictObject({
    subject: z.string().max(5_000).optional(),
    preheader: z.string().max(5_000).optional(),
    intro: z.string().max(20_000).optional().openapi({ description: 'Markdown.' }),
    verdicts: values.optional().openapi({ description: 'Verdict lines by pairing, `a-vs-b`.' }),
    pulls: values.optional().openapi({ description: 'Pull quotes by the tool’s slug.' }),
  }),
  answer: changed,
  example: {
    params: EXAMPLE,
    body: { subject: 'Two that write code for you, and which one the panel ships' },
  },
  act: call =>
    onMatched(call, async matched => {
      const { verdicts = {}, pulls = {}, ...plain } = call.body;
      const foreign = foreignFields(matched.issue, { verdicts, pulls });
      const [first, ...others] = foreign;
      if (first) return invalid([first, ...others]);
      const typed = Object.fromEntries(Object.entries(plain).filter(([, text]) => text !== undefined));
      const result = await editWords(call.room, matched.act, { ...typed, verdicts, pulls });
      return changedAnswer(call.room, matched, result, 'body');
    }),
});

/** Words about what is not in the issue would be kept and never be seen. */
function foreignFields(
  { pick }: Issue,
  given: { readonly verdicts: object; readonly pulls: object },
): Fault[] {
  const slugs = pick.pairings.map(({ a, b }) => `${a}-vs-${b}`);
  const tools = pick.pairings.flatMap(({ a, b }) => [a, b]);
  const fault = (field: string, what: string, known: readonly string[], name: string): Fault[] =>
    known.includes(name)
      ? []
      : [
          {
            place: `body.${field}.${name}`.slice(0, 200),
            detail: `There is no such ${what} in the issue.`,
            fix: `There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.`,
          },
        ];
  return [
    ...Object.keys(given.verdicts).flatMap(name => fault('verdicts', 'pairing', slugs, name)),
    ...Object.keys(given.pulls).flatMap(name => fault('pulls', 'tool', tools, name)),
  ];
}

const swap = route({
  ...{ method: 'post', path: '/issues/{week}/swap', id: 'swapPairing', ...CHANGE },
  summary: 'Put another pair in a pairing’s place',
  says: `Weigh it first. ${SAYS}`,
  params: weekPath,
  body: z.strictObject({ out: pairing, a: slug, b: slug }),
  answer: changed,
  example: { params: EXAMPLE, body: { out: 'zed-vs-windsurf', a: 'cursor', b: 'github-copilot' } },
  act: call =>
    onMatched(call, async matched => {
      const { out, a, b } = call.body;
      const asked = { out: pairingKey(matched.issue, out), a, b };
      const result = await swapPairing(call.room, matched.act, asked);
      return changedAnswer(call.room, matched, result, 'body');
    }),
});

const pin = route({
  ...{ method: 'post', path: '/issues/{week}/pin', id: 'pinPairing', ...CHANGE },
  summary: 'Keep a pairing when the issue is picked again, or no longer',
  says: SAYS,
  params: weekPath,
  body: z.strictObject({ pairing, pinned: z.boolean().default(true) }),
  answer: changed,
  example: { params: EXAMPLE, body: { pairing: 'zed-vs-windsurf', pinned: true } },
  act: call =>
    onMatched(call, async matched => {
      const key = pairingKey(matched.issue, call.body.pairing);
      const result = await pinPairing(call.room, matched.act, key, call.body.pinned);
      return changedAnswer(call.room, matched, result, 'body.pairing');
    }),
});

const move = route({
  ...{ method: 'post', path: '/issues/{week}/move', id: 'movePairing', ...CHANGE },
  summary: 'Move a pairing one place up or down',
  says: `The first one leads. ${SAYS}`,
  params: weekPath,
  body: z.strictObject({ pairing, by: z.union([z.literal(1), z.literal(-1)]) }),
  answer: changed,
  example: { params: EXAMPLE, body: { pairing: 'zed-vs-windsurf', by: 1 } },
  act: call =>
    onMatched(call, async matched => {
      const key = pairingKey(matched.issue, call.body.pairing);
      const result = await movePairing(call.room, matched.act, key, call.body.by);
      return changedAnswer(call.room, matched, result, 'body.pairing');
    }),
});

const banTool = route({
  ...{ method: 'post', path: '/issues/{week}/ban', id: 'ban', ...CHANGE },
  summary: 'Keep a tool or a pairing out when the issue is picked again, or no longer',
  says: `What is in the issue stays until it is picked again. ${SAYS}`,
  params: weekPath,
  body: z.strictObject({
    what: z.union([z.strictObject({ tool: slug }), z.strictObject({ pairing })]),
    banned: z.boolean().default(true),
  }),
  answer: changed,
  example: { params: EXAMPLE, body: { what: { tool: 'cursor' }, banned: false } },
  act: call =>
    onMatched(call, async matched => {
      const { what, banned } = call.body;
      const meant = 'tool' in what ? { tool: what.tool } : { pair: pairingKey(matched.issue, what.pairing) };
      const result = await (banned ? ban : liftBan)(call.room, matched.act, meant);
      return changedAnswer(call.room, matched, result, 'body.what');
    }),
});

const again = route({
  ...{ method: 'post', path: '/issues/{week}/pick-again', id: 'pickAgain', ...CHANGE },
  summary: 'Pick an issue anew from the catalogue as it is now',
  says: `Pins stay and bans are kept out. ${SAYS}`,
  params: weekPath,
  body: z.strictObject({ reason: z.string().max(1_000) }),
  answer: changed,
  example: { params: EXAMPLE, body: { reason: 'The catalogue has new reviews' } },
  act: call =>
    onMatched(call, async matched => {
      const result = await pickAgain(call.room, matched.act, call.body.reason);
      return changedAnswer(call.room, matched, result, 'body.reason');
    }),
});

export const CHANGE_ROUTES: readonly ApiRoute[] = [readWords, words, swap, pin, move, banTool, again];
