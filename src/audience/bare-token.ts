import { withoutInvisible } from './visible-text.ts';

/**
 * A token of ours out of a link as it was pasted: what mail clients, chats and people glue on behind it (a full stop,
 * `&utm_source=…`, a bracket, a zero-width space) is not part of it. Nothing is guessed: what is left must be signed.
 */
export function bareToken(pasted: string): string {
  return bareRandomToken(pasted).replace(/[_-]+$/, '');
}

/** As bareToken, for tokens that end in random letters, of which `-` and `_` are two. */
export function bareRandomToken(pasted: string): string {
  const [run = ''] = /[\w.~-]+/.exec(withoutInvisible(pasted.slice(0, LONGEST))) ?? [];
  return run.replace(/[.~]+$/, '');
}

/** More than any token with what is glued to it. */
const LONGEST = 4_096;
