/** Who reports what became of mails, each at `POST /hooks/<name>`. `bounce`: what comes back over SMTP, on whatever way. */
export const EVENT_SOURCES = ['resend', 'ses', 'postmark', 'bounce'] as const;

export type HookSource = (typeof EVENT_SOURCES)[number];

/** Kept with every event. `record`: nobody reported it, we have asked a mail API's own record. */
export type EventSource = HookSource | 'record';
