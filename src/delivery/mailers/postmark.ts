import { accountDigest } from './account.ts';
import { BodyMemories } from './body-memories.ts';
import type { BulkWire, Mailer, MailMessage } from './mailer.ts';
import { type PostmarkCalls, postmarkCalls } from './postmark-call.ts';
import { blockOf, compileMail, PAGE, wireMail } from './postmark-mail.ts';
import { postmarkRecord } from './postmark-record.ts';
import { postmarkSuppressions } from './postmark-suppressions.ts';
import { ResendBodies } from './resend-body.ts';

export interface PostmarkOptions {
  /** POSTMARK_SERVER_TOKEN */
  readonly token: string;
  /** POSTMARK_MESSAGE_STREAM: of issues. */
  readonly stream: string;
  /** POSTMARK_BASE_URL: a stand-in in the API's place. */
  readonly baseUrl?: string;
  /** Epoch ms. */
  readonly clock: () => number;
  /** How long an answer is waited for, ms; a minute when absent, as Postmark's own libraries wait. */
  readonly patienceMs?: number;
}

const MEGABYTE = 1_000_000;
/** Documented as 50 MB, of whichever kind. */
const MOST_BYTES = 50 * MEGABYTE;
const PATIENCE_MS = 60_000;

/**
 * Postmark: issues through a broadcast stream, five hundred mails a call, each with a result of its own; letters through the
 * server's transactional stream. It knows no idempotency keys, so what is unclear is settled by its events and its record
 * (docs/decisions/204).
 */
export function postmarkMailer(options: PostmarkOptions): Mailer {
  const { token, stream, clock } = options;
  const baseUrl = (options.baseUrl ?? 'https://api.postmarkapp.com').replace(/\/+$/, '');
  const calls = postmarkCalls({ token, baseUrl });
  return {
    name: 'postmark',
    // Another stream is another list of suppressions and another record.
    account: accountDigest(baseUrl, `${token} ${stream}`),
    maxBatch: PAGE,
    maxBytes: MOST_BYTES,
    keyWindowMs: null,
    evidence: { proves: 'mail', events: true, record: postmarkRecord(calls, { stream, clock }) },
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    tellsHandover: true,
    underWay: calls.underWay,
    bulk: bulkWire(calls, stream),
    submit: (messages, callOptions) => {
      const [path, json] = asJson(messages, stream);
      const length = Buffer.byteLength(json);
      return calls.send(path, { bytes: json, length, mails: messages.length }, callOptions);
    },
    keptBack: signal => postmarkSuppressions(calls, stream, signal),
    close: calls.close,
  };
}

/** One mail that is no issue's goes out by itself, so that its status says what became of it. */
function asJson(messages: readonly MailMessage[], stream: string): [path: string, json: string] {
  const [only] = messages;
  if (!only || messages.length > PAGE)
    throw new Error(`One call takes 1 to ${PAGE} mails, got ${messages.length}.`);
  if (messages.length === 1 && only.kind !== 'issue')
    return ['/email', JSON.stringify(wireMail(only, stream))];
  return ['/email/batch', JSON.stringify(messages.map(message => wireMail(message, stream)))];
}

/** An issue's batches as finished bytes (docs/decisions/045), the fixed parts of which are escaped once. */
function bulkWire(calls: PostmarkCalls, stream: string): BulkWire {
  const bodies = new ResendBodies(compileMail(stream), ({ delivery }) => blockOf(delivery));
  const memories = new BodyMemories();
  return {
    encode: readers => memories.encode(memory => bodies.of(readers, memory)),
    post: async (body, options) => {
      const { length, mails } = body;
      const answer = await calls.send('/email/batch', { bytes: body.pieces(), length, mails }, options);
      memories.answered(body, answer);
      return answer;
    },
  };
}
