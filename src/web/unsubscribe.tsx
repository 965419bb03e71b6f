import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Notice } from './pages/notice.tsx';
import { Page } from './pages/page.tsx';
import { printed } from './pages/printed.ts';
import { TOKEN_PAGE } from './token-page.ts';
import type { WebDeps } from './web-deps.ts';
import type { WebEnv } from './web-env.ts';

const PATH = '/unsubscribe/:token';
const MAX_BYTES = 65_536;

/**
 * Leaving, by RFC 8058: mail clients POST `List-Unsubscribe=One-Click` without cookie or page and get 200, people get a
 * page with one button. The answer is the same for every token, so that it tells nobody who is subscribed; there is no
 * Origin check, because a mail client has none. GET changes nothing: link scanners open every link.
 */
export function unsubscribePages(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context => context.html(printed(<AskPage deps={deps} />), 200, TOKEN_PAGE));
  routes.post(PATH, bodyLimit({ maxSize: MAX_BYTES }), async context => {
    const body = await context.req.parseBody().catch(() => ({}) as Record<string, unknown>);
    const oneClick = body['List-Unsubscribe'] === 'One-Click';
    await deps.unsubscribe(context.req.param('token'), oneClick ? 'one-click' : 'page');
    if (oneClick) return context.body(null, 200, TOKEN_PAGE);
    return context.html(printed(<DonePage deps={deps} />), 200, TOKEN_PAGE);
  });
  return routes;
}

function AskPage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Page deps={deps} title="Leave the newsletter?" aside="Subscription">
      <h1>Leave the newsletter?</h1>
      <p className="lead">One press, and no further issue is sent to you. You can come back at any time.</p>
      <form method="post">
        <button type="submit" className="button">
          Unsubscribe
        </button>
      </form>
    </Page>
  );
}

function DonePage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Notice deps={deps} status="Subscription" title="You have left.">
      No further issue will be sent to your address. One that is being handed over this minute may still
      arrive.
    </Notice>
  );
}
