/** What opens something: of their values only the first letters are ever shown. */
const SECRET_NAMES = new Set([
  'DATABASE_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'POSTMARK_SERVER_TOKEN',
  'POSTMARK_WEBHOOK_AUTH',
  'SMTP_URL',
  'SECRET_KEYS',
  'SMTP_DKIM_KEY',
  'METRICS_TOKEN',
  'CATALOGUE_TOKEN',
  'CATALOGUE_SECRET',
  'BOUNCE_MAILBOX',
  'BOUNCE_HOOK_SECRET',
]);

/** A setting's value in a message: masked where it is a secret, an address without login and query. */
export function shownValue(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return SECRET_NAMES.has(name)
    ? `"${value.slice(0, 3)}…" (masked, ${value.length} characters)`
    : `"${value.replace(/:\/\/[^/]*@/, '://…@').replace(/(:\/\/[^?]*)\?.*/s, '$1?…')}"`;
}
