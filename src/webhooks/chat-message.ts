import type { Shape } from './endpoint.ts';
import { type EventData, TEST_EVENT } from './outgoing-event.ts';

/** An event as it is kept: the body that Standard Webhooks' endpoints get. */
interface KeptEvent {
  readonly type: keyof EventData;
  readonly data: EventData[keyof EventData];
}

/** Whose newsletter it is, and where its desk stands. */
export interface Sender {
  readonly publication: string;
  /** Origin, without a slash at its end. */
  readonly site: string;
}

/** Discord takes 2,000 characters, some of which stand escaped; Slack takes more. */
const LONGEST_TEXT = 800;

/**
 * An event as a chat takes it: one sentence for editors, and the page of the desk it is about. Whatever comes from data
 * is escaped, so that no reason of a mail server calls the whole channel, and no name becomes a link.
 * @param body as `bodyOf` made it
 */
export function chatBody(shape: Exclude<Shape, 'standard'>, body: string, sender: Sender): string {
  const event = JSON.parse(body) as KeptEvent;
  const link = `${sender.site}${deskPath(event)}`;
  const words = cut(`${sender.publication}: ${sentence(event)}`);
  if (shape === 'slack') return JSON.stringify({ text: `${slackText(words)} <${link}|Open the desk>` });
  return JSON.stringify({
    // In angle brackets, so that no preview of the page is drawn.
    content: `${discordText(words)} <${link}>`,
    allowed_mentions: { parse: [] },
  });
}

function cut(words: string): string {
  return Array.from(words.replace(/\s+/g, ' ')).slice(0, LONGEST_TEXT).join('');
}

/** The three signs that Slack reads as its own. */
function slackText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function discordText(words: string): string {
  return words.replace(/[\\*_~`|<>[\]()#@]/g, sign => `\\${sign}`);
}

function sentence(event: KeptEvent): string {
  const { type } = event;
  switch (type) {
    case 'subscriber.confirmed':
      return `reader ${dataOf(type, event).subscriber} confirmed.`;
    case 'subscriber.unsubscribed':
      return `reader ${dataOf(type, event).subscriber} left.`;
    case 'subscriber.erased':
      return `reader ${dataOf(type, event).subscriber} was erased.`;
    case 'issue.picked': {
      const { week, pairings } = dataOf(type, event);
      return `${week} is picked: ${pairings.join(', ') || 'no pairing fits'}.`;
    }
    case 'issue.approved':
      return `${dataOf(type, event).week} is approved.`;
    case 'issue.held':
      return withReason(`${dataOf(type, event).week} is held.`, dataOf(type, event).reason);
    case 'issue.sending':
      return `${dataOf(type, event).week} is going out.`;
    case 'issue.stopped':
      return withReason(`${dataOf(type, event).week} is stopped.`, dataOf(type, event).reason);
    case 'issue.sent': {
      const { week, audience } = dataOf(type, event);
      return `${week} is out; its audience was ${(audience ?? 0).toLocaleString('en')}.`;
    }
    case 'delivery.bounced': {
      const { week, subscriber, bounce } = dataOf(type, event);
      return `the mail of ${week} to reader ${subscriber} came back (${bounce}).`;
    }
    case 'delivery.complained': {
      const { week, subscriber } = dataOf(type, event);
      return `reader ${subscriber} reported the mail of ${week} as spam.`;
    }
    case 'vote.closed':
      return `the vote of ${dataOf(type, event).week} is closed.`;
    case 'correction.published':
      return `a correction of ${dataOf(type, event).week} is published.`;
    case 'alarm': {
      const { week, detail } = dataOf(type, event);
      return `alarm${week === null ? '' : ` about ${week}`}: ${detail}`;
    }
    case TEST_EVENT:
      return 'this is a test. Notices will arrive here.';
  }
}

/** The data that belong to a type. */
function dataOf<Type extends keyof EventData>(_type: Type, { data }: KeptEvent): EventData[Type] {
  return data as EventData[Type];
}

function withReason(words: string, reason: string): string {
  return `${words} ${reason}`.trimEnd();
}

const PAGE_ABOUT: ReadonlyMap<string, string> = new Map([
  ['webhook', '/desk/webhooks'],
  ['catalogue', '/desk/catalogue'],
]);

function deskPath({ type, data }: KeptEvent): string {
  if ('subscriber' in data) return `/desk/audience/readers/${data.subscriber}`;
  if (type === 'correction.published' && 'url' in data) return `/desk/issues/${data.week}/correction`;
  if ('week' in data && data.week !== null) return `/desk/issues/${data.week}`;
  if (type === TEST_EVENT) return '/desk/webhooks';
  const about = 'about' in data ? data.about : '';
  return PAGE_ABOUT.get(about) ?? '/desk';
}
