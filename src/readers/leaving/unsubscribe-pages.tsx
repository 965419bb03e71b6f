import { Hono } from 'hono';
import { readForm } from '../../web/form-fields.ts';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.ts';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import type { WebEnv } from '../../web/web-env.ts';

const PATH = '/unsubscribe/:token';
/** `?pause` leads on to the preferences: an address without the token in it, so that all pages are alike. */
const PAUSE = 'pause';

/**
 * Leaving, by RFC 8058: mail clients POST `List-Unsubscribe=One-Click` without cookie or page and get 200, people get a
 * page with one button. The answer is the same for every token, so that it tells nobody who is subscribed; there is no
 * Origin check, because a mail client has none. GET changes nothing: link scanners open every link.
 */
export function unsubscribePages(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context => {
    if (context.req.query(PAUSE) !== undefined) {
      const token = deps.preferencesToken(context.req.param('token'));
      return context.body(null, 303, { ...TOKEN_PAGE, Location: `/preferences/${token}` });
    }
    const isTest = deps.isTestLink('unsubscribe', context.req.param('token'));
    const page = isTest ? <TestPage deps={deps} /> : <AskPage deps={deps} />;
    return context.html(printed(page), 200, TOKEN_PAGE);
  });
  routes.post(PATH, async context => {
    const oneClick = (await readForm(context)).one('List-Unsubscribe') === 'One-Click';
    const token = context.req.param('token');
    const isTest = deps.isTestLink('unsubscribe', token);
    if (!isTest) await deps.unsubscribe(token, oneClick ? 'one-click' : 'page');
    if (oneClick) return context.body(null, 200, TOKEN_PAGE);
    const page = isTest ? <TestPage deps={deps} /> : <DonePage deps={deps} />;
    return context.html(printed(page), 200, TOKEN_PAGE);
  });
  return routes;
}

function TestPage({ deps }: { readonly deps: WebDeps }) {
  return <TestLinkPage deps={deps} does="asks whether they want to leave, with one button" />;
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
      <p className="or-else">
        Only away for a while? <a href={`?${PAUSE}`}>Pause it instead</a>
      </p>
    </Page>
  );
}

function DonePage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Page deps={deps} title="You have left." aside="Subscription">
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
