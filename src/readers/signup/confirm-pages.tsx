import { Hono } from 'hono';
import { bareToken } from '../../audience/bare-token.ts';
import { confirmWording } from '../../audience/signup-form.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Button } from '../../web/button.tsx';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { usePublication } from '../../web/publication.tsx';
import { PAGE_WITH_FORM } from '../../web/security-headers.ts';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { confirmSubscription } from './confirm-subscription.ts';
import { readConfirm } from './confirm-token.ts';
import { FormHead } from './form-head.tsx';
import { formLimit } from './form-limit.ts';
import { printedForm } from './printed-form.ts';
import { SignupForm } from './signup-form.tsx';
import { visitorOf } from './visitor.ts';

const PATH = '/confirm/:token{[\\s\\S]+}';

/**
 * The second half of a double opt-in. GET shows one button and changes nothing, because link scanners open every link.
 * Forged, expired and used links get one answer: it does not tell who is subscribed.
 */
export function confirmPages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const ended = () => printedForm(room, <EndedPage />);
  const endedHeaders = { ...TOKEN_PAGE, 'Content-Security-Policy': PAGE_WITH_FORM };
  routes.get(PATH, context =>
    readConfirm(room.keyring, bareToken(context.req.param('token')), room.now()) !== null
      ? context.html(printed(room.publication, <AskPage />), 200, TOKEN_PAGE)
      : context.html(ended(), 410, endedHeaders),
  );
  routes.post(PATH, formLimit(), async context => {
    const visitor = visitorOf(context, room.settings.TRUST_PROXY);
    const outcome = await confirmSubscription(room, bareToken(context.req.param('token')), visitor);
    if (outcome === 'ended') return context.html(ended(), 410, endedHeaders);
    return context.html(printed(room.publication, <DonePage />), 200, TOKEN_PAGE);
  });
  return routes;
}

function AskPage() {
  const { name, arrives } = usePublication();
  return (
    <Page title="Confirm your subscription" aside="Subscription">
      <h1>One press, and you are on the list.</h1>
      <p className="lead">{confirmWording(name, arrives).text}</p>
      <form method="post">
        <Button>Confirm my subscription</Button>
      </form>
      <p className="small after-button">
        If you did not ask for this, close the page and nothing is sent to you.
      </p>
    </Page>
  );
}

function DonePage() {
  const { name, arrives } = usePublication();
  return (
    <Notice status="Subscription" title="You are on the list.">
      {`${name} comes ${arrives}. A welcome mail is on its way to you. Until then: `}
      <a href="/">read the latest issue</a>
    </Notice>
  );
}

function EndedPage() {
  return (
    <Page title="This link has expired" aside="Subscription" head={<FormHead />}>
      <h1>This link has expired.</h1>
      <p className="lead">
        A confirmation link works once, within three days, and mail clients sometimes cut it short. If you
        have already pressed the button, there is nothing left to do. If not, ask for a new one:
      </p>
      <SignupForm source="page" heading="Ask again" />
    </Page>
  );
}
