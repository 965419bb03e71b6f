import { Webhook } from 'standardwebhooks';
import { VERSION } from '../machine/version.ts';
import { chatBody, type Sender } from './chat-message.ts';
import type { Secrets, Shape } from './endpoint.ts';

/** What goes over the wire. */
export interface SignedPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One event as its endpoint takes it, signed for this instant. The id is the same at every try, so that whoever has it
 * already knows; the time is not, so that nobody can post an old one later.
 * @param event.body as `bodyOf` made it
 * @param now epoch ms
 */
export function signedPost(
  event: { readonly id: string; readonly body: string },
  endpoint: { readonly shape: Shape; readonly secrets: Secrets },
  { sender, now }: { readonly sender: Sender; readonly now: number },
): SignedPost {
  const { shape, secrets } = endpoint;
  const body = shape === 'standard' ? event.body : chatBody(shape, event.body, sender);
  const signatures = secrets.map(secret => new Webhook(secret).sign(event.id, new Date(now), body));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': `verdicts-webhooks/${VERSION}`,
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
