import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { WebEnv } from './web-env.ts';

/** Our own pages: style, type and pictures from here, forms to here, no script at all. */
const OWN_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The same with the sign-up form on it, whose script and proof of work are from here. */
export const PAGE_WITH_FORM = `${OWN_PAGE}; script-src 'self'; connect-src 'self'; worker-src 'self'`;

/** The same with a script of ours that asks us for news. */
export const PAGE_WITH_SCRIPT = `${OWN_PAGE}; script-src 'self'; connect-src 'self'`;

/** The form inside other sites' pages. */
export const FRAMED_PAGE = PAGE_WITH_FORM.replace("frame-ancestors 'none'", 'frame-ancestors *');

/** The same with a frame of ours in it. */
export const PAGE_WITH_FRAME = `${OWN_PAGE}; frame-src 'self'`;

/** An issue's web version is frozen with its style inside; nothing else in it may load or run. */
export const FROZEN_ISSUE =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Every answer gets these; a route that set a header of its own (a Content-Security-Policy) keeps it. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<WebEnv> {
  const common = secureHeaders({
    overwrite: false,
    // With `no-referrer` a browser sends `Origin: null` with our own forms, and they could not be told from foreign ones.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https://'),
    xFrameOptions: 'DENY',
    // Chromium complains of it on every page that holds a sandboxed frame.
    originAgentCluster: false,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
  });
  return async (context, next) => {
    await common(context, async () => {
      await next();
      const { headers } = context.res;
      if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', OWN_PAGE);
    });
    const { headers } = context.res;
    if (headers.get('Content-Security-Policy') !== FRAMED_PAGE) return;
    // Both would keep it out of other sites' pages, whatever the policy says.
    headers.delete('X-Frame-Options');
    headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  };
}
