import { Resend } from 'resend';

/** What a mail API with an endpoint for domains told of itself. */
export interface MailApiAnswer {
  /** `restricted`: the key may do nothing but send, which is enough. */
  readonly kind: 'told' | 'restricted' | 'refused' | 'unreachable';
  readonly why: string;
  readonly domains: readonly MailDomain[];
  /** The API's own clock in the middle of the call, and ours, epoch ms; null when it did not say. */
  readonly clock: { readonly theirs: number; readonly ours: number } | null;
}

export interface MailDomain {
  readonly name: string;
  readonly status: string;
  /** Empty when the API did not tell. */
  readonly records: readonly DomainRecord[];
}

export interface DomainRecord {
  /** SPF, DKIM … */
  readonly record: string;
  readonly type: string;
  /** As the API writes it: relative to the registered domain, or whole. */
  readonly name: string;
  readonly value: string;
  readonly status: string;
}

/** Asks Resend for its domains, and for the records of the sender's. Sends nothing. */
export async function askResend(options: {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  readonly domain: string;
  readonly now: () => number;
}): Promise<MailApiAnswer> {
  const resend = new Resend(options.apiKey, {
    baseUrl: (options.baseUrl ?? 'https://api.resend.com').replace(/\/+$/, ''),
    userAgent: 'weekly-ai-tool-verdicts',
  });
  const before = options.now();
  const listed = await resend.domains.list();
  const clock = readClock(listed.headers?.date, (before + options.now()) / 2);
  if (listed.error) {
    const { statusCode, name, message } = listed.error;
    const why = statusCode === null ? message : `${statusCode} ${name}: ${message}`;
    if (statusCode === null || statusCode >= 500) return { kind: 'unreachable', why, domains: [], clock };
    return {
      kind: name === 'restricted_api_key' && statusCode === 401 ? 'restricted' : 'refused',
      why,
      domains: [],
      clock,
    };
  }
  if (!Array.isArray(listed.data?.data)) {
    return { kind: 'unreachable', why: 'an answer without a list of domains', domains: [], clock };
  }
  const domains = await Promise.all(
    listed.data.data.map(async ({ id, name, status }) => ({
      name: name.toLowerCase(),
      status,
      records: name.toLowerCase() === options.domain ? await recordsOf(resend, id) : [],
    })),
  );
  return { kind: 'told', why: '', domains, clock };
}

async function recordsOf(resend: Resend, id: string): Promise<DomainRecord[]> {
  const { data } = await resend.domains.get(id);
  return Array.isArray(data?.records) ? data.records : [];
}

/** The header has whole seconds, cut off: half a second is added. */
function readClock(date: string | undefined, ours: number): MailApiAnswer['clock'] {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? null : { theirs: theirs + 500, ours };
}
