import type { DeskContext } from '../desk-env.ts';
import { giveDeskCookie, readDeskCookie, takeDeskCookie } from './desk-cookies.ts';

/** Longer than any address of the desk, with a search in it. */
const LONGEST = 1_000;
const START = '/desk';

/**
 * Where somebody was going who had to sign in first: kept in their own browser, the only one in which the mailed link opens.
 * Pages that a person goes to, and nothing that a page fetches by itself.
 */
export function keepTarget(
  context: DeskContext,
  { publicUrl, keptS }: { publicUrl: string; keptS: number },
): void {
  const { req } = context;
  const { pathname, search } = new URL(req.url);
  const isPage = (req.header('accept') ?? '').includes('text/html') && req.method === 'GET';
  const target = pathname + search;
  if (!isPage || pathname === START || !isOurs(target)) return;
  giveDeskCookie(context, 'desk-target', { value: target, maxAgeS: keptS, publicUrl });
}

/** Where to go after signing in, once. */
export function takeTarget(context: DeskContext, publicUrl: string): string {
  const target = readDeskCookie(context, 'desk-target', publicUrl);
  if (target === '') return START;
  takeDeskCookie(context, 'desk-target', publicUrl);
  return isOurs(target) ? target : START;
}

/** A page behind the desk's door and nothing else, whoever wrote the cookie. */
function isOurs(target: string): boolean {
  if (target.length > LONGEST || !target.startsWith('/desk/')) return false;
  const { host, pathname } = new URL(target, 'http://desk.invalid');
  return (
    host === 'desk.invalid' && pathname.startsWith('/desk/') && !/^\/desk\/sign-(?:in|out)/.test(pathname)
  );
}
