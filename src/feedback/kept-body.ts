import { createHash } from 'node:crypto';
import { masked } from '../delivery/mailers/masked.ts';

/** Who it went to is in our own tables and can be erased there; an event outlives that, so it holds none of it. */
const PERSONAL = new Set(['to', 'from', 'cc', 'bcc', 'reply_to', 'subject', 'headers', 'email', 'emails']);
const NAMES = new Set(['first_name', 'last_name', 'attachments', 'contact', 'inbox', 'thread', 'draft']);

/** What may be kept of an event: without the fields above, addresses and tokens in what is left. */
export function kept(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (PERSONAL.has(key) || NAMES.has(key)) return undefined;
      if (typeof part !== 'string') return part;
      return key === 'link' ? withoutTokens(part) : masked(part);
    }) ?? 'null',
  );
}

/** A link of ours may hold a reader's token; which link it was is still told by a digest. */
export function withoutTokens(link: string): string {
  return masked(
    link.replace(
      /[A-Za-z0-9_.~-]{24,}/g,
      part => `~${createHash('sha256').update(part).digest('hex').slice(0, 12)}`,
    ),
  );
}

/** Fit for a key of both databases: Postgres takes no NUL, and an index no text of a megabyte. */
export function word(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200);
}
