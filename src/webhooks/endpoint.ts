import { isLoopbackHost } from '../machine/local.ts';
import { EVENT_TYPES, type EventType } from './outgoing-event.ts';

/** How what is posted is written: as Standard Webhooks has it, or as the two chats take notices. */
export const SHAPES = ['standard', 'slack', 'discord'] as const;
export type Shape = (typeof SHAPES)[number];

/** An address elsewhere that is told of events. Times are epoch ms. */
export interface Endpoint {
  readonly id: number;
  /** Opens something by itself where the shape is a chat's: shown by `shownUrl`. */
  readonly url: string;
  readonly events: readonly EventType[];
  readonly shape: Shape;
  readonly state: 'active' | 'disabled';
  /** Why it is disabled; '' otherwise. */
  readonly reason: string;
  readonly disabledAt: number | null;
  readonly createdAt: number;
  /** An editor's address, or `command line`. */
  readonly createdBy: string;
  /** Tries in a row without a yes, whatever they were about. */
  readonly failures: number;
  /** Nothing is posted before; 0 for no such wait. */
  readonly notBefore: number;
  /** What it said lately, newest first. */
  readonly answers: readonly KeptAnswer[];
}

/** One try, as it is shown to editors. */
export interface KeptAnswer {
  readonly at: number;
  readonly event: number;
  readonly type: string;
  /** `200`, or why there was none. */
  readonly words: string;
  readonly ok: boolean;
}

/** What an endpoint's posts are signed with, as `whsec_…`, newest first: more than one while one is being replaced. */
export type Secrets = readonly [string, ...string[]];

/** A secret stays good for so long after it was replaced. */
export const ROTATION_MS = 24 * 3_600_000;

/** @param random at least 24 characters nobody can guess */
export function secretOf(random: string): string {
  return `whsec_${Buffer.from(random, 'ascii').toString('base64')}`;
}

export type EventsTyped =
  | { readonly kind: 'ok'; readonly events: readonly EventType[] }
  | { readonly kind: 'bad'; readonly why: string };

/** Names of events as typed, separated by commas; `all` for every one. */
export function readEvents(text: string): EventsTyped {
  const names = text.split(/[\s,]+/).filter(name => name !== '');
  if (names.length === 0) return { kind: 'bad', why: `Name at least one event: ${ALL_NAMES}.` };
  if (names.includes('all')) return { kind: 'ok', events: EVENT_TYPES };
  const unknown = names.filter(name => !EVENT_TYPES.some(type => type === name));
  if (unknown.length > 0) {
    const named = unknown.map(name => `"${name.slice(0, 40)}"`).join(', ');
    return { kind: 'bad', why: `There is no event ${named}. Those there are: ${ALL_NAMES}.` };
  }
  return { kind: 'ok', events: EVENT_TYPES.filter(type => names.includes(type)) };
}

const ALL_NAMES = [...EVENT_TYPES, 'all'].join(', ');

export type UrlTyped =
  | { readonly kind: 'ok'; readonly url: string }
  | { readonly kind: 'bad'; readonly why: string };

const LONGEST_URL = 2_000;

/**
 * The address of an endpoint as typed. Only its words are judged; where its name leads is judged at every connection.
 * @param allowed.loopback http to this machine itself
 * @param allowed.ownNetwork http to anywhere
 */
export function readUrl(
  text: string,
  allowed: { readonly loopback: boolean; readonly ownNetwork: boolean },
): UrlTyped {
  const url = URL.parse(text.trim());
  if (url === null || text.length > LONGEST_URL)
    return { kind: 'bad', why: 'This is not a web address: write one such as https://example.com/hooks.' };
  if (url.username !== '' || url.password !== '')
    return { kind: 'bad', why: 'A name or password does not belong into the address: posts are signed.' };
  const isPlain =
    url.protocol === 'http:' && (allowed.ownNetwork || (allowed.loopback && isLoopbackHost(url.hostname)));
  if (url.protocol !== 'https:' && !isPlain)
    return {
      kind: 'bad',
      why: 'The address must begin with https://. http is for WEBHOOKS_PRIVATE=on alone.',
    };
  url.hash = '';
  return { kind: 'ok', url: url.href };
}

/** An address as it may be shown: the part that opens a chat, or may, is left out. */
export function shownUrl({ url, shape }: Pick<Endpoint, 'url' | 'shape'>): string {
  const { origin, pathname, search } = new URL(url);
  if (shape !== 'standard') return `${origin}/…`;
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
