import { readToken, signExpiringToken } from '../../audience/token.ts';
import { printable } from '../../audience/visible-text.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { endSession, endSessionsOf, keepSession, openSession } from '../../storage/desk/desk-sessions.ts';
import { spendSignIn } from '../../storage/desk/sign-ins.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { digest } from '../digest.ts';
import { editorNamed } from '../editor.ts';

/** How long a session lasts, whatever is done in it. */
const SESSION_DAYS = 14;
const LONGEST_AGENT = 120;

/** Who is at the desk. */
export interface Editor {
  /** As in EDITORS. */
  readonly email: string;
  readonly sessionId: string;
}

/** What a browser shows of itself. */
export interface Browser {
  /** The cookie that was set when the link was asked for; '' for none. */
  readonly secret: string;
  /** Its User-Agent header. */
  readonly agent: string;
}

/**
 * Turns a mailed link into a session: once, within its minutes, in the browser that asked for it.
 * @param request.id random, for the new session
 * @returns the session's cookie; null for every link that opens nothing
 */
export async function signIn(
  room: Newsroom,
  request: { readonly token: string; readonly browser: Browser; readonly id: string },
): Promise<{ readonly cookie: string; readonly expiresAt: number } | null> {
  const now = room.now();
  const id = readToken(room.keyring, 'sign-in', request.token, now);
  if (id === null) return null;
  const email = await spendSignIn(room.store, { id, browserHash: digest(request.browser.secret), now });
  const editor = email === null ? null : editorNamed(room, email);
  if (editor === null) return null;
  const expiresAt = now + SESSION_DAYS * 24 * 3_600_000;
  await keepSession(room.store, {
    id: request.id,
    email: editor,
    agentHash: digest(request.browser.agent),
    agent: printable(request.browser.agent, LONGEST_AGENT),
    createdAt: now,
    expiresAt,
  });
  await log(room, editor, 'signed in', printable(request.browser.agent, LONGEST_AGENT));
  return { cookie: signExpiringToken(room.keyring.current, 'session', request.id, expiresAt), expiresAt };
}

/** Whether a link could still be signed in with, looking at nothing but the link. Reads only. */
export function isSignInLink(room: Newsroom, token: string): boolean {
  return readToken(room.keyring, 'sign-in', token, room.now()) !== null;
}

/**
 * Who a cookie belongs to: signed by us, in time, not ended, in the browser it was given to, and still one of EDITORS.
 * Reads only. @param agent the User-Agent header
 */
export async function editorAt(room: Newsroom, cookie: string, agent: string): Promise<Editor | null> {
  const id = readToken(room.keyring, 'session', cookie, room.now());
  if (id === null) return null;
  const session = await openSession(room.store, id, room.now());
  if (session === null || session.agentHash !== digest(agent)) return null;
  const email = editorNamed(room, session.email);
  return email === null ? null : { email, sessionId: session.id };
}

export async function signOut(room: Newsroom, editor: Editor): Promise<void> {
  await endSession(room.store, editor.sessionId, room.now());
  await log(room, editor.email, 'signed out', '');
}

/** @returns how many sessions ended, this one among them */
export async function signOutEverywhere(room: Newsroom, editor: Editor): Promise<number> {
  const ended = await endSessionsOf(room.store, editor.email, room.now());
  await log(room, editor.email, 'signed out everywhere', `${ended} session(s)`);
  return ended;
}

async function log(room: Newsroom, who: string, action: string, detail: string): Promise<void> {
  await recordActivity(room.store, { at: room.now(), week: '', who, action, detail, contentHash: '' });
}
