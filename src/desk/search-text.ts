import type { DeskContext } from './desk-env.ts';

/** Longest text that is searched for: an address. */
const LONGEST_SEARCH = 254;

/** What `?q=` asks for, without the characters nobody can see: Postgres takes no NUL. */
export function searchText(context: DeskContext): string {
  const text = context.req.query('q') ?? '';
  return text
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, LONGEST_SEARCH);
}
