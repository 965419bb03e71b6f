import { bareToken } from '../audience/bare-token.ts';

/** What a mail API tells of a mail that came in. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly subject: string;
}

/** The subscriber who asks to leave by a mail; null when it asks for nothing, or for nobody we know. */
export type LeaverOf = (mail: ReceivedMail) => number | null;

/** A subject has a word or two before the token, and a mail client may put `Re:` in front. */
const MOST_WORDS = 20;

/**
 * Reads the subject that List-Unsubscribe asked for: the token in it decides, never the sender, which anybody can write
 * (docs/decisions/104).
 * @param mailbox MAIL_UNSUBSCRIBE: a mail to any other address asks for nothing
 * @param readerIdIn the subscriber of an unsubscribe token, null for any other word
 */
export function leaverOf(mailbox: string, readerIdIn: (token: string) => number | null): LeaverOf {
  return ({ to, subject }) => {
    if (!to.some(address => bare(address) === bare(mailbox))) return null;
    for (const word of subject.trim().split(/\s+/, MOST_WORDS)) {
      const id = readerIdIn(bareToken(word));
      if (id !== null && id > 0) return id;
    }
    return null;
  };
}

function bare(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}
