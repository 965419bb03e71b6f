import { type Context, Hono } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Button } from '../../web/button.tsx';
import { readForm } from '../../web/form-fields.ts';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { isTestLink } from '../token-reader.ts';
import { leave } from './leave.ts';
import { pause, weeksIn } from './pause.ts';
import { PausedPage, PausePage } from './pause-pages.tsx';

const PATH = '/unsubscribe/:token';
/** `?pause` asks for how long: an address without the token in it, so that all pages are alike. */
const PAUSE = 'pause';

/**
 * Leaving, by RFC 8058: mail clients POST `List-Unsubscribe=One-Click` without cookie or page and get 200, people get a
 * page with one button. The answer is the same for every token, so that it tells nobody who is subscribed; there is no
 * Origin check, because a mail client has none. GET changes nothing: link scanners open every link. Mailbox providers know this
 * link and follow it in their readers' name: it stops mail, for good or for a while, and opens nothing else of a reader's.
 */
export function unsubscribePages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context => {
    const isTest = isTestLink(room, 'unsubscribe', context.req.param('token'));
    const isPause = context.req.query(PAUSE) !== undefined;
    const page = isTest ? <TestPage /> : isPause ? <PausePage /> : <AskPage />;
    return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
  });
  routes.post(PATH, async context => {
    const form = await readForm(context);
    const oneClick = form.one('List-Unsubscribe') === 'One-Click';
    const token = context.req.param('token');
    const isTest = isTestLink(room, 'unsubscribe', token);
    if (!isTest && !oneClick && context.req.query(PAUSE) !== undefined) {
      return takePause(room, context, token, form.one('pauseWeeks') ?? '');
    }
    if (!isTest) await leave(room, token, oneClick ? 'one-click' : 'page');
    if (oneClick) return context.body(null, 200, TOKEN_PAGE);
    const page = isTest ? <TestPage /> : <DonePage />;
    return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
  });
  return routes;
}

async function takePause(
  room: PublicRoom,
  context: Context<WebEnv>,
  token: string,
  pauseWeeks: string,
): Promise<Response> {
  const weeks = weeksIn(pauseWeeks);
  if (weeks === null) {
    const problem = 'Choose how many weeks.';
    return context.html(printed(room.publication, <PausePage problem={problem} />), 400, TOKEN_PAGE);
  }
  await pause(room, token, weeks);
  return context.html(printed(room.publication, <PausedPage weeks={weeks} />), 200, TOKEN_PAGE);
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
          A copy of what we keep about you, or to be forgotten: follow the Preferences link at the foot of any
          issue we sent you.
        </p>
      </section>
    </Page>
  );
}
