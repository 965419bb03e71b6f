import { Hono } from 'hono';

import { confirmWording } from '../../audience/signup-form.ts';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.ts';
import { PAGE_WITH_FORM } from '../../web/security-headers.ts';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { FormHead } from './form-head.tsx';
import { formLimit } from './form-limit.ts';
import { SignupForm } from './signup-form.tsx';
import { visitorOf } from './visitor.ts';

const PATH = '/confirm/:token';

/**
 * The second half of a double opt-in. GET shows one button and changes nothing, because link scanners open every link.
 * Forged, expired and used links get one answer: it does not tell who is subscribed.
 */
export function confirmPages(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const ended = () => printed(<EndedPage deps={deps} />);
  const endedHeaders = { ...TOKEN_PAGE, 'Content-Security-Policy': PAGE_WITH_FORM };
  routes.get(PATH, context =>
    deps.signup.isConfirmLink(context.req.param('token'))
      ? context.html(printed(<AskPage deps={deps} />), 200, TOKEN_PAGE)
      : context.html(ended(), 410, endedHeaders),
  );
  routes.post(PATH, formLimit(), async context => {
    const visitor = visitorOf(context, deps.signup.trustedProxies);
    const outcome = await deps.signup.confirm(context.req.param('token'), visitor);
    if (outcome === 'ended') return context.html(ended(), 410, endedHeaders);
    return context.html(printed(<DonePage deps={deps} />), 200, TOKEN_PAGE);
  });
  return routes;
}

function AskPage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Page deps={deps} title="Confirm your subscription" aside="Subscription">
      <h1>One press, and you are on the list.</h1>
      <p className="lead">{confirmWording(deps.publication.name, deps.arrives).text}</p>
      <form method="post">
        <button type="submit" className="button">
          Confirm my subscription
        </button>
      </form>
      <p className="small after-button">You did not ask for this? Close the page; nothing is sent to you.</p>
    </Page>
  );
}

function DonePage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Notice deps={deps} status="Subscription" title="You are on the list.">
      {`${deps.publication.name} comes ${deps.arrives}. A welcome is on its way to your mailbox. Until then: `}
      <a href="/">read the latest issue</a>
    </Notice>
  );
}

function EndedPage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Page deps={deps} title="This link has ended" aside="Subscription" head={<FormHead />}>
      <h1>This link has ended.</h1>
      <p className="lead">
        A link to confirm works once, for three days, and mail clients sometimes cut it short. If you pressed
        the button before, all is done and nothing is left to do. If not, ask for a new one:
      </p>
      <SignupForm deps={deps} source="page" heading="Ask again" />
    </Page>
  );
}
