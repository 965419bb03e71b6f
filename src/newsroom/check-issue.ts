import { SAMPLE_POSTAL_ADDRESS } from '../config.ts';
import type { Issue } from '../issue/issue.ts';
import { type Finding, type LinkAnswer, preflight } from '../issue/preflight.ts';
import { countAudience } from '../storage/freezes.ts';
import { countTestSends } from '../storage/single-mails.ts';
import type { IssueDraft } from './draft.ts';
import { lastVoteFlags } from './last-vote.ts';
import type { Newsroom } from './newsroom.ts';
import { historyFor } from './pick-week.ts';
import { previewMail } from './preview-mail.ts';
import { OWN_ROUTES } from './routes.ts';

/** The pre-flight of an issue as it would go out now. Looks at no network: see `linkAnswers`. */
export async function checkIssue(
  room: Newsroom,
  issue: Issue,
  draft: IssueDraft,
  linkAnswers?: ReadonlyMap<string, LinkAnswer>,
): Promise<Finding[]> {
  const { settings } = room;
  const mail = await previewMail(room, draft);
  return preflight({
    content: draft.content,
    rendered: { html: mail.html, text: mail.text, bytes: mail.eml.length },
    headers: mail.message.headers,
    catalogue: draft.catalogue,
    history: await historyFor(room, issue.week),
    pick: { asked: issue.pick.asked, rung: issue.pick.rung },
    settings: {
      providers: settings.MAIL_PROVIDER,
      publicUrl: settings.PUBLIC_URL,
      postalAddress: settings.POSTAL_ADDRESS,
      samplePostalAddress: SAMPLE_POSTAL_ADDRESS,
      sendWindow: settings.SEND_WINDOW,
      zone: settings.PUBLICATION_TIMEZONE,
    },
    routes: OWN_ROUTES,
    audience: await countAudience(room.store, room.now()),
    lastAudience: await lastAudience(room, issue.week),
    testSends: await countTestSends(room.store, draft.frozen.contentHash),
    sendAt: issue.sendAt,
    now: room.now(),
    voteFlags: await lastVoteFlags(room, issue),
    state: issue.state,
    ...(linkAnswers && { linkAnswers }),
  });
}

async function lastAudience(room: Newsroom, week: string): Promise<number | null> {
  const issues = await room.issues.all();
  return issues.filter(issue => issue.week < week && issue.state === 'sent').at(-1)?.audience ?? null;
}
