import type { Issue, IssueState } from '../issue/issue.ts';
import { leftWords } from '../issue/time-words.ts';
import { lastActivity } from '../storage/issue/activity.ts';
import { clockWords } from './clock-words.ts';
import { timeOf } from './due-at.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';
import { tellOfVoidApprovals } from './tell-of-void-approvals.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long before its time an issue that nobody has approved is brought to mind, the earliest first, ms. */
const LEADS = [24 * HOUR_MS, 3 * HOUR_MS];
/** Whoever changes it now is at work on it, and needs no mail; unless no more than this is left. */
const AT_WORK_MS = 15 * MINUTE_MS;

const UNAPPROVED = new Set<IssueState>(['picked', 'in_review']);

/**
 * Reminds the editors of what nobody has approved, a day and three hours before its time: one mail for each of the two,
 * again after an approval that a change has voided, and however many processes look and however often they start anew. A
 * lead that had passed when the issue was picked is left out: the mail about the pick said the same. And tells them of an
 * approval that the catalogue, a template or a setting has voided.
 */
export async function remindEditors(room: Newsroom): Promise<void> {
  for (const issue of await room.issues.all()) {
    const lead = UNAPPROVED.has(issue.state) ? await leadOf(room, issue) : null;
    if (lead !== null) await remind(room, issue, lead);
  }
  await tellOfVoidApprovals(room);
}

/** The lead that has come; null before the first, for one that is due, and while somebody is at work on it. */
async function leadOf(room: Newsroom, issue: Issue): Promise<number | null> {
  const now = room.now();
  const left = timeOf(room, issue) - now;
  if (left <= 0) return null;
  const lead = LEADS.findLast(each => left <= each && issue.createdAt <= timeOf(room, issue) - each);
  if (lead === undefined) return null;
  const changed = await lastActivity(room.store, issue.week, 'changed');
  const isAtWork = changed !== null && changed.at <= now && now - changed.at < AT_WORK_MS;
  return isAtWork && left > AT_WORK_MS ? null : lead;
}

async function remind(room: Newsroom, issue: Issue, lead: number): Promise<void> {
  const time = timeOf(room, issue);
  const zone = room.settings.PUBLICATION_TIMEZONE;
  await notifyEditors(room, issue, {
    about: 'unapproved',
    once: [time, lead / HOUR_MS, issue.voided?.at ?? 0].join('/'),
    facts: [
      { name: 'Goes out', value: `${clockWords(time, zone)} (${zone}), if approved` },
      { name: 'Time left', value: leftWords(time - room.now()) },
      ...(issue.voided
        ? [
            {
              name: 'Approval',
              value: `${issue.voided.by} approved it on ${clockWords(issue.voided.at, zone)}; it has been changed since`,
            },
          ]
        : []),
    ],
  });
}
