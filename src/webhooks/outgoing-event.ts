/** Everything that programs elsewhere are told of, by name. */
export const EVENT_TYPES = [
  'subscriber.confirmed',
  'subscriber.unsubscribed',
  'subscriber.erased',
  'issue.picked',
  'issue.approved',
  'issue.held',
  'issue.sending',
  'issue.stopped',
  'issue.sent',
  'delivery.bounced',
  'delivery.complained',
  'vote.closed',
  'correction.published',
  'alarm',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** An editor's try of one endpoint: nobody asks for it by name, and nobody else gets it. */
export const TEST_EVENT = 'webhook.test';

/** What an issue event says. */
export interface IssueData {
  /** ISO week. */
  readonly week: string;
  readonly number: number;
  readonly state: string;
  /** Of the approved content; null while nothing is approved. */
  readonly contentHash: string | null;
  /** Counted at the freeze; null before. */
  readonly audience: number | null;
  /** Why it is held or stopped, without addresses; '' otherwise. */
  readonly reason: string;
}

/** What an alarm is about. `sending`: nothing of an issue is accepted; `catalogue`: no new one could be taken. */
type AlarmAbout =
  | 'complaints'
  | 'bounces'
  | 'sending'
  | 'vote'
  | 'sign-ups'
  | 'sign-ins'
  | 'catalogue'
  | 'webhook';

/** What each event says: numbers of ours in place of people, and no word of any mail. */
export interface EventData {
  'subscriber.confirmed': { readonly subscriber: number };
  'subscriber.unsubscribed': { readonly subscriber: number };
  'subscriber.erased': { readonly subscriber: number };
  /** `pairings`: each `a-vs-b`. */
  'issue.picked': IssueData & { readonly pairings: readonly string[] };
  'issue.approved': IssueData;
  'issue.held': IssueData;
  'issue.sending': IssueData;
  'issue.stopped': IssueData;
  'issue.sent': IssueData;
  /** `ours`: who sends is refused; it says nothing of the reader. */
  'delivery.bounced': {
    readonly week: string;
    readonly subscriber: number;
    readonly bounce: 'permanent' | 'transient' | 'ours';
  };
  'delivery.complained': { readonly week: string; readonly subscriber: number };
  'vote.closed': { readonly week: string; readonly number: number };
  /** `url`: the page that has it right. */
  'correction.published': { readonly week: string; readonly number: number; readonly url: string };
  /** `week`: null where it is about no issue. `detail`: in words, without addresses. */
  alarm: {
    readonly about: AlarmAbout;
    readonly level: 'warn' | 'stop';
    readonly week: string | null;
    readonly detail: string;
  };
  [TEST_EVENT]: { readonly endpoint: number };
}

/** Something that has happened, as programs elsewhere are told of it. */
export interface OutgoingEvent<Type extends keyof EventData = keyof EventData> {
  /** What it is about, such as `issue:2026-W48`: of events about the same, no later one arrives before an earlier one. */
  readonly subject: string;
  readonly type: Type;
  /** When it happened, epoch ms. */
  readonly at: number;
  readonly data: EventData[Type];
}

/** One event, its data fitting its type. */
export function outgoing<Type extends keyof EventData>(
  type: Type,
  subject: string,
  at: number,
  data: EventData[Type],
): OutgoingEvent<Type> {
  return { type, subject, at, data };
}

export const issueSubject = (week: string) => `issue:${week}`;
export const subscriberSubject = (id: number) => `subscriber:${id}`;
export const endpointSubject = (id: number) => `webhook:${id}`;
/** Of alarms that no issue is about. */
export const siteSubject = (about: string) => `site:${about}`;

/** What is posted, the same bytes at every try: type, time and data, as Standard Webhooks has them. */
export function bodyOf({ type, at, data }: OutgoingEvent): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
}

/** Characters of a reason that are told. */
const LONGEST_REASON = 300;

/** A reason may quote an editor, or a mail server that names a reader: whatever looks like an address is left out. */
export function withoutAddresses(words: string): string {
  const told = words.replace(/(?<!\S)\S*@\S*/g, '…');
  return Array.from(told).slice(0, LONGEST_REASON).join('');
}

/**
 * The name of an event, the same at every try and to every endpoint, and unlike any of another database.
 * @param installationId as in `meta`
 */
export function webhookId(installationId: string, eventId: number): string {
  return `evt_${installationId}_${eventId}`;
}

/** The number in the name of an event; null for what is none. */
export function eventIdIn(text: string): number | null {
  const [, id] = /^evt_[A-Za-z0-9]{1,64}_(\d{1,15})$/.exec(text) ?? [];
  return id === undefined ? null : Number(id);
}
