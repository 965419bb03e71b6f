import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/**
 * The session; what binds a mailed link to the browser that asked for it; that somebody signed in here before; where they were
 * going.
 */
type DeskCookie = 'desk' | 'desk-browser' | 'desk-known' | 'desk-target';

/** @returns '' when the browser sends none */
export function readDeskCookie(context: Context, name: DeskCookie, publicUrl: string): string {
  return getCookie(context, nameOf(name, publicUrl)) ?? '';
}

/**
 * Never shown to scripts, nor sent with a request that another site's page makes (a link from a webmail still opens signed
 * in, which is why it is not Strict).
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
  setCookie(context, nameOf(name, publicUrl), value, { ...options(publicUrl), maxAge: maxAgeS });
}

export function takeDeskCookie(context: Context, name: DeskCookie, publicUrl: string): void {
  deleteCookie(context, nameOf(name, publicUrl), options(publicUrl));
}

/**
 * With this prefix a browser takes the cookie from this very host alone and over https: no page of a neighbouring domain and
 * nobody on the wire plants one. It asks for the path `/`.
 */
function nameOf(name: DeskCookie, publicUrl: string): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name;
}

function options(publicUrl: string) {
  const secure = isSecure(publicUrl);
  return { path: secure ? '/' : '/desk', httpOnly: true, sameSite: 'Lax', secure } as const;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}
