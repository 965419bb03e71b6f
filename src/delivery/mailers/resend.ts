import type { CreateBatchEmailOptions, Resend } from 'resend';
import { accountDigest } from './account.ts';
import type { Mailer, MailMessage } from './mailer.ts';
import { resendAnswer } from './resend-answer.ts';
import { resendThin } from './resend-thin.ts';
import { resendWire } from './resend-wire.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** RESEND_BASE_URL: a stand-in in the API's place. */
  readonly baseUrl?: string;
  /** Epoch milliseconds, for quotas that end at midnight. */
  readonly clock: () => number;
  /** MAIL_WIRE: whether new batches should name a published template. In full when absent. */
  readonly wire?: 'full' | 'thin';
}

/** What the API keeps of a key. */
const DAY_MS = 24 * 3_600_000;

const USER_AGENT = 'weekly-ai-tool-verdicts';

/**
 * The Resend API: an issue's batches as finished bytes (docs/decisions/045), what goes to one person through the SDK.
 * `submit` takes batches through the SDK too; the same messages always make the same bytes, and the SDK's version is
 * pinned for that reason (docs/decisions/041).
 */
export function resendMailer(options: ResendOptions): Mailer {
  // The user agent is given, since the SDK would otherwise ask the environment behind our settings' back.
  const baseUrl = (options.baseUrl ?? 'https://api.resend.com').replace(/\/+$/, '');
  let opened: Promise<Resend> | undefined;
  const sdk = () => {
    opened ??= openSdk(options.apiKey, baseUrl);
    return opened;
  };
  const wire = { apiKey: options.apiKey, baseUrl, userAgent: USER_AGENT, clock: options.clock };
  const bulk = resendWire(wire);
  const thin = resendThin(sdk, { ...wire, preferred: options.wire === 'thin' });
  return {
    name: 'resend',
    account: accountDigest(baseUrl, options.apiKey),
    maxBatch: 100,
    keyWindowMs: DAY_MS,
    // A batch of an earlier version, or one nobody has asked about for a day: the API takes a call whole.
    evidence: { proves: 'call', events: true },
    bulk,
    thin,
    async submit(messages, { key, signal }) {
      checkCall(messages, key);
      if (signal.aborted) {
        return {
          kind: 'wait',
          because: 'busy',
          retryAfterMs: 0,
          reason: 'stopped before the request was made',
        };
      }
      const [only] = messages;
      const resend = await sdk();
      const request = { idempotencyKey: key, signal };
      const result =
        messages.length === 1 && only && only.kind !== 'issue'
          ? await resend.emails.send(wireMail(only), request)
          : await resend.batch.send(messages.map(wireMail), { ...request, batchValidation: 'permissive' });
      return resendAnswer(result, { count: messages.length, now: options.clock(), aborted: signal.aborted });
    },
    close: async () => {
      await Promise.all([bulk.close(), thin.close()]);
    },
  };
}

/**
 * With the first mail to one person, or the first template: a sixth of what a short command takes, for the SDK and for the
 * `fetch` of Node that it begins with.
 */
async function openSdk(apiKey: string, baseUrl: string): Promise<Resend> {
  const { StraightResend } = await import('./resend-sdk.ts');
  return new StraightResend(apiKey, { baseUrl, userAgent: USER_AGENT });
}

function checkCall(messages: readonly MailMessage[], key: string): void {
  if (messages.length === 0 || messages.length > 100) {
    throw new Error(`One call takes 1 to 100 mails, got ${messages.length}.`);
  }
  if (!/^[\x21-\x7e]{1,256}$/.test(key)) {
    throw new Error('An idempotency key has 1 to 256 visible ASCII characters.');
  }
}

/** An empty text part is sent as such: without one the API would make its own from the HTML. */
function wireMail(message: MailMessage): CreateBatchEmailOptions {
  return {
    from: message.from,
    to: [message.to],
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    subject: message.subject,
    html: message.html,
    text: message.text,
    headers: { ...message.headers },
    tags: Object.entries(message.tags).map(([name, value]) => ({ name, value })),
  };
}
