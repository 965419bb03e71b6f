import type { Mailer } from './mailer.ts';

export interface KeyHeader {
  /** SMTP_KEY_HEADER, such as `Resend-Idempotency-Key`. */
  readonly name: string;
  /** How long the relay answers a repeated key with its first answer, ms. */
  readonly windowMs: number;
}

/**
 * The same mailer with a relay that takes idempotency keys in a header of the mail: what is unclear is handed over again
 * under its key and with the same bytes, so it goes by way of `submit` alone (docs/decisions/201).
 */
export function keyedByHeader(relay: Mailer, { name, windowMs }: KeyHeader): Mailer {
  // Whoever has a key need not wait for answers that are still to come.
  const { bulk: _, underWay: __, ...plain } = relay;
  return {
    ...plain,
    keyWindowMs: windowMs,
    submit: (messages, options) =>
      relay.submit(
        messages.map(message => ({ ...message, headers: { ...message.headers, [name]: options.key } })),
        options,
      ),
  };
}
