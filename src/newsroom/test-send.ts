import type { Issue } from '../issue/issue.ts';
import { takeCap } from '../storage/audience/caps.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { keepGoLinks } from '../storage/issue/go-links.ts';
import { draftIssue } from './draft.ts';
import type { Draft, Engine } from './drafted-mail.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { previewMail } from './preview-mail.ts';
import { type SingleMailRound, submitDueSingleMails } from './single-mails.ts';

/** More than this in one call is a send, not a test. */
const MOST_ADDRESSES = 20;
/** Mails of one call: addresses times variants times engines. */
const MOST_MAILS = 60;
/** Calls in any hour, by one editor or from the command line. */
const TEST_CAP = { cap: 'test-send', limit: 30, perMs: 3_600_000 } as const;

export type TestSendOutcome =
  | {
      readonly kind: 'queued';
      readonly hash: string;
      readonly mails: number;
      readonly round: SingleMailRound;
    }
  /** `isForNow`: there were too many a moment ago, and the same will do later. */
  | (Refusal & { readonly isForNow?: true });

export interface TestSendRequest {
  readonly to: readonly string[];
  /** TEMPLATE_ENGINE when left out. */
  readonly engine?: Engine | 'both';
  /** Which pairing leads; 1, the editors' order, when left out. */
  readonly variant?: number | 'all';
  /** An editor, or `command line`: for the log and the cap. */
  readonly who: string;
  /** Ends the submitting here; what is queued goes out all the same. */
  readonly signal: AbortSignal;
}

/** Sends the draft as it is to a few addresses: `[TEST]` in the subject, links that work and never count. */
export async function testSend(
  room: Newsroom,
  week: string,
  request: TestSendRequest,
): Promise<TestSendOutcome> {
  const issue = await room.issues.find(week);
  if (!issue || issue.pick.pairings.length === 0) {
    return refused(
      `Week ${week} has not been picked, or its issue is empty.`,
      `Run: verdicts pick --week ${week}`,
    );
  }
  const to = [...new Map(request.to.map(email => [email.toLowerCase(), email])).values()];
  if (to.length === 0 || to.length > MOST_ADDRESSES) {
    return refused(`A test send cannot go to ${to.length} addresses.`, `Name 1 to ${MOST_ADDRESSES}.`);
  }
  const drafts = await draftsFor(room, issue, request);
  if ('kind' in drafts) return drafts;
  const mails = drafts.length * to.length;
  if (mails > MOST_MAILS) {
    const fix = 'Use fewer addresses, one variant or one engine.';
    return refused(`That would be ${mails} mails; a test send may have at most ${MOST_MAILS}.`, fix);
  }
  if (!(await takeCap(room.store, { ...TEST_CAP, subject: request.who, now: room.now() }))) {
    const why = `At most ${TEST_CAP.limit} test sends may go out in an hour.`;
    return { ...refused(why, 'Wait a few minutes.'), isForNow: true };
  }
  for (const draft of drafts) for (const email of to) await queue(room, week, draft, email);
  const hash = await logTest(room, week, request, { drafts, addresses: to.length });
  return { kind: 'queued', hash, mails, round: await submitDueSingleMails(room, request.signal) };
}

/** The mails asked for, that of the engine in use first: its hash is the one an approval binds to. */
async function draftsFor(
  room: Newsroom,
  issue: Issue,
  { engine, variant = 1 }: TestSendRequest,
): Promise<Draft[] | Refusal> {
  const own = room.settings.TEMPLATE_ENGINE;
  const engines = engine === 'both' ? ([own, own === 'react' ? 'mjml' : 'react'] as const) : [engine ?? own];
  const drafts: Draft[] = [];
  for (const each of engines) {
    const { variants, links } = await draftIssue(room, issue, each);
    await keepGoLinks(room.store, issue.id, links);
    const chosen = variants.filter(({ frozen }) => variant === 'all' || frozen.variant === variant);
    if (chosen.length === 0) {
      const known = variants.map(({ frozen }) => frozen.variant).join(', ');
      return refused(`There is no variant ${variant} of ${issue.week}.`, `There are: ${known}.`);
    }
    drafts.push(...chosen);
  }
  return drafts;
}

async function queue(room: Newsroom, week: string, draft: Draft, email: string): Promise<void> {
  const { contentHash, variant, mail } = draft.frozen;
  const { message } = await previewMail(room, draft, { email, name: '' });
  await room.singleMails.enqueue(
    {
      kind: 'test',
      // Two tests of the same content to one address are two mails: the editor asked twice.
      dedupe: `test:${contentHash}:${room.now()}:${mail.engine}:${variant}:${email}`,
      to: email,
      week,
      subject: `[TEST] ${message.subject}`,
      html: message.html,
      text: message.text,
      headers: { ...message.headers, 'X-Verdicts-Kind': 'test' },
    },
    room.now(),
  );
}

/** @returns the content hash of the first draft */
async function logTest(
  room: Newsroom,
  week: string,
  { who, variant = 1 }: TestSendRequest,
  { drafts, addresses }: { readonly drafts: readonly Draft[]; readonly addresses: number },
): Promise<string> {
  const contentHash = drafts[0]?.frozen.contentHash ?? '';
  const engines = [...new Set(drafts.map(({ frozen }) => frozen.mail.engine))].join(' and ');
  const which = variant === 1 ? '' : variant === 'all' ? ', every variant' : `, variant ${variant}`;
  await recordActivity(room.store, {
    at: room.now(),
    week,
    who,
    action: 'test send',
    detail: `${addresses} ${addresses === 1 ? 'address' : 'addresses'}, ${engines}${which}`,
    contentHash,
  });
  return contentHash;
}
