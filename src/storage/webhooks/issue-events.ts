import type { IssueState } from '../../issue/issue.ts';
import {
  type EventData,
  type EventType,
  type IssueData,
  issueSubject,
  outgoing,
  withoutAddresses,
} from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { announce, isAnybodyTold } from './outgoing-events.ts';

type IssueEvent = Extract<EventType, `issue.${string}`>;

/** Which state is told of by which event; the others are told of by none. */
const EVENT_OF: Partial<Readonly<Record<IssueState, Exclude<IssueEvent, 'issue.picked'>>>> = {
  approved: 'issue.approved',
  held: 'issue.held',
  sending: 'issue.sending',
  stopped: 'issue.stopped',
  sent: 'issue.sent',
};

/** Tells that an issue has come into a state, within the transaction that has written it. @param at epoch ms */
export async function announceState(store: Store, id: number, state: IssueState, at: number): Promise<void> {
  const type = EVENT_OF[state];
  if (type === undefined || !(await isAnybodyTold(store, [type]))) return;
  const data = await issueData(store, id);
  await announce(store, [outgoing(type, issueSubject(data.week), at, data)]);
}

/** The same of an issue that was picked just now. @param pairings each `a-vs-b` */
export async function announcePick(
  store: Store,
  id: number,
  pairings: readonly string[],
  at: number,
): Promise<void> {
  if (!(await isAnybodyTold(store, ['issue.picked', 'issue.held']))) return;
  const data = await issueData(store, id);
  const picked: EventData['issue.picked'] = { ...data, pairings };
  await announce(store, [
    outgoing('issue.picked', issueSubject(data.week), at, picked),
    ...(data.state === 'held' ? [outgoing('issue.held', issueSubject(data.week), at, data)] : []),
  ]);
}

async function issueData({ db }: Store, id: number): Promise<IssueData> {
  const row = await db
    .selectFrom('issues')
    .select(['week', 'number', 'state', 'approved_hash', 'audience', 'reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    week: row.week,
    number: row.number,
    state: row.state,
    contentHash: row.approved_hash,
    audience: row.audience,
    reason: withoutAddresses(row.reason),
  };
}
