import { type Context, Hono } from 'hono';
import type { ReactElement } from 'react';
import { bareToken } from '../../audience/bare-token.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Button } from '../../web/button.tsx';
import { type FormFields, readForm } from '../../web/form-fields.ts';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { LostLinkPage } from '../lost-link-page.tsx';
import { readerIdIn } from '../token-reader.ts';
import { comeBack, leave } from './leave.ts';
import { pause, weeksIn } from './pause.ts';
import { PausedPage, PausePage } from './pause-pages.tsx';

const PATH = '/unsubscribe/:token{[\\s\\S]+}';
/** `?pause` asks for how long: an address without the token in it, so that all pages are alike. */
const PAUSE = 'pause';

/**
 * Leaving, by RFC 8058: mail clients POST `List-Unsubscribe=One-Click` without cookie or page and get 200, people get a
 * page with one button. The answer is the same for every token of ours, so that it tells nobody who is subscribed; a link
 * that cannot be read takes nobody off and says so (docs/decisions/150). There is no Origin check, because a mail client has
 * none. GET changes nothing: link scanners open every link. Mailbox providers know this link and follow it in their readers'
 * name: it stops mail, for good or for a while, and opens nothing else of a reader's.
 */
export function unsubscribePages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context => {
    const isPause = context.req.query(PAUSE) !== undefined;
    return answer(room, context, { page: isPause ? <PausePage /> : <AskPage /> });
  });
  routes.post(PATH, async context => {
    const token = tokenOf(context);
    const fields = await readForm(context);
    if (fields.one('List-Unsubscribe') === 'One-Click') {
      await leave(room, token, 'one-click');
      if (readerIdIn(room, 'unsubscribe', token) !== null) return context.body(null, 200, TOKEN_PAGE);
      return context.text('This link cannot be read: nobody was taken off the list.\n', 404, TOKEN_PAGE);
    }
    if (context.req.query(PAUSE) !== undefined) {
      return answer(room, context, await takePause(room, token, fields));
    }
    const page = fields.one('action') === 'back' ? await goBack(room, token) : await goAway(room, token);
    return answer(room, context, { page });
  });
  return routes;
}

interface Done {
  readonly page: ReactElement;
  readonly status?: 400;
}

function tokenOf(context: Context<WebEnv>): string {
  return bareToken(context.req.param('token') ?? '');
}

async function takePause(room: PublicRoom, token: string, fields: FormFields): Promise<Done> {
  const weeks = weeksIn(fields.one('pauseWeeks') ?? '');
  if (weeks === null) return { page: <PausePage problem="Choose how many weeks." />, status: 400 };
  await pause(room, token, weeks);
  return { page: <PausedPage weeks={weeks} /> };
}

async function goAway(room: PublicRoom, token: string): Promise<ReactElement> {
  await leave(room, token, 'page');
  return <DonePage />;
}

async function goBack(room: PublicRoom, token: string): Promise<ReactElement> {
  return <BackPage done={await comeBack(room, token)} />;
}

/** A token of ours gets the page; nobody's a word that it is a test's; any other, that it cannot be read. */
function answer(room: PublicRoom, context: Context<WebEnv>, { page, status }: Done) {
  const id = readerIdIn(room, 'unsubscribe', tokenOf(context));
  const shown = id === null ? <UnreadablePage /> : id === 0 ? <TestPage /> : page;
  const code = id === null ? 404 : id === 0 ? 200 : (status ?? 200);
  return context.html(printed(room.publication, shown), code, TOKEN_PAGE);
}

function UnreadablePage() {
  return (
    <LostLinkPage status="404" title="This link cannot be read.">
      Nothing was changed: you are still on the list if you were. It may have been cut short or changed on the
      way. Open it from the mail again, or have new links sent to you:
    </LostLinkPage>
  );
}

function TestPage() {
  return <TestLinkPage does="unsubscribe" />;
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
        No further issue will be sent to your address. One that is being handed over at this minute may still
        arrive.
      </p>
      <section>
        <p>Pressed by mistake? For the next hour, this button puts everything back as it was:</p>
        <form method="post">
          <Button look="quiet" name="action" value="back">
            Take me back
          </Button>
        </form>
        <p>
          Changed your mind later? <a href="/#subscribe">Sign up again</a>
        </p>
        <p>
          For a copy of what we keep about you, or to be forgotten, follow the Preferences link at the foot of
          any issue we sent you.
        </p>
      </section>
    </Page>
  );
}

function BackPage({ done }: { readonly done: boolean }) {
  if (!done) {
    return (
      <Notice status="Subscription" title="This cannot be undone here.">
        {'Only those who left on this page within the last hour can come back at once. '}
        <a href="/#subscribe">Sign up again</a>
        {' and confirm it by mail.'}
      </Notice>
    );
  }
  return (
    <Notice status="Subscription" title="You are back on the list.">
      {'Everything is as it was. '}
      <a href="/">Go to the latest issue</a>
    </Notice>
  );
}
