import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** The session, and what binds a mailed link to the browser that asked for it. */
type DeskCookie = 'desk' | 'desk-browser';

/** @returns '' when the browser sends none */
export function readDeskCookie(context: Context, name: DeskCookie): string {
  return getCookie(context, name) ?? '';
}

/**
 * Sent to the desk alone, never to scripts, and with no request that another site's page makes (a link from a webmail
 * still opens signed in, which is why it is not Strict).
 */
export function giveDeskCookie(
  context: Context,
  name: DeskCookie,
  {
    value,
    maxAgeS,
    publicUrl,
  }: { readonly value: string; readonly maxAgeS: number; readonly publicUrl: string },
): void {
  setCookie(context, name, value, { ...options(publicUrl), maxAge: maxAgeS });
}

export function takeDeskCookie(context: Context, name: DeskCookie, publicUrl: string): void {
  deleteCookie(context, name, options(publicUrl));
}

function options(publicUrl: string) {
  return {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.startsWith('https://'),
  } as const;
}
