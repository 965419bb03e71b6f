import { recordActivity } from '../storage/activity.ts';
import { keepGoLinks } from '../storage/go-links.ts';
import { draftIssue, type Engine } from './draft.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { previewMail } from './preview-mail.ts';
import { type SingleMailRound, submitDueSingleMails } from './single-mails.ts';

/** More than this in one call is a send, not a test. */
const MOST_ADDRESSES = 20;

export type TestSendOutcome =
  | { readonly kind: 'queued'; readonly hash: string; readonly round: SingleMailRound }
  | Refusal;

/**
 * Sends the draft as it is to a few addresses: `[TEST]` in the subject, links that work and never count.
 * @param who for the log
 */
export async function testSend(
  room: Newsroom,
  week: string,
  request: {
    readonly to: readonly string[];
    readonly engine?: Engine;
    /** Which pairing leads; 1, the editors' order, when left out. */
    readonly variant?: number;
    readonly who: string;
    readonly signal: AbortSignal;
  },
): Promise<TestSendOutcome> {
  const issue = await room.issues.find(week);
  if (!issue || issue.pick.pairings.length === 0) {
    return refused(`Week ${week} was not picked or is empty.`, `Run: verdicts pick --week ${week}`);
  }
  if (request.to.length === 0 || request.to.length > MOST_ADDRESSES) {
    return refused(`${request.to.length} addresses are not a test send.`, `Name 1 to ${MOST_ADDRESSES}.`);
  }
  const { variants, links } = await draftIssue(room, issue, request.engine);
  const draft = variants.find(({ frozen }) => frozen.variant === (request.variant ?? 1));
  if (!draft) {
    const known = variants.map(({ frozen }) => frozen.variant).join(', ');
    return refused(`There is no variant ${request.variant} of ${week}.`, `There are: ${known}.`);
  }
  await keepGoLinks(room.store, issue.id, links);
  const { contentHash, variant } = draft.frozen;
  for (const email of request.to) {
    const { message } = await previewMail(room, draft, { email, name: '' });
    await room.singleMails.enqueue(
      {
        kind: 'test',
        // Two tests of the same content to one address are two mails: the editor asked twice.
        dedupe: `test:${contentHash}:${room.now()}:${email}`,
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
  const which = variant === 1 ? '' : `, variant ${variant}`;
  const detail = `${request.to.length} address(es), ${draft.frozen.mail.engine}${which}`;
  await recordActivity(room.store, {
    at: room.now(),
    week,
    who: request.who,
    action: 'test send',
    detail,
    contentHash,
  });
  return { kind: 'queued', hash: contentHash, round: await submitDueSingleMails(room, request.signal) };
}
