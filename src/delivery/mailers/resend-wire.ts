import type { Pool } from 'undici';
import { BodyMemories } from './body-memories.ts';
import { faultName, neverConnected, oneLine, openPool, parsed, plainText } from './http-pool.ts';
import type { BulkWire, MailerAnswer } from './mailer.ts';
import { type ResendResult, resendAnswer } from './resend-answer.ts';
import { ResendBodies } from './resend-body.ts';

export interface ResendWireOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly userAgent: string;
  /** Epoch milliseconds, for quotas that end at midnight. */
  readonly clock: () => number;
  /** What makes the bodies; in full when absent. */
  readonly bodies?: ResendBodies;
  /** Whether its bodies name a template: what a refusal then means. */
  readonly thin?: boolean;
}

/** Between two tries while the API cannot be reached at all. */
const NO_CONNECTION_RETRY_MS = 5_000;

/**
 * Batches for the Resend API as finished bytes, posted with undici: the SDK would parse, copy and encode every body
 * anew, which costs ten times the sending (docs/decisions/045).
 */
export function resendWire(options: ResendWireOptions): BulkWire & { close(): Promise<void> } {
  const { origin, pathname } = new URL(options.baseUrl);
  let opened: Promise<Pool> | undefined;
  const path = `${pathname.replace(/\/+$/, '')}/emails/batch`;
  const bodies = options.bodies ?? new ResendBodies();
  const memories = new BodyMemories();
  return {
    encode: readers => memories.encode(memory => bodies.of(readers, memory)),
    async post(body, { key, signal, onPosted }) {
      const headers = { ...headersOf(options, key), 'Content-Length': String(body.length) };
      opened ??= openPool(origin);
      const pieces = toldOf(body.pieces(), onPosted);
      const request = { pool: await opened, path, headers, body: pieces, signal };
      const answer = await posted(request, {
        count: body.mails,
        now: options.clock,
        thin: options.thin ?? false,
      });
      memories.answered(body, answer);
      return answer;
    },
    close: async () => (await opened)?.close(),
  };
}

/** The next piece is asked for when the last one has been passed on: also the one after the last. */
function* toldOf(
  pieces: Iterable<Uint8Array>,
  onEnd: () => void = () => {},
): Generator<Uint8Array, void, void> {
  yield* pieces;
  onEnd();
}

/** What the SDK sends with a batch, byte for byte where it matters. */
function headersOf(options: ResendWireOptions, key: string): Record<string, string> {
  return {
    Authorization: `Bearer ${options.apiKey}`,
    'User-Agent': options.userAgent,
    'Content-Type': 'application/json',
    'x-batch-validation': 'permissive',
    'Idempotency-Key': key,
    accept: '*/*',
  };
}

interface WireRequest {
  readonly pool: Pool;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Iterable<Uint8Array>;
  readonly signal: AbortSignal;
}

async function posted(
  { pool, path, headers, body, signal }: WireRequest,
  context: { readonly count: number; readonly now: () => number; readonly thin: boolean },
): Promise<MailerAnswer> {
  if (signal.aborted) {
    return { kind: 'wait', because: 'busy', retryAfterMs: 0, reason: 'stopped before the request was made' };
  }
  let result: ResendResult;
  try {
    // undici takes the next piece when the socket has passed on the last one. Its types leave iterables out:
    // https://github.com/nodejs/undici/blob/main/docs/docs/api/Dispatcher.md#parameter-dispatchoptions
    const pieces = body as Iterable<Uint8Array> & Uint8Array;
    const response = await pool.request({ method: 'POST', path, headers, body: pieces, signal });
    result = resultOf(response.statusCode, oneLine(response.headers), await response.body.text());
  } catch (fault) {
    const reason = faultName(fault);
    if (neverConnected(fault)) {
      return { kind: 'wait', because: 'busy', retryAfterMs: NO_CONNECTION_RETRY_MS, reason };
    }
    return { kind: 'unclear', reason: signal.aborted ? 'no answer before the time was up' : reason };
  }
  return resendAnswer(result, { ...context, now: context.now(), aborted: signal.aborted });
}

/** The answer in the form the SDK gives it, but with the true status of the response. */
function resultOf(status: number, headers: Readonly<Record<string, string>>, text: string): ResendResult {
  const json = parsed(text);
  if (status >= 200 && status < 300) return { data: json, error: null, headers };
  const object = typeof json === 'object' && json !== null;
  // The API never answers an error with a bare null or number: something in between does, and nothing is clear.
  if (json !== undefined && !object && status !== 429) return { data: null, error: null, headers };
  // Pages have many lines; what a person can use is mostly said early.
  const said = object ? json : { name: '', message: plainText(text) };
  return { data: null, error: { ...said, statusCode: status }, headers };
}
