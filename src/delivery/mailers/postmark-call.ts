import type { Pool } from 'undici';
import { faultName, neverConnected, oneLine, openPool } from './http-pool.ts';
import type { CallOptions, MailerAnswer } from './mailer.ts';
import { type PostmarkReply, postmarkAnswer } from './postmark-answer.ts';

/** A mail of these, as one body or in pieces, of `length` bytes. */
export interface PostmarkBody {
  readonly bytes: string | Iterable<Uint8Array>;
  readonly length: number;
  readonly mails: number;
}

export interface PostmarkCalls {
  /** Hands the mails over, once. Never throws for what the network or the API answers. */
  send(path: string, body: PostmarkBody, options: CallOptions): Promise<MailerAnswer>;
  /** How many mails are handed over whose answer is still to come. */
  underWay(): number;
  /** @returns why there was no answer, as text */
  read(pathAndQuery: string, signal: AbortSignal): Promise<PostmarkReply | string>;
  close(): Promise<void>;
}

/** Between two tries while the API cannot be reached at all. */
const NO_CONNECTION_RETRY_MS = 5_000;

/** Calls of one Postmark server by its token. No redirect is followed: undici does not by itself. */
export function postmarkCalls(options: { readonly token: string; readonly baseUrl: string }): PostmarkCalls {
  const { origin, pathname } = new URL(options.baseUrl);
  const root = pathname.replace(/\/+$/, '');
  let opened: Promise<Pool> | undefined;
  let underWay = 0;
  const pool = () => {
    opened ??= openPool(origin);
    return opened;
  };
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'User-Agent': 'weekly-ai-tool-verdicts',
    'X-Postmark-Server-Token': options.token,
  };
  return {
    send: async (path, body, callOptions) => {
      const { signal } = callOptions;
      const open = await pool();
      if (signal.aborted) return untried('stopped before the request was made');
      try {
        await callOptions.onHandover?.();
      } catch (fault) {
        return untried(faultName(fault));
      }
      underWay += body.mails;
      try {
        // undici takes the next piece when the socket has passed on the last one; its types leave iterables out.
        const bytes = body.bytes as Iterable<Uint8Array> & Uint8Array;
        const sized = { ...headers, 'Content-Length': String(body.length) };
        const request = { method: 'POST', path: root + path, headers: sized, body: bytes, signal } as const;
        return postmarkAnswer(await replyOf(open, request), body.mails);
      } catch (fault) {
        const reason = faultName(fault);
        if (neverConnected(fault)) {
          return { kind: 'wait', because: 'busy', retryAfterMs: NO_CONNECTION_RETRY_MS, reason };
        }
        return { kind: 'unclear', reason: signal.aborted ? 'no answer before the time was up' : reason };
      } finally {
        underWay -= body.mails;
      }
    },
    underWay: () => underWay,
    read: async (path, signal) => {
      try {
        return await replyOf(await pool(), { method: 'GET', path: root + path, headers, signal });
      } catch (fault) {
        return faultName(fault);
      }
    },
    close: async () => (await opened)?.close(),
  };
}

async function replyOf(pool: Pool, request: Parameters<Pool['request']>[0]): Promise<PostmarkReply> {
  const response = await pool.request(request);
  return {
    status: response.statusCode,
    headers: oneLine(response.headers),
    text: await response.body.text(),
  };
}

/** Nothing has left this machine, and nobody has said anything. */
function untried(reason: string): MailerAnswer {
  return { kind: 'wait', because: 'busy', retryAfterMs: 0, reason };
}
