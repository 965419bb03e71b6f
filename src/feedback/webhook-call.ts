/** One HTTP call of the mail API, with the body exactly as it came: the signature is over its bytes. */
export interface WebhookCall {
  readonly rawBody: string;
  /** Headers `svix-id`, `svix-timestamp` (epoch seconds) and `svix-signature`; '' when missing. */
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}
