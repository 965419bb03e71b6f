import { type Context, Hono } from 'hono';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { MAIL_HTML_HEADERS, withOutwardLinks } from '../web/mail-html.ts';
import { printedForEditors } from '../web/printed.tsx';
import { PAGE_WITH_FRAME } from '../web/security-headers.ts';
import type { WebEnv } from '../web/web-env.ts';
import { localOnly, notInOutbox } from './local-only.tsx';
import { MailPage } from './mail-page.tsx';
import { readView } from './mail-view.ts';
import { openMail } from './opened-mail.ts';
import { OutboxPage } from './outbox-page.tsx';
import { readQuery } from './outbox-query.ts';
import { viewOutbox } from './outbox-view.ts';

/** Mails hold links that confirm, sign in and unsubscribe: no cache keeps them. */
const NOT_KEPT = { 'Cache-Control': 'no-store' };

/**
 * Development only, for who sits at this machine: what was "sent", read from the files of the local mailer.
 */
export function outboxPages(room: PublicRoom): Hono<WebEnv> {
  const directory = room.settings.OUTBOX_DIR;
  const routes = new Hono<WebEnv>();
  const wanted = (context: Context<WebEnv>) =>
    openMail(directory, context.req.param('kind') ?? '', context.req.param('name') ?? '');

  routes.use(localOnly(room));
  routes.get('/', async context => {
    const view = await viewOutbox(
      directory,
      readQuery(name => context.req.query(name)),
    );
    return context.html(
      printedForEditors(room.publication, <OutboxPage directory={directory} view={view} />),
      200,
      NOT_KEPT,
    );
  });
  routes.get('/:kind/:name', async context => {
    const mail = await wanted(context);
    if (mail === null) return notInOutbox(room, context);
    const view = readView(context.req.query('view'), mail);
    return context.html(printedForEditors(room.publication, <MailPage mail={mail} view={view} />), 200, {
      ...NOT_KEPT,
      'Content-Security-Policy': PAGE_WITH_FRAME,
    });
  });
  routes.get('/:kind/:name/html', async context => {
    const mail = await wanted(context);
    if (mail === null || mail.html === null) return notInOutbox(room, context);
    return context.html(withOutwardLinks(mail.html), 200, { ...NOT_KEPT, ...MAIL_HTML_HEADERS });
  });
  routes.get('/:kind/:name/eml', async context => {
    const mail = await wanted(context);
    if (mail === null) return notInOutbox(room, context);
    return context.body(new Uint8Array(mail.raw), 200, {
      ...NOT_KEPT,
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${mail.file.kind}-${mail.file.name}.eml"`,
    });
  });
  return routes;
}
