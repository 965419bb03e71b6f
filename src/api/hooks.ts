import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { EVENT_SOURCES, type HookSource } from '../feedback/event-source.ts';
import type { EventTranslator, NotSetUp, TranslatorParts } from '../feedback/event-translator.ts';
import { leaverOf } from '../feedback/leave-mail.ts';
import type { MailEvent } from '../feedback/mail-event.ts';
import { openTranslator } from '../feedback/open-translator.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { readerIdIn } from '../readers/token-reader.ts';
import { eventInbox } from '../storage/feedback/event-inbox.ts';
import type { WebEnv } from '../web/web-env.ts';

const MAX_BYTES = 1_048_576;

/**
 * `POST /hooks/<mail API>`: checks the call over the body as it came, keeps its events, answers. Applying them is done
 * elsewhere: a mail API gives up on an endpoint that is slow. A fault of ours is a 500, after which it tries again.
 * @param fetchFrom what signatures are checked with may lie elsewhere
 */
export async function hookRoutes(
  room: Newsroom,
  fetchFrom: TranslatorParts['fetch'] = fetch,
): Promise<Hono<WebEnv>> {
  const routes = new Hono<WebEnv>();
  const keepEvent = eventInbox(room.store, room.now);
  for (const source of EVENT_SOURCES) {
    routes.route('/', hookRoute(source, await translator(room, source, fetchFrom), keepEvent));
  }
  return routes;
}

function translator(
  room: Newsroom,
  source: HookSource,
  fetchFrom: TranslatorParts['fetch'],
): Promise<EventTranslator | NotSetUp> {
  const { settings, installationId, returnPath, now } = room;
  const { MAIL_UNSUBSCRIBE: mailbox } = settings;
  return openTranslator(source, {
    settings,
    installationId,
    returnPath,
    ...(mailbox && { leaverOf: leaverOf(mailbox, token => readerIdIn(room, 'unsubscribe', token)) }),
    fetch: fetchFrom,
    now,
  });
}

function hookRoute(
  source: HookSource,
  translator: EventTranslator | NotSetUp,
  keepEvent: (event: MailEvent) => Promise<void>,
): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const path = `/hooks/${source}`;
  if ('kind' in translator) {
    const missing = `Webhooks are not set up here: ${translator.setting} is missing.\n`;
    routes.post(path, context => context.text(missing, 503));
  } else {
    routes.post(
      path,
      bodyLimit({
        maxSize: MAX_BYTES,
        onError: context => context.text('A webhook has at most 1 MB.\n', 413),
      }),
      async context => {
        const reading = await translator.read({
          // Not text(), which drops a byte order mark that the signature covers.
          rawBody: Buffer.from(await context.req.arrayBuffer()).toString('utf8'),
          header: name => context.req.header(name) ?? '',
        });
        if (reading.kind === 'forged') return context.text('The signature is wrong or too old.\n', 401);
        // Once they are committed: no mail API sends them again after our 200. The scheduler applies them within a second.
        await Promise.all(reading.events.map(keepEvent));
        return context.text('ok\n', 200);
      },
    );
  }
  routes.all(path, context => context.text('This address takes POST.\n', 405, { Allow: 'POST' }));
  return routes;
}
