import { type Context, Hono } from 'hono';
import type { ReactElement } from 'react';
import { Said } from '../../../templates/said.tsx';
import { bareToken } from '../../audience/bare-token.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Button } from '../../web/button.tsx';
import { type FormFields, readForm } from '../../web/form-fields.ts';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import { useWords } from '../../web/use-words.ts';
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
  const { words } = room.publication.style;
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
      return context.text(`${words.say('readers.leave.unreadable.one-click')}\n`, 404, TOKEN_PAGE);
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
  if (weeks === null) {
    const problem = room.publication.style.words.say('readers.pause.choose');
    return { page: <PausePage problem={problem} />, status: 400 };
  }
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
  const words = useWords();
  return (
    <LostLinkPage status="404" title={words.say('readers.leave.unreadable.title')}>
      {words.say('readers.leave.unreadable.text')}
    </LostLinkPage>
  );
}

function TestPage() {
  return <TestLinkPage does="unsubscribe" />;
}

function AskPage() {
  const words = useWords();
  return (
    <Page title={words.say('readers.leave.title')} aside={words.say('readers.subscription')}>
      <h1>{words.say('readers.leave.title')}</h1>
      <p className="lead">{words.say('readers.leave.lead')}</p>
      <form method="post">
        <Button>{words.say('readers.leave.button')}</Button>
      </form>
      <p className="or-else">
        <Said
          parts={words.parts('readers.leave.pause', {
            link: <a href={`?${PAUSE}`}>{words.say('readers.leave.pause.link')}</a>,
          })}
        />
      </p>
    </Page>
  );
}

function DonePage() {
  const words = useWords();
  return (
    <Page title={words.say('readers.leave.done.title')} aside={words.say('readers.subscription')}>
      <h1>{words.say('readers.leave.done.title')}</h1>
      <p className="lead">{words.say('readers.leave.done.lead')}</p>
      <section>
        <p>{words.say('readers.leave.done.mistake')}</p>
        <form method="post">
          <Button look="quiet" name="action" value="back">
            {words.say('readers.leave.back')}
          </Button>
        </form>
        <p>
          <Said
            parts={words.parts('readers.leave.done.later', {
              link: <a href="/#subscribe">{words.say('readers.leave.done.later.link')}</a>,
            })}
          />
        </p>
        <p>{words.say('readers.leave.done.data')}</p>
      </section>
    </Page>
  );
}

function BackPage({ done }: { readonly done: boolean }) {
  const words = useWords();
  if (!done) {
    return (
      <Notice status={words.say('readers.subscription')} title={words.say('readers.leave.no-return.title')}>
        <Said
          parts={words.parts('readers.leave.no-return.text', {
            link: <a href="/#subscribe">{words.say('readers.leave.no-return.link')}</a>,
          })}
        />
      </Notice>
    );
  }
  return (
    <Notice status={words.say('readers.subscription')} title={words.say('readers.leave.returned.title')}>
      <Said
        parts={words.parts('readers.leave.returned.text', {
          link: <a href="/">{words.say('readers.latest')}</a>,
        })}
      />
    </Notice>
  );
}
