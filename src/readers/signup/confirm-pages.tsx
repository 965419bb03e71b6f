import { Hono } from 'hono';
import { Said } from '../../../templates/said.tsx';
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
import { useWords } from '../../web/use-words.ts';
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
  routes.post(PATH, formLimit(room.publication.style.words), async context => {
    const visitor = visitorOf(context, room.settings.TRUST_PROXY);
    const outcome = await confirmSubscription(room, bareToken(context.req.param('token')), visitor);
    if (outcome === 'ended') return context.html(ended(), 410, endedHeaders);
    return context.html(printed(room.publication, <DonePage />), 200, TOKEN_PAGE);
  });
  return routes;
}

function AskPage() {
  const words = useWords();
  const { name, arrives } = usePublication();
  return (
    <Page title={words.say('readers.confirm.title')} aside={words.say('readers.subscription')}>
      <h1>{words.say('readers.confirm.heading')}</h1>
      <p className="lead">{confirmWording(name, arrives, words).text}</p>
      <form method="post">
        <Button>{words.say('readers.confirm.button')}</Button>
      </form>
      <p className="small after-button">{words.say('readers.confirm.not-you')}</p>
    </Page>
  );
}

function DonePage() {
  const words = useWords();
  const { name, arrives } = usePublication();
  return (
    <Notice status={words.say('readers.subscription')} title={words.say('readers.confirm.done.title')}>
      <Said
        parts={words.parts('readers.confirm.done.text', {
          publication: name,
          arrives,
          link: <a href="/">{words.say('readers.confirm.done.link')}</a>,
        })}
      />
    </Notice>
  );
}

function EndedPage() {
  const words = useWords();
  return (
    <Page
      title={words.say('readers.confirm.ended.title')}
      aside={words.say('readers.subscription')}
      head={<FormHead />}
    >
      <h1>{words.say('readers.confirm.ended.heading')}</h1>
      <p className="lead">{words.say('readers.confirm.ended.text')}</p>
      <SignupForm source="page" heading={words.say('readers.confirm.ended.again')} />
    </Page>
  );
}
