/** Who reports what became of mails, each at `POST /hooks/<name>`. The name is kept with every event. */
export const EVENT_SOURCES = ['resend', 'ses', 'postmark'] as const;

export type EventSource = (typeof EVENT_SOURCES)[number];
