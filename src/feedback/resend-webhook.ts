import { callChecker } from './call-checker.ts';
import type { EventTranslator } from './event-translator.ts';
import type { LeaverOf } from './leave-mail.ts';
import type { MailEvent } from './mail-event.ts';
import { translateResendEvent } from './resend-event.ts';
import type { WebhookCall } from './webhook-call.ts';

type WebhookReading =
  | { readonly kind: 'genuine'; readonly event: MailEvent }
  | { readonly kind: 'forged'; readonly why: string };

/** The calls of Resend, with the headers it signs in. As `resendWebhook` otherwise. */
export function resendTranslator(...parts: Parameters<typeof resendWebhook>): EventTranslator {
  const readCall = resendWebhook(...parts);
  return {
    read: async ({ rawBody, header }) => {
      const [id, timestamp, signature] = [
        header('svix-id'),
        header('svix-timestamp'),
        header('svix-signature'),
      ];
      const reading = readCall({ rawBody, id, timestamp, signature });
      return reading.kind === 'forged' ? reading : { kind: 'genuine', events: [reading.event] };
    },
  };
}

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
): (call: WebhookCall) => WebhookReading {
  const fault = callChecker(secrets, 'RESEND_WEBHOOK_SECRET');
  return call => {
    const why = fault(call);
    if (why !== '') return { kind: 'forged', why };
    return { kind: 'genuine', event: translateResendEvent(call, installationId, leaverOf) };
  };
}
