import { type Alarm, type AlarmLevel, mayAlarm } from '../../feedback/alarm.ts';
import type { OutcomeCounts } from '../../feedback/outcome.ts';
import type { IssueState } from '../../issue/issue.ts';
import { issueSubject, outgoing, withoutAddresses } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { announce } from '../webhooks/outgoing-events.ts';
import { countsOf } from './outcomes.ts';
import { silentMembers } from './silent-members.ts';

/** How an issue is taken by its readers, and what was done about that. */
export interface WatchedIssue {
  readonly id: number;
  readonly week: string;
  readonly state: IssueState;
  readonly counts: OutcomeCounts;
  /**
   * Readers whose mail went by a mailer that never says what has arrived, and of whom nothing says so; 0 while too little
   * has come back for an alarm.
   */
  readonly silent: number;
  readonly acted: Readonly<Record<Alarm['about'], AlarmLevel>>;
}

/** Every issue that is going out, and those named, as far as events about them came. */
export async function watchedIssues(store: Store, issueIds: readonly number[]): Promise<WatchedIssue[]> {
  const rows = await store.db
    .selectFrom('issue_outcomes')
    .innerJoin('issues', 'issues.id', 'issue_outcomes.issue_id')
    .selectAll('issue_outcomes')
    .select(['issues.week', 'issues.state'])
    .where(eb =>
      eb.or([
        eb('issues.state', '=', 'sending'),
        ...(issueIds.length > 0 ? [eb('issues.id', 'in', issueIds)] : []),
      ]),
    )
    .orderBy('issues.id')
    .execute();
  const silent = new Map<number, number>();
  for (const row of rows) {
    // It is reckoned of every batch, of which there may be as many as readers, and this is asked every second.
    if (mayAlarm(countsOf(row))) silent.set(row.issue_id, await silentMembers(store, row.issue_id));
  }
  return rows.map(row => ({
    silent: silent.get(row.issue_id) ?? 0,
    id: row.issue_id,
    week: row.week,
    state: row.state as IssueState,
    counts: countsOf(row),
    acted: { complaints: row.complaints_alarm as AlarmLevel, bounces: row.bounces_alarm as AlarmLevel },
  }));
}

/** @param alarm.detail in words @param alarm.at epoch ms @returns false when it stood there already: somebody else acted */
export function markAlarm(
  store: Store,
  issue: Pick<WatchedIssue, 'id' | 'week'>,
  alarm: {
    readonly about: Alarm['about'];
    readonly level: Exclude<AlarmLevel, 'quiet'>;
    readonly detail: string;
    readonly at: number;
  },
): Promise<boolean> {
  const { about, level, detail, at } = alarm;
  const column = about === 'complaints' ? 'complaints_alarm' : 'bounces_alarm';
  return inTransaction(store, async trx => {
    const updated = await trx.db
      .updateTable('issue_outcomes')
      .set({ [column]: level })
      .where('issue_id', '=', issue.id)
      .where(column, '<>', level)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return false;
    const told = { about, level, week: issue.week, detail: withoutAddresses(detail) };
    await announce(trx, [outgoing('alarm', issueSubject(issue.week), at, told)]);
    return true;
  });
}
