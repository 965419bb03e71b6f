import { Hono } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Button } from '../../web/button.tsx';
import { readForm } from '../../web/form-fields.ts';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { isTestLink, preferencesTokenFor } from '../token-reader.ts';
import { leave } from './leave.ts';

const PATH = '/unsubscribe/:token';
/** `?pause` leads on to the preferences: an address without the token in it, so that all pages are alike. */
const PAUSE = 'pause';

/**
 * Leaving, by RFC 8058: mail clients POST `List-Unsubscribe=One-Click` without cookie or page and get 200, people get a
 * page with one button. The answer is the same for every token, so that it tells nobody who is subscribed; there is no
 * Origin check, because a mail client has none. GET changes nothing: link scanners open every link.
 */
export function unsubscribePages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context => {
    if (context.req.query(PAUSE) !== undefined) {
      const token = preferencesTokenFor(room, context.req.param('token'));
      return context.body(null, 303, { ...TOKEN_PAGE, Location: `/preferences/${token}` });
    }
    const isTest = isTestLink(room, 'unsubscribe', context.req.param('token'));
    const page = isTest ? <TestPage /> : <AskPage />;
    return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
  });
  routes.post(PATH, async context => {
    const oneClick = (await readForm(context)).one('List-Unsubscribe') === 'One-Click';
    const token = context.req.param('token');
    const isTest = isTestLink(room, 'unsubscribe', token);
    if (!isTest) await leave(room, token, oneClick ? 'one-click' : 'page');
    if (oneClick) return context.body(null, 200, TOKEN_PAGE);
    const page = isTest ? <TestPage /> : <DonePage />;
    return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
  });
  return routes;
}

function TestPage() {
  return <TestLinkPage does="asks whether they want to leave, with one button" />;
}

function AskPage() {
  return (
    <Page title="Leave the newsletter?" aside="Subscription">
      <h1>Leave the newsletter?</h1>
      <p className="lead">One press, and no further issue is sent to you. You can come back at any time.</p>
      <form method="post">
        <Button>Unsubscribe</Button>
      </form>
      <p className="or-else">
        Only away for a while? <a href={`?${PAUSE}`}>Pause it instead</a>
      </p>
    </Page>
  );
}

function DonePage() {
  return (
    <Page title="You have left." aside="Subscription">
      <h1>You have left.</h1>
      <p className="lead">
        No further issue will be sent to your address. One that is being handed over this minute may still
        arrive.
      </p>
      <section>
        <p>
          Changed your mind? <a href="/#subscribe">Sign up again</a>
        </p>
        <p>
          A copy of what we keep about you, or to be forgotten:{' '}
          <a href={`?${PAUSE}`}>your preferences and data</a>
        </p>
      </section>
    </Page>
  );
}
