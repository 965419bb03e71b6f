/** Confirmation mails an hour, over everybody: a list that is imported must not look like an attack to mailboxes. */
export const CONFIRMATIONS_PER_HOUR = 200;
/** How long a confirmation link works. */
export const CONFIRM_VALID_HOURS = 72;
