import { type Context, Hono } from 'hono';
import { bareRandomToken } from '../../audience/bare-token.ts';
import { networkOf } from '../../audience/network.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { seesOutbox } from '../../newsroom/sees-outbox.ts';
import { sessionsOf } from '../../storage/desk/desk-sessions.ts';
import { clientAddress } from '../../web/client-address.ts';
import { printedForEditors } from '../../web/printed.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { DESK_ANSWER, deskPage } from '../visit.tsx';
import { AccountPage } from './account-page.tsx';
import { askSignIn, knownBrowser } from './ask-sign-in.ts';
import { giveDeskCookie, readDeskCookie, takeDeskCookie } from './desk-cookies.ts';
import { AskedPage, OpenDoorPage, ShutDoorPage, SignInPage } from './door-pages.tsx';
import { editorAt, isSignInLink, signIn, signOut, signOutEverywhere } from './session.ts';
import { BROWSER_KEPT_S } from './sign-in-caps.ts';
import { SIGN_IN_PATH } from './sign-in-path.ts';
import { takeTarget } from './way-in.ts';

const KNOWN_FOR_S = 365 * 24 * 3_600;

/** Signing in by a mailed link, and out again. */
export function doorRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk/sign-in', context => offerSignIn(room, context));
  routes.post('/desk/sign-in', context => takeAddress(room, context));
  routes.get('/desk/sign-in/asked', context =>
    context.html(
      printedForEditors(room.publication, <AskedPage outbox={seesOutbox(room, context)} />),
      200,
      DESK_ANSWER,
    ),
  );
  routes.get('/desk/sign-in/:token{[\\s\\S]+}', context =>
    isSignInLink(room, bareRandomToken(context.req.param('token')))
      ? context.html(printedForEditors(room.publication, <OpenDoorPage />), 200, TOKEN_PAGE)
      : shutDoor(room, context, 404),
  );
  routes.post('/desk/sign-in/:token{[\\s\\S]+}', context =>
    openDoor(room, context, bareRandomToken(context.req.param('token'))),
  );
  routes.get('/desk/account', async context => {
    const sessions = await sessionsOf(room.store, context.get('editor').email, room.now());
    return deskPage(room, context, <AccountPage sessions={sessions} />);
  });
  routes.post('/desk/sign-out', async context => {
    const everywhere = (await readDeskForm(context)).one('everywhere') === 'yes';
    await (everywhere ? signOutEverywhere : signOut)(room, context.get('editor'));
    takeDeskCookie(context, 'desk', room.publication.url);
    return context.redirect(SIGN_IN_PATH, 303);
  });
  return routes;
}

async function offerSignIn(room: PublicRoom, context: DeskContext): Promise<Response> {
  const cookie = readDeskCookie(context, 'desk', room.publication.url);
  if (cookie !== '' && (await editorAt(room, cookie, agentOf(context))))
    return context.redirect(takeTarget(context, room.publication.url), 303);
  return context.html(printedForEditors(room.publication, <SignInPage />), 200, DESK_ANSWER);
}

async function takeAddress(room: PublicRoom, context: DeskContext): Promise<Response> {
  const form = await readDeskForm(context);
  // Kept when it is there: a second request must not shut out the link of the first.
  const { url: publicUrl } = room.publication;
  const browser = readDeskCookie(context, 'desk-browser', publicUrl) || room.newSecret();
  const known = readDeskCookie(context, 'desk-known', publicUrl);
  const network = networkOf(clientAddress(context, room.settings.TRUST_PROXY));
  await askSignIn(room, { email: form.one('email') ?? '', browser, known, network });
  giveDeskCookie(context, 'desk-browser', { value: browser, maxAgeS: BROWSER_KEPT_S, publicUrl });
  return context.redirect(`${SIGN_IN_PATH}/asked`, 303);
}

async function openDoor(room: PublicRoom, context: DeskContext, token: string): Promise<Response> {
  const { url: publicUrl } = room.publication;
  const browser = { secret: readDeskCookie(context, 'desk-browser', publicUrl), agent: agentOf(context) };
  const session = await signIn(room, token, browser);
  if (session === null) return shutDoor(room, context, 403);
  const maxAgeS = Math.floor((session.expiresAt - room.now()) / 1_000);
  giveDeskCookie(context, 'desk', { value: session.cookie, maxAgeS, publicUrl });
  takeDeskCookie(context, 'desk-browser', publicUrl);
  const known = knownBrowser(room, session.editor);
  giveDeskCookie(context, 'desk-known', { value: known, maxAgeS: KNOWN_FOR_S, publicUrl });
  return context.redirect(takeTarget(context, publicUrl), 303);
}

function shutDoor(room: PublicRoom, context: DeskContext, status: 403 | 404): Response {
  return context.html(printedForEditors(room.publication, <ShutDoorPage />), status, TOKEN_PAGE);
}

function agentOf(context: Context): string {
  return context.req.header('user-agent') ?? '';
}
