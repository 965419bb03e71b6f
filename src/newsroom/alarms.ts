import { type Alarm, alarmsOf, alarmWords } from '../feedback/alarm.ts';
import { markAlarm, type WatchedIssue, watchedIssues } from '../storage/feedback/issue-alarms.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';

const RANK = { quiet: 0, warn: 1, stop: 2 } as const;

/**
 * Looks at how the issues that are going out, and those named, are taken: warns the editors, or stops an issue and tells
 * them. Each once for complaints and once for bounces: who resumes an issue after that has decided with open eyes.
 */
export async function checkAlarms(room: Newsroom, issueIds: readonly number[]): Promise<void> {
  for (const issue of await watchedIssues(room.store, issueIds)) {
    for (const alarm of alarmsOf(issue.counts, issue.silent)) {
      if (RANK[alarm.level] <= RANK[issue.acted[alarm.about]]) continue;
      if (alarm.level === 'stop') await stop(room, issue, alarm);
      else await warn(room, issue, alarm);
    }
  }
}

async function stop(room: Newsroom, issue: WatchedIssue, alarm: Alarm): Promise<void> {
  const reason = `${alarmWords(alarm)}: above the limit at which an issue is stopped.`;
  if (await room.issues.move(issue.id, 'sending', 'stopped', { at: room.now(), reason })) {
    await log(room, issue, 'stopped', reason);
    const stopped = await room.issues.find(issue.week);
    if (stopped) await notifyEditors(room, stopped, { about: 'stopped', reason });
  } else if ((await room.issues.find(issue.week))?.state === 'stopped') {
    // Stopped for another reason: should an editor resume it, this one still counts.
    return;
  }
  // Marked last: killed before, the next look does it again, and only one of several processes moved the issue.
  const mark = { about: alarm.about, level: 'stop', detail: reason, at: room.now() } as const;
  if ((await markAlarm(room.store, issue, mark)) && issue.state !== 'sending') {
    await log(room, issue, 'alarm', `${reason} It had gone out already.`);
  }
}

/** The mail is queued before the mark, and only once however often: killed between, the next look finds it there. */
async function warn(room: Newsroom, issue: WatchedIssue, alarm: Alarm): Promise<void> {
  const reason = `${alarmWords(alarm)}: above the level at which you should look into it.`;
  const warned = await room.issues.find(issue.week);
  if (warned) await notifyEditors(room, warned, { about: 'warned', kind: alarm.about, reason });
  const mark = { about: alarm.about, level: 'warn', detail: reason, at: room.now() } as const;
  if (await markAlarm(room.store, issue, mark)) await log(room, issue, 'alarm', reason);
}

async function log(room: Newsroom, issue: WatchedIssue, action: string, detail: string): Promise<void> {
  room.log.warn({ week: issue.week, detail }, action);
  await recordActivity(room.store, {
    at: room.now(),
    week: issue.week,
    who: 'mail events',
    action,
    detail,
    contentHash: '',
  });
}
