import { Resend } from 'resend';
import type { WebhookCall } from './webhook-call.ts';

type Webhooks = Resend['webhooks'];

/**
 * Checks calls that are signed as Standard Webhooks has it: over id, timestamp and body, less than five minutes ago by this
 * machine's clock (the library's own window and clock).
 * @param secrets `whsec_…`; two while one is being rotated
 * @param setting where they come from
 * @returns says what is wrong with a call; '' when any of the secrets signed it
 * @throws when a secret is none: a setting that must stop the start
 */
export function callChecker(secrets: readonly string[], setting: string): (call: WebhookCall) => string {
  // Only the signature is checked with it; the constructor asks for a key all the same.
  const { webhooks } = new Resend('re_unused');
  for (const secret of secrets) checkSecret(webhooks, secret, setting);
  return call => {
    const verdicts = secrets.map(secret => check(webhooks, secret, call));
    return verdicts.includes('') ? '' : (verdicts[0] ?? 'no secret is set');
  };
}

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

function checkSecret(webhooks: Webhooks, webhookSecret: string, setting: string): void {
  try {
    webhooks.verify({ payload: '', headers: { id: '-', timestamp: '0', signature: '-' }, webhookSecret });
  } catch (error) {
    if (error instanceof Error && error.name === 'WebhookVerificationError') return;
    throw new Error(`${setting}: each secret is whsec_ followed by base64, as whoever signs shows it.`, {
      cause: error,
    });
  }
}
