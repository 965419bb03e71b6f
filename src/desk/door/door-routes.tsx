import { Hono } from 'hono';
import { clientAddress } from '../../web/client-address.ts';
import { printed } from '../../web/printed.ts';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { AccountPage } from './account-page.tsx';
import { giveDeskCookie, readDeskCookie, takeDeskCookie } from './desk-cookies.ts';
import { AskedPage, OpenDoorPage, ShutDoorPage, SignInPage } from './door-pages.tsx';
import { SIGN_IN_PATH } from './sign-in-path.ts';

/** How long the browser remembers that it asked, seconds: as long as the link works. */
const ASKED_S = 15 * 60;

/** Signing in by a mailed link, and out again. */
export function doorRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { door } = deps.desk;
  const { publicUrl } = deps;

  routes.get('/desk/sign-in', async context => {
    const agent = context.req.header('user-agent') ?? '';
    const cookie = readDeskCookie(context, 'desk');
    if (cookie !== '' && (await door.editorAt(cookie, agent))) return context.redirect('/desk', 303);
    return context.html(printed(<SignInPage deps={deps} />), 200, DESK_ANSWER);
  });
  routes.post('/desk/sign-in', async context => {
    const fields = await readDeskForm(context);
    // Kept when it is there: a second request must not shut out the link of the first.
    const browser = readDeskCookie(context, 'desk-browser') || door.secret();
    const address = clientAddress(context, deps.vote.trustedProxies);
    await door.ask({ email: fields.one('email') ?? '', browser, address });
    giveDeskCookie(context, 'desk-browser', { value: browser, maxAgeS: ASKED_S, publicUrl });
    return context.redirect(`${SIGN_IN_PATH}/asked`, 303);
  });
  routes.get('/desk/sign-in/asked', context =>
    context.html(printed(<AskedPage deps={deps} />), 200, DESK_ANSWER),
  );

  routes.get('/desk/sign-in/:token', context =>
    door.isLink(context.req.param('token'))
      ? context.html(printed(<OpenDoorPage deps={deps} />), 200, TOKEN_PAGE)
      : context.html(printed(<ShutDoorPage deps={deps} />), 404, TOKEN_PAGE),
  );
  routes.post('/desk/sign-in/:token', async context => {
    const browser = {
      secret: readDeskCookie(context, 'desk-browser'),
      agent: context.req.header('user-agent') ?? '',
    };
    const session = await door.signIn(context.req.param('token'), browser);
    if (session === null) return context.html(printed(<ShutDoorPage deps={deps} />), 403, TOKEN_PAGE);
    const maxAgeS = Math.floor((session.expiresAt - deps.now()) / 1_000);
    giveDeskCookie(context, 'desk', { value: session.cookie, maxAgeS, publicUrl });
    takeDeskCookie(context, 'desk-browser', publicUrl);
    return context.redirect('/desk', 303);
  });

  routes.get('/desk/account', async context => {
    const editor = context.get('editor');
    const sessions = await door.sessions(editor);
    const page = <AccountPage deps={deps} editor={editor} sessions={sessions} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.post('/desk/sign-out', async context => {
    const editor = context.get('editor');
    const everywhere = (await readDeskForm(context)).one('everywhere') === 'yes';
    await (everywhere ? door.signOutEverywhere(editor) : door.signOut(editor));
    takeDeskCookie(context, 'desk', publicUrl);
    return context.redirect(SIGN_IN_PATH, 303);
  });
  return routes;
}
