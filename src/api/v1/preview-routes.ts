import { z } from '@hono/zod-openapi';
import { parseAddress } from '../../audience/address.ts';
import { MOST_VARIANT } from '../../issue/trial/trial-wish.ts';
import { askLinks } from '../../newsroom/ask-links.ts';
import { examineIssue } from '../../newsroom/check-issue.ts';
import { draftIssue } from '../../newsroom/draft.ts';
import { issueMails } from '../../newsroom/issue-mails.ts';
import type { Refusal } from '../../newsroom/newsroom.ts';
import { previewMail } from '../../newsroom/preview-mail.ts';
import { testSend } from '../../newsroom/test-send.ts';
import { MAIL_HTML_HEADERS } from '../../web/mail-html.ts';
import { etagOf, onIssue } from './one-issue.ts';
import { sha256, week, weekPath } from './parts.ts';
import { invalid, type Problem, problem, refusalProblem } from './problem.ts';
import { type ApiRoute, answer, type FileAnswer, route } from './route.ts';

const TAG = 'Issues';
const WEEK = { week: '2026-W48' };

const engine = z.enum(['react', 'mjml']).openapi({ description: 'TEMPLATE_ENGINE when left out.' });
const TYPES = {
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  eml: 'message/rfc822',
  web: 'text/html; charset=utf-8',
} as const;

const preview = route({
  ...{ method: 'get', path: '/issues/{week}/preview/{form}', id: 'previewIssue', scope: 'read', tag: TAG },
  summary: 'Preview an issue in one of its forms',
  says: 'The HTML part, the text part, the whole message, or the web version: as they would go out, or went. The links of a preview are nobody’s: they cast nothing and leave nothing.',
  params: z.object({ week, form: z.enum(['html', 'text', 'eml', 'web']) }),
  query: z.strictObject({
    engine: engine.optional(),
    variant: z.coerce.number().int().min(1).max(MOST_VARIANT).default(1).openapi({
      type: 'integer',
      minimum: 1,
      maximum: MOST_VARIANT,
      default: 1,
      description:
        'The mail led by this pairing; 1 is the editors’ order. 101, 201 and 301 are that under a further subject on trial.',
    }),
  }),
  types: [...new Set(Object.values(TYPES).map(type => type.replace(/;.*/, '')))],
  example: { params: { ...WEEK, form: 'text' }, query: { variant: '1' } },
  act: ({ room, params: { week: of, form }, query }) =>
    onIssue<FileAnswer | Problem>(room, of, async issue => {
      const mails = await issueMails(room, issue, query.engine);
      if (mails === null) return empty(of);
      const draft = mails.variants.find(({ frozen }) => frozen.variant === query.variant);
      if (!draft) {
        const known = mails.variants.map(({ frozen }) => frozen.variant).join(', ');
        const detail = `There is no variant ${query.variant} of ${of}.`;
        return problem('refused', { place: 'query.variant', detail, fix: `There are: ${known}.` });
      }
      const headers = { ...MAIL_HTML_HEADERS, ...etagOf(mails.contentHash) };
      const bytes = form === 'web' ? mails.webHtml : partOf(await previewMail(room, draft), form);
      return { kind: 'file', type: TYPES[form], bytes, headers };
    }),
});

function partOf(mail: Awaited<ReturnType<typeof previewMail>>, form: 'html' | 'text' | 'eml') {
  return form === 'eml' ? new Uint8Array(mail.eml) : mail[form];
}

const finding = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    place: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .openapi('Finding');

const examined = z.object({
  week,
  ok: z.boolean().openapi({ description: 'No error stands in the way of an approval.' }),
  contentHash: sha256,
  audience: z.number().int().openapi({ description: 'Readers who would get it now.' }),
  findings: z.array(finding).readonly(),
});

const preflight = route({
  ...{ method: 'get', path: '/issues/{week}/preflight', id: 'preflight', scope: 'read', tag: TAG },
  summary: 'Run the pre-flight',
  tagged: true,
  says: 'An error forbids the approval; a warning is ticked by the editor who approves. Asks no link over the network: what each said last counts.',
  params: weekPath,
  answer: examined,
  example: { params: WEEK },
  act: ({ room, params }) =>
    onIssue(room, params.week, async issue => {
      if (issue.pick.pairings.length === 0) return empty(issue.week);
      const draft = await draftIssue(room, issue);
      const { findings, audience } = await examineIssue(room, issue, draft);
      const { contentHash } = draft.frozen;
      const ok = findings.every(({ severity }) => severity !== 'error');
      const body = { week: issue.week, ok, contentHash, audience, findings: findings.map(toldOf) };
      return answer(body, { headers: etagOf(contentHash) });
    }),
});

const links = route({
  ...{ method: 'post', path: '/issues/{week}/links', id: 'askLinks', scope: 'editorial', tag: TAG },
  summary: 'Ask every link of an issue that leads elsewhere',
  says: 'Over the network, politely, for half a minute at most. The answers are kept for the pre-flight.',
  params: weekPath,
  answer: z.object({
    week,
    links: z
      .array(z.object({ url: z.string(), status: z.number().int().nullable(), reason: z.string() }))
      .readonly(),
  }),
  example: { params: WEEK },
  act: ({ room, key, params }) =>
    onIssue(room, params.week, async issue => {
      if (issue.pick.pairings.length === 0) return empty(issue.week);
      const answers = await askLinks(room, issue, await draftIssue(room, issue), key.who);
      const told = [...answers].map(([url, said]) => ({
        url,
        status: said.kind === 'answered' ? said.status : null,
        reason: said.kind === 'answered' ? '' : said.reason,
      }));
      return answer({ week: issue.week, links: told });
    }),
});

/** How long an answer waits for the mail API; what is left goes out with the next round, ms. */
const PATIENCE_MS = 5_000;

const test = route({
  ...{ method: 'post', path: '/issues/{week}/test-send', id: 'testSend', scope: 'editorial', tag: TAG },
  summary: 'Send a test mail',
  says: '`[TEST]` stands in its subject; its links work and its votes never count. At most 30 times in an hour for a key.',
  params: weekPath,
  body: z.strictObject({
    to: z.union([z.literal('seed'), z.array(z.string().max(600)).min(1).max(20)]).openapi({
      description: 'Addresses, or `seed` for those of SEED_LIST.',
    }),
    engine: z.enum(['react', 'mjml', 'both']).optional(),
    variant: z.union([z.literal('all'), z.number().int().min(1).max(MOST_VARIANT)]).default(1),
  }),
  answer: z.object({
    contentHash: sha256,
    mails: z.number().int(),
    submitted: z.number().int(),
    problems: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Mails that the mail API would not take.' }),
  }),
  example: { params: WEEK, body: { to: ['editor@example.com'] } },
  act: async ({ room, key, params, body: { to, engine: made, variant } }) => {
    const parsed = (to === 'seed' ? room.settings.SEED_LIST : to).map(one => parseAddress(one));
    const bad = parsed.flatMap((address, index) =>
      address.kind === 'bad' ? [{ index, reason: address.reason }] : [],
    );
    const [first] = bad;
    if (first) {
      const detail = `One address is wrong: ${first.reason}.`;
      return invalid([{ place: `body.to.${first.index}`, detail, fix: 'Correct it, then send again.' }]);
    }
    const outcome = await testSend(room, params.week, {
      to: parsed.flatMap(address => (address.kind === 'ok' ? [address.email] : [])),
      variant,
      ...(made && { engine: made }),
      who: key.who,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (outcome.kind === 'refused')
      return outcome.isForNow ? tooManyTests(outcome) : refusalProblem(outcome, 'body');
    const { hash, mails, round } = outcome;
    const { submitted, problems } = round;
    return answer({ contentHash: hash, mails, submitted, problems: problems.map(withoutAddresses) });
  },
});

export const PREVIEW_ROUTES: readonly ApiRoute[] = [preview, preflight, links, test];

function empty(of: string): Problem {
  const detail = `The issue of ${of} is empty.`;
  return problem('conflict', { place: 'path.week', detail, fix: 'Add tools or reviews, then pick again.' });
}

function toldOf({ code, severity, place, message, fix }: z.input<typeof finding>) {
  return { code, severity, place, message, fix };
}

/** In seconds, of thirty an hour: by then one more fits. */
const NEXT_TEST_S = 120;

function tooManyTests({ why, fix }: Refusal): Problem {
  return problem('too-often', { place: '', detail: why, fix }, { 'Retry-After': String(NEXT_TEST_S) });
}

/** Answers of a POST are kept for a day, and hold no address. */
function withoutAddresses(words: string): string {
  return words.replace(/(?<!\S)\S*@\S*/g, '…');
}
