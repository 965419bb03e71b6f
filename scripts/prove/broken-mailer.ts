import { randomBytes } from 'node:crypto';
import type { BulkWire, Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { resendAnswer } from '../../src/delivery/mailers/resend-answer.ts';
import { wholeBody } from '../../src/delivery/mailers/resend-body.ts';

/** @param wire where and with what key the real one posts to */
export function brokenMailer(
  inner: Mailer,
  how: 'no-key' | 'new-bytes' | 'renders-anew',
  wire: { readonly baseUrl: string; readonly apiKey: string; readonly now: () => number },
): Mailer {
  const { bulk } = inner;
  if (!bulk) throw new Error('The broken senders are made from a mailer that posts bytes.');
  const posts = {
    'no-key': () => withoutKey(wire),
    'new-bytes': () => withNewBytes(bulk),
    'renders-anew': () => inItsOwnWay(bulk),
  };
  return { ...inner, bulk: { ...bulk, post: posts[how]() } };
}

function withoutKey(wire: Parameters<typeof brokenMailer>[2]): BulkWire['post'] {
  return async (body, { signal }): Promise<MailerAnswer> => {
    const headers = {
      authorization: `Bearer ${wire.apiKey}`,
      'user-agent': 'broken',
      'x-batch-validation': 'permissive',
    };
    try {
      const response = await fetch(`${wire.baseUrl}/emails/batch`, {
        method: 'POST',
        headers,
        body: new Uint8Array(wholeBody(body)),
        signal,
      });
      const json = JSON.parse(await response.text()) as Record<string, unknown>;
      const answered = Object.fromEntries(response.headers);
      const result = response.ok
        ? { data: json, error: null, headers: answered }
        : { data: null, error: { ...json, statusCode: response.status }, headers: answered };
      return resendAnswer(result, { count: body.mails, now: wire.now(), aborted: signal.aborted });
    } catch (error) {
      return { kind: 'unclear', reason: String(error) };
    }
  };
}

/** What is rendered anew for every attempt is never the same twice, and a key over it neither. */
function withNewBytes(bulk: BulkWire): BulkWire['post'] {
  return (body, options) => {
    const fresh = randomBytes(4).toString('hex');
    return bulk.post(padded(body, 1 + (Number.parseInt(fresh, 16) % 32)), {
      ...options,
      key: `${options.key}/${fresh}`,
    });
  };
}

/** The key of before, and bytes that another process would not make. */
function inItsOwnWay(bulk: BulkWire): BulkWire['post'] {
  const own = 1 + randomBytes(2).readUInt16BE();
  return (body, options) => bulk.post(padded(body, own), options);
}

function padded(body: Parameters<BulkWire['post']>[0], count: number): typeof body {
  const spaces = Buffer.alloc(count, ' ');
  function* pieces() {
    yield* body.pieces();
    yield spaces;
  }
  return { ...body, length: body.length + spaces.length, pieces };
}
