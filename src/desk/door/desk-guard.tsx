import type { MiddlewareHandler } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { printedForEditors } from '../../web/printed.tsx';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { DESK_ANSWER } from '../visit.tsx';
import { readDeskCookie } from './desk-cookies.ts';
import { editorAt } from './session.ts';
import { BROWSER_KEPT_S } from './sign-in-caps.ts';
import { SIGN_IN_PATH } from './sign-in-path.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { keepTarget } from './way-in.ts';

/** Far more than an editor writes, bytes. */
const LONGEST_FORM = 65_536;

/** The door itself, and a mailed link. */
const OPEN = /^\/desk\/sign-in(?:\/[\s\S]*)?$/;

/**
 * Lets nobody but signed-in editors past, whatever they ask for: pages lead to the sign-in, everything else is refused,
 * and paths that exist get the same as paths that do not.
 */
export function deskGuard(room: PublicRoom): MiddlewareHandler<DeskEnv> {
  return async (context, next) => {
    if (OPEN.test(context.req.path)) return next();
    const cookie = readDeskCookie(context, 'desk', room.publication.url);
    const agent = context.req.header('user-agent') ?? '';
    const editor = cookie === '' ? null : await editorAt(room, cookie, agent);
    if (editor !== null) {
      context.set('editor', editor);
      return next();
    }
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD') {
      const page = <SignedOutPage form={await formOf(context)} />;
      return context.html(printedForEditors(room.publication, page), 401, DESK_ANSWER);
    }
    context.header('Cache-Control', 'no-store');
    keepTarget(context, { publicUrl: room.publication.url, keptS: BROWSER_KEPT_S });
    return context.redirect(SIGN_IN_PATH, 303);
  };
}

/** Null for files, and for what does not say that it is short: of a stranger nothing long is read, whatever its path. */
async function formOf(context: DeskContext): Promise<FormFields | null> {
  const type = context.req.header('content-type') ?? '';
  const length = Number(context.req.header('content-length') ?? Number.NaN);
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type) && length <= LONGEST_FORM
    ? readDeskForm(context)
    : null;
}
