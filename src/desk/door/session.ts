import { readToken, signExpiringToken } from '../../audience/token.ts';
import { printable } from '../../audience/visible-text.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { endSession, endSessionsOf, keepSession, openSession } from '../../storage/desk/desk-sessions.ts';
import { spendSignIn } from '../../storage/desk/sign-ins.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { countOf } from '../count.ts';
import { digest } from '../digest.ts';
import { type Editor, editorNamed } from '../editor.ts';

/** How long a session lasts, whatever is done in it. */
const SESSION_DAYS = 14;
const LONGEST_AGENT = 120;

/** What a browser shows of itself. */
interface Browser {
  /** The cookie that was set when the link was asked for; '' for none. */
  readonly secret: string;
  /** Its User-Agent header. */
  readonly agent: string;
}

/**
 * Turns a mailed link into a session: once, within its minutes, in the browser that asked for it.
 * @returns the session's cookie; null for every link that opens nothing
 */
export async function signIn(
  room: Newsroom,
  token: string,
  browser: Browser,
): Promise<{ readonly editor: string; readonly cookie: string; readonly expiresAt: number } | null> {
  const now = room.now();
  const request = readToken(room.keyring, 'sign-in', token, now);
  if (request === null) return null;
  const email = await spendSignIn(room.store, { id: request, browserHash: digest(browser.secret), now });
  const editor = email === null ? null : editorNamed(room, email);
  if (editor === null) return null;
  const expiresAt = now + SESSION_DAYS * 24 * 3_600_000;
  const id = room.newSecret();
  const agent = printable(browser.agent, LONGEST_AGENT);
  const agentHash = digest(browser.agent);
  await keepSession(room.store, { id, email: editor, agentHash, agent, createdAt: now, expiresAt });
  await log(room, editor, 'signed in', agent);
  const cookie = signExpiringToken(room.keyring.current, 'session', id, expiresAt);
  return { editor, cookie, expiresAt };
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

/** Ends every session of the editor, this one among them. */
export async function signOutEverywhere(room: Newsroom, editor: Editor): Promise<void> {
  const ended = await endSessionsOf(room.store, editor.email, room.now());
  await log(room, editor.email, 'signed out everywhere', countOf(ended, 'session'));
}

async function log(room: Newsroom, who: string, action: string, detail: string): Promise<void> {
  await recordActivity(room.store, { at: room.now(), week: '', who, action, detail, contentHash: '' });
}
