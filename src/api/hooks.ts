import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MailEvent } from '../feedback/mail-event.ts';
import type { WebhookReader } from '../feedback/resend-webhook.ts';

/** What the route of the mail API's webhooks needs. */
export interface HookDeps {
  /** Null without RESEND_WEBHOOK_SECRET. */
  readonly resend: WebhookReader | null;
  /** Resolves once the event is committed: the mail API never sends it again after our 200. */
  readonly keepEvent: (event: MailEvent) => Promise<void>;
  /** Called after each kept event: time to apply it. Must not wait. */
  readonly onEvent: () => void;
}

const MAX_BYTES = 1_048_576;
const PATH = '/hooks/resend';

/**
 * `POST /hooks/resend`: checks the signature over the body as it came, keeps the event, answers. Applying it is done
 * elsewhere: the mail API gives up on an endpoint that is slow. A fault of ours is a 500, after which it tries again.
 */
export function hookRoutes(deps: HookDeps): Hono {
  const routes = new Hono();
  routes.post(
    PATH,
    async (context, next) => {
      if (deps.resend) return next();
      return context.text('Webhooks are not set up here: RESEND_WEBHOOK_SECRET is missing.\n', 503);
    },
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: context => context.text('A webhook has at most 1 MB.\n', 413),
    }),
    async context => {
      const reading = deps.resend?.({
        // Not text(), which drops a byte order mark that the signature covers.
        rawBody: Buffer.from(await context.req.arrayBuffer()).toString('utf8'),
        id: context.req.header('svix-id') ?? '',
        timestamp: context.req.header('svix-timestamp') ?? '',
        signature: context.req.header('svix-signature') ?? '',
      });
      if (reading?.kind !== 'genuine') return context.text('The signature is wrong or too old.\n', 401);
      await deps.keepEvent(reading.event);
      deps.onEvent();
      return context.text('ok\n', 200);
    },
  );
  routes.all(PATH, context => context.text('This address takes POST.\n', 405, { Allow: 'POST' }));
  return routes;
}
