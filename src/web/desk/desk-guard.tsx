import type { MiddlewareHandler } from 'hono';
import { Notice } from '../pages/notice.tsx';
import { printed } from '../pages/printed.ts';
import type { WebDeps } from '../web-deps.ts';
import { readDeskCookie } from './desk-cookies.ts';
import { DESK_ANSWER, type DeskEnv } from './desk-env.ts';

export const SIGN_IN_PATH = '/desk/sign-in';

/** The door itself, and a mailed link. */
const OPEN = /^\/desk\/sign-in(?:\/[^/]*)?$/;

/**
 * Lets nobody but signed-in editors past, whatever they ask for: pages lead to the sign-in, everything else is refused,
 * and paths that exist get the same as paths that do not.
 */
export function deskGuard(deps: WebDeps): MiddlewareHandler<DeskEnv> {
  return async (context, next) => {
    if (OPEN.test(context.req.path)) return next();
    const cookie = readDeskCookie(context, 'desk');
    const agent = context.req.header('user-agent') ?? '';
    const editor = cookie === '' ? null : await deps.desk.door.editorAt(cookie, agent);
    if (editor !== null) {
      context.set('editor', editor);
      return next();
    }
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD')
      return context.html(printed(<SignedOut deps={deps} />), 401, DESK_ANSWER);
    context.header('Cache-Control', 'no-store');
    return context.redirect(SIGN_IN_PATH, 303);
  };
}

/** Going back loads the form anew and fills in what was typed: signed out still, it would lead to the sign-in instead. */
function SignedOut({ deps }: { readonly deps: WebDeps }) {
  return (
    <Notice deps={deps} status="401" title="You are signed out.">
      {'Nothing was saved, and what you typed is not lost: '}
      <a href={SIGN_IN_PATH} target="_blank" rel="noopener">
        sign in in a new tab
      </a>
      {
        ' first, then go back in this one. Your browser still has it in the form, and it can be sent once more.'
      }
    </Notice>
  );
}
