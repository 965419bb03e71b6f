import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { leaverOf } from '../feedback/leave-mail.ts';
import type { WebhookReader } from '../feedback/resend-webhook.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { readerIdIn } from '../readers/token-reader.ts';
import { eventInbox } from '../storage/feedback/event-inbox.ts';
import type { WebEnv } from '../web/web-env.ts';

const MAX_BYTES = 1_048_576;
const PATH = '/hooks/resend';

/**
 * `POST /hooks/resend`: checks the signature over the body as it came, keeps the event, answers. Applying it is done
 * elsewhere: the mail API gives up on an endpoint that is slow. A fault of ours is a 500, after which it tries again.
 */
export async function hookRoutes(room: Newsroom): Promise<Hono<WebEnv>> {
  const routes = new Hono<WebEnv>();
  const readEvent = await webhookReader(room);
  const keepEvent = eventInbox(room.store, room.now);
  routes.post(
    PATH,
    async (context, next) => {
      if (readEvent) return next();
      return context.text('Webhooks are not set up here: RESEND_WEBHOOK_SECRET is missing.\n', 503);
    },
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: context => context.text('A webhook has at most 1 MB.\n', 413),
    }),
    async context => {
      const reading = readEvent?.({
        // Not text(), which drops a byte order mark that the signature covers.
        rawBody: Buffer.from(await context.req.arrayBuffer()).toString('utf8'),
        id: context.req.header('svix-id') ?? '',
        timestamp: context.req.header('svix-timestamp') ?? '',
        signature: context.req.header('svix-signature') ?? '',
      });
      if (reading?.kind !== 'genuine') return context.text('The signature is wrong or too old.\n', 401);
      // Once it is committed: the mail API never sends it again after our 200. The scheduler applies it within a second.
      await keepEvent(reading.event);
      return context.text('ok\n', 200);
    },
  );
  routes.all(PATH, context => context.text('This address takes POST.\n', 405, { Allow: 'POST' }));
  return routes;
}

/** Null without RESEND_WEBHOOK_SECRET; the library that checks signatures is only loaded with one. */
async function webhookReader(room: Newsroom): Promise<WebhookReader | null> {
  const { RESEND_WEBHOOK_SECRET: secrets, MAIL_UNSUBSCRIBE: mailbox } = room.settings;
  if (!secrets) return null;
  const { resendWebhook } = await import('../feedback/resend-webhook.ts');
  const leaver = mailbox ? leaverOf(mailbox, token => readerIdIn(room, 'unsubscribe', token)) : undefined;
  return resendWebhook(secrets, room.installationId, leaver);
}
