import type { Hono } from 'hono';
import { postmarkEvent } from '../../scripts/stand-in/postmark/events.ts';
import type { TakenMail } from '../../scripts/stand-in/postmark/taken-mail.ts';
import { hookRoutes } from '../../src/api/hooks.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { openToPublic } from '../../src/newsroom/public-room.ts';
import type { WebEnv } from '../../src/web/web-env.ts';

export const LOGIN = 'postmark:a password:with colons and ümlauts'.replaceAll(' ', '-');

/** The routes, with user and password set, or not set up. */
export async function openPostmarkHooks(room: Newsroom, login: string | null = LOGIN): Promise<Hono<WebEnv>> {
  const { POSTMARK_WEBHOOK_AUTH: _, ...others } = room.settings;
  const settings = login === null ? others : { ...others, POSTMARK_WEBHOOK_AUTH: login };
  return hookRoutes(await openToPublic({ ...room, settings }, ''));
}

/** @param authorization the header; right when absent, missing when null */
export async function post(
  hooks: Hono<WebEnv>,
  event: object | string,
  authorization: string | null = basic(LOGIN),
): Promise<number> {
  const response = await hooks.request('/hooks/postmark', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    body: typeof event === 'string' ? event : JSON.stringify(event),
  });
  return response.status;
}

export function basic(login: string): string {
  return `Basic ${Buffer.from(login).toString('base64')}`;
}

/** A mail of an issue that Postmark has taken. @param delivery its tag, undefined for a mail of somebody else's */
function takenMail(delivery: string | undefined, change: Partial<TakenMail> = {}): TakenMail {
  return {
    id: `00000000-0000-4000-8000-${(delivery ?? 'x').padStart(12, '0').slice(-12)}`,
    at: Date.UTC(2026, 10, 26, 9, 5),
    path: '/email/batch',
    to: 'reader@example.com',
    from: 'Verdicts <verdicts@example.com>',
    replyTo: '',
    subject: 'Zed vs Windsurf',
    tag: '2026-W48',
    html: '',
    text: '',
    headers: {},
    metadata: delivery === undefined ? {} : { kind: 'issue', delivery },
    stream: 'broadcast',
    ...change,
  };
}

type Event = Parameters<typeof postmarkEvent>[1];

export function eventFor(
  delivery: string | undefined,
  event: Event,
  change: Partial<TakenMail> = {},
): object {
  return postmarkEvent(takenMail(delivery, change), event);
}
