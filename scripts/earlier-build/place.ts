/**
 * Where the earlier build ran: what its links, keys and bytes were made with, and what a later one must be given too.
 * Nothing here is secret.
 */
export const PLACE = {
  ENV_FILE: 'off',
  SECRET_KEYS: 'for-tests-only-and-known-to-all-'.repeat(2),
  EDITORS: 'editor@example.com',
  PUBLIC_URL: 'https://weekly.example.com',
  MAIL_FROM: 'Weekly AI Tool Verdicts <verdicts@weekly.example.com>',
  MAIL_REPLY_TO: 'editor@weekly.example.com',
  POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
  LOG_LEVEL: 'warn',
} as const;

/** The key of the stand-in that the half-sent issue went to. */
export const STAND_IN_KEY = 're_earlier_build';

/** The issue whose mails are all out, and the one whose sender was killed. */
export const SENT = '2026-W47';
export const HALF_SENT = '2026-W48';
/** Approved, and not due yet. */
export const APPROVED = '2026-W49';

/** When the half-sent issue's sender started, ISO 8601: seconds before its second request stayed without an answer. */
export const KILLED_AFTER = '2026-11-26T09:00:05Z';

export const READERS = 205;

export function readerAddress(n: number): string {
  return `reader${String(n).padStart(3, '0')}@readers.example`;
}
