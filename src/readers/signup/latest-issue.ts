import type { IssueContent } from '../../issue/content.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { frozenMails } from '../../storage/delivery/freezes.ts';

/** The newest issue that was sent, as letters to readers name it; null before the first one. */
export async function latestIssue(
  room: Newsroom,
): Promise<{ readonly title: string; readonly url: string } | null> {
  const latest = (await room.issues.all()).findLast(issue => issue.state === 'sent');
  const [frozen] = latest ? await frozenMails(room.store, latest.id) : [];
  if (!latest || !frozen) return null;
  const { subject } = JSON.parse(frozen.content) as IssueContent;
  return { title: subject, url: `${room.settings.PUBLIC_URL}/issues/${latest.week}` };
}
