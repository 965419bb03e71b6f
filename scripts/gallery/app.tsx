import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { inScheme, type Scheme } from '../../src/desk/preview/in-scheme.ts';
import { FailurePage } from './failure-page.tsx';
import type { LiveRenderer } from './live-renderer.ts';
import { MailPage } from './mail-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { type Engine, engines, type MailEntry } from './shown-mail.ts';
import { isView, type View } from './view.ts';

/** The gallery's pages. They only read: every method but GET and HEAD is refused. */
export function galleryApp(renderer: LiveRenderer): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.method !== 'GET') return c.text('The gallery only shows.', 405, { allow: 'GET, HEAD' });
    await next();
    c.header('cache-control', 'no-store');
  });
  app.get('/', async c => {
    const mails = await renderer.mails();
    if (typeof mails === 'string') return c.html(page(<FailurePage reason={mails} />), 500);
    return c.html(page(<OverviewPage mails={mails} scheme={schemeOf(c.req.query('scheme'))} />));
  });
  addMailRoutes(app, renderer);
  app.get('/events', c =>
    streamSSE(c, async stream => {
      const ended = new Promise<void>(resolve => {
        const stop = renderer.onChange(version => {
          void stream.writeSSE({ event: 'change', data: String(version) });
        });
        stream.onAbort(() => {
          stop();
          resolve();
        });
      });
      // After listening began: a page that was greeted misses no change.
      await stream.writeSSE({ event: 'hello', data: String(renderer.version) });
      await ended;
    }),
  );
  return app;
}

function addMailRoutes(app: Hono, renderer: LiveRenderer): void {
  app.get('/mail/:kind/:state/:engine', async c => {
    const mails = await renderer.mails();
    if (typeof mails === 'string') return c.html(page(<FailurePage reason={mails} />), 500);
    const chosen = choose(mails, c.req.param());
    if (!chosen) return c.notFound();
    const outcome = await renderer.render(chosen.entry, chosen.engine);
    const view = viewOf(c.req.query('view'));
    const shown = { ...chosen, view, scheme: schemeOf(c.req.query('scheme')) };
    return c.html(
      page(<MailPage mails={mails} shown={shown} outcome={outcome} />),
      outcome.kind === 'failed' ? 500 : 200,
    );
  });
  // What the frames show: the mail itself, without any script of ours, and none of its own could run.
  app.get('/frame/:kind/:state/:engine', async c => {
    const mails = await renderer.mails();
    const chosen = typeof mails === 'string' ? null : choose(mails, c.req.param());
    if (!chosen) return c.notFound();
    const outcome = await renderer.render(chosen.entry, chosen.engine);
    if (outcome.kind === 'failed') return c.text(outcome.reason, 500);
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src *");
    return c.html(inScheme(outcome.mail.html, schemeOf(c.req.query('scheme'))));
  });
}

function choose(
  mails: readonly MailEntry[],
  { kind, state, engine }: Readonly<Record<string, string>>,
): { entry: MailEntry; engine: Engine } | null {
  const entry = mails.find(mail => mail.kind === kind && mail.state === state);
  const known = engines.find(one => one === engine);
  return entry && known ? { entry, engine: known } : null;
}

function schemeOf(query: string | undefined): Scheme {
  return query === 'dark' ? 'dark' : 'light';
}

function viewOf(query: string | undefined): View {
  return query !== undefined && isView(query) ? query : 'mail';
}

function page(element: ReactElement): string {
  return `<!DOCTYPE html>${renderToStaticMarkup(element)}`;
}
