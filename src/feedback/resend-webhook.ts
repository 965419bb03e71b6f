import { callChecker } from './call-checker.ts';
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
  const fault = callChecker(secrets, 'RESEND_WEBHOOK_SECRET');
  return call => {
    const why = fault(call);
    if (why !== '') return { kind: 'forged', why };
    return { kind: 'genuine', event: translateResendEvent(call, installationId, leaverOf) };
  };
}
