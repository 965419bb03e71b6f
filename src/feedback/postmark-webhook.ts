import { createHash, timingSafeEqual } from 'node:crypto';
import type { EventTranslator } from './event-translator.ts';
import type { LeaverOf } from './leave-mail.ts';
import { translatePostmarkEvent } from './postmark-event.ts';

/**
 * The calls of Postmark, which signs nothing: whoever knows user and password is believed.
 * @param parts.login POSTMARK_WEBHOOK_AUTH, `user:password`
 */
export function postmarkTranslator(parts: {
  readonly login: string;
  readonly installationId: string;
  readonly leaverOf?: LeaverOf;
  /** Epoch ms. */
  readonly now: () => number;
}): EventTranslator {
  const known = digest(parts.login);
  return {
    read: async ({ rawBody, header }) => {
      const login = loginIn(header('authorization'));
      if (login === null) return { kind: 'forged', why: 'no user and password came with it' };
      // Of digests, which have one length, so that the time it takes tells nothing of what is right.
      if (!timingSafeEqual(digest(login), known)) return { kind: 'forged', why: 'user or password is wrong' };
      return { kind: 'genuine', events: [translatePostmarkEvent(rawBody, { ...parts, now: parts.now() })] };
    },
  };
}

/** @returns `user:password`, null when the header holds none (RFC 7617) */
function loginIn(header: string): string | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header) ?? [];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
}

function digest(login: string): Buffer {
  return createHash('sha256').update(login).digest();
}
