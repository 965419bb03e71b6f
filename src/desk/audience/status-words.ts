import type { FormSource } from '../../audience/signup-form.ts';
import type { SubscriberLine } from '../../newsroom/audience/find-readers.ts';

type Status = SubscriberLine['status'];

/** Each way a subscriber can stand: the word, and what it means for the next issue. */
export const STATUS_WORDS: Readonly<Record<Status, readonly [word: string, meaning: string]>> = {
  confirmed: ['confirmed', 'get the next issue'],
  paused: ['paused', 'confirmed, but taking some weeks off'],
  pending: ['pending', 'asked, but have not confirmed yet'],
  unsubscribed: ['unsubscribed', 'left by their own choice'],
  suppressed: ['suppressed', 'never mailed: bounced, complained, or put there by hand'],
  erased: ['erased', 'asked to be forgotten; only a number is left'],
};

export const STATUSES = Object.keys(STATUS_WORDS) as readonly Status[];

/** Why an address is suppressed, in words. */
export const REASON_WORDS = {
  hard_bounce: 'hard bounce',
  complaint: 'complaint',
  manual: 'by hand',
  erased: 'erased',
} as const;

/** Those of the list: an erased address is a hash there, and nobody reads it. */
export const LISTED_REASONS = ['hard_bounce', 'complaint', 'manual'] as const;

export type ListedReason = (typeof LISTED_REASONS)[number];

const SOURCES: Readonly<Record<string, string>> = {
  json: 'Program (JSON)',
  import: 'Imported file',
  'sample run': 'Sample readers',
};

/** Where a subscriber came from, in words; what is not known is shown as it is kept. */
export function sourceWords(source: string): string {
  const form = /^form:(.+)$/.exec(source)?.[1];
  if (form !== undefined) return FORMS[form] ?? `Form (${form})`;
  return SOURCES[source] ?? source;
}

const FORMS: Readonly<Partial<Record<string, string>>> = {
  front: 'Form on the front page',
  issue: 'Form below an issue',
  compare: 'Form below a comparison',
  archive: 'Form in the archive',
  page: 'Form on another page of ours',
  iframe: 'Embedded form (frame)',
  html: 'Embedded form (pasted)',
} satisfies Record<FormSource, string>;
