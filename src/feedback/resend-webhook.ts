import { Resend } from 'resend';
import type { LeaverOf } from './leave-mail.ts';
import type { MailEvent } from './mail-event.ts';
import { translateResendEvent } from './resend-event.ts';
import type { WebhookCall } from './webhook-call.ts';

type WebhookReading =
  | { readonly kind: 'genuine'; readonly event: MailEvent }
  | { readonly kind: 'forged'; readonly why: string };

export type WebhookReader = (call: WebhookCall) => WebhookReading;

/**
 * Reads calls to `/hooks/resend`: genuine when any of the secrets signed it less than five minutes ago by this machine's
 * clock (the library's own window and clock).
 * @param secrets `whsec_…`; two while one is being rotated
 * @throws when a secret is none: a setting that must stop the start
 */
export function resendWebhook(
  secrets: readonly string[],
  installationId: string,
  leaverOf?: LeaverOf,
): WebhookReader {
  // Only the signature is checked with it; the constructor asks for a key all the same.
  const { webhooks } = new Resend('re_unused');
  for (const secret of secrets) checkSecret(webhooks, secret);
  return call => {
    const verdicts = secrets.map(secret => check(webhooks, secret, call));
    if (!verdicts.includes('')) return { kind: 'forged', why: verdicts[0] ?? 'no secret is set' };
    return { kind: 'genuine', event: translateResendEvent(call, installationId, leaverOf) };
  };
}

type Webhooks = Resend['webhooks'];

/** @returns '' when the signature is right, else what is wrong */
function check(webhooks: Webhooks, secret: string, call: WebhookCall): string {
  const { rawBody: payload, ...headers } = call;
  try {
    webhooks.verify({ payload, headers, webhookSecret: secret });
    return '';
  } catch (error) {
    // The body is parsed only after its signature was found right.
    if (error instanceof SyntaxError) return '';
    return error instanceof Error ? error.message : String(error);
  }
}

function checkSecret(webhooks: Webhooks, webhookSecret: string): void {
  try {
    webhooks.verify({ payload: '', headers: { id: '-', timestamp: '0', signature: '-' }, webhookSecret });
  } catch (error) {
    if (error instanceof Error && error.name === 'WebhookVerificationError') return;
    throw new Error(
      'RESEND_WEBHOOK_SECRET: each secret is whsec_ followed by base64, as the dashboard shows it.',
      { cause: error },
    );
  }
}
