import { randomUUID } from 'node:crypto';
import { type Answer, ok, refusal, refusalName } from './answer.ts';
import { checkedEmail, type Email } from './email-check.ts';
import { filledEntry } from './fill.ts';
import { type KeyStore, requestFingerprint } from './keys.ts';
import { acceptedMail, type LedgerBook } from './ledger.ts';
import type { LimitCounter } from './limits.ts';
import { type TemplateShelf, templateAnswer } from './templates.ts';

export interface ApiRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface ApiState {
  apiKey: string;
  /** What every sending request is told, whatever is in it; null for the true answer. */
  turnedAway: Answer | null;
  /** A sending-only key: any other endpoint answers 401. */
  readonly sendingOnly: boolean;
  /** Domains a sender may be at; null for any. */
  readonly domains: readonly string[] | null;
  /** What `data` of a partial yes looks like: refused places left out or kept as null. Not documented, so both. */
  readonly partialData: 'compacted' | 'aligned';
  /** Whether a template that is not there fails the request or its entries. Not documented, so both. */
  readonly missingTemplate: 'request' | 'entries';
  readonly templates: TemplateShelf;
  readonly refusedAddresses: Set<string>;
  readonly book: LedgerBook;
  readonly keys: KeyStore;
  readonly limits: LimitCounter;
  readonly now: () => number;
}

/**
 * Answers a request as the Resend API is documented to.
 * @param pause waited for while the request's key is in flight
 */
export async function answerRequest(
  request: ApiRequest,
  state: ApiState,
  pause: () => Promise<void>,
): Promise<Answer> {
  const answer = atTheDoor(request, state) ?? (await routed(request, state, pause));
  const name = refusalName(answer);
  if (name) state.book.write({ type: 'refused', at: state.now(), name });
  return { ...answer, headers: { ...state.limits.headers(), ...answer.headers } };
}

export function isSending(method: string, path: string): boolean {
  return method === 'POST' && (path === '/emails' || path === '/emails/batch');
}

export function isAboutTemplates(path: string): boolean {
  return path === '/templates' || path.startsWith('/templates/');
}

function atTheDoor(request: ApiRequest, state: ApiState): Answer | null {
  if (!request.headers['user-agent']) {
    return refusal(403, 'validation_error', 'A User-Agent header is required.');
  }
  const authorization = request.headers.authorization ?? '';
  if (!authorization) return refusal(401, 'missing_api_key', 'Missing API key in the authorization header.');
  if (authorization !== `Bearer ${state.apiKey}`)
    return refusal(401, 'validation_error', 'API key is invalid');
  return state.limits.request();
}

async function routed(request: ApiRequest, state: ApiState, pause: () => Promise<void>): Promise<Answer> {
  if (isSending(request.method, request.path)) {
    return state.turnedAway ?? sendOnce(request, state, pause);
  }
  if (state.sendingOnly) {
    return refusal(401, 'restricted_api_key', 'This API key is restricted to only send emails.');
  }
  if (isAboutTemplates(request.path)) return templateAnswer(request, state.templates, state.now());
  if (request.method !== 'GET') return refusal(405, 'method_not_allowed', 'Method is not allowed.');
  return read(request.path, state);
}

function read(path: string, state: ApiState): Answer {
  if (path === '/domains') {
    const data = (state.domains ?? []).map(name => ({
      id: name,
      name,
      status: 'verified',
      region: 'us-east-1',
    }));
    return ok({ object: 'list', has_more: false, data });
  }
  const id = /^\/emails\/([^/]+)$/.exec(path)?.[1];
  const mail = id ? state.book.mail(id) : undefined;
  if (!mail)
    return refusal(404, 'not_found', id ? 'Email not found' : 'The requested endpoint does not exist.');
  return ok({
    object: 'email',
    id: mail.id,
    to: mail.to,
    from: mail.from,
    subject: mail.subject,
    created_at: new Date(mail.at).toISOString(),
    last_event: 'delivered',
    tags: Object.entries(mail.tags).map(([name, value]) => ({ name, value })),
  });
}

async function sendOnce(request: ApiRequest, state: ApiState, pause: () => Promise<void>): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    await pause();
    return send(request, state, '');
  }
  if (key.length < 1 || key.length > 256) {
    return refusal(
      400,
      'invalid_idempotency_key',
      'The idempotency key must be between 1 and 256 characters.',
    );
  }
  const known = state.keys.begin(key, requestFingerprint(request.path, request.body));
  if (known) {
    state.book.write({ type: known.kind === 'replay' ? 'replayed' : 'conflict', at: state.now(), key });
    return known.answer;
  }
  try {
    await pause();
    return send(request, state, key);
  } finally {
    state.keys.end(key);
  }
}

function send(request: ApiRequest, state: ApiState, key: string): Answer {
  const entries = bodyEntries(request);
  if (!Array.isArray(entries)) return entries;
  const permissive =
    request.headers['x-batch-validation'] === 'permissive' && request.path === '/emails/batch';
  const filled = entries.map(entry => filledEntry(entry, state.templates));
  const missing = filled.find(entry => entry.kind === 'no_template');
  if (missing && state.missingTemplate === 'request') return refusal(404, 'not_found', missing.message);
  const checked = filled.map(entry => {
    if (entry.kind === 'filled') return checkedEmail(entry.entry, state.refusedAddresses);
    return entry.kind === 'refused' ? entry : { name: 'validation_error', message: entry.message };
  });
  const errors: { index: number; message: string }[] = [];
  const emails: (Email | null)[] = [];
  for (const [index, entry] of checked.entries()) {
    if ('email' in entry) {
      const sender = senderFault(entry.email.from, state.domains);
      if (sender) return sender;
      emails.push(entry.email);
    } else {
      if (!permissive) return refusal(422, entry.name, entry.message);
      errors.push({ index, message: entry.message });
      emails.push(null);
    }
  }
  const recipients = emails.reduce((sum, email) => sum + (email?.to.length ?? 0), 0);
  return (
    state.limits.quota(recipients) ?? accept({ request, state, key, emails, errors, permissive, recipients })
  );
}

function accept(sending: {
  readonly request: ApiRequest;
  readonly state: ApiState;
  readonly key: string;
  readonly emails: readonly (Email | null)[];
  readonly errors: readonly { index: number; message: string }[];
  readonly permissive: boolean;
  readonly recipients: number;
}): Answer {
  const { request, state, key } = sending;
  const at = state.now();
  const mails = sending.emails.map(email => (email ? acceptedMail(randomUUID(), at, email) : null));
  for (const [index, mail] of mails.entries()) state.book.show(mail?.id, sending.emails[index]);
  const taken = mails.filter(mail => mail !== null);
  const rows = (state.partialData === 'aligned' ? mails : taken).map(mail => (mail ? { id: mail.id } : null));
  const body =
    request.path === '/emails'
      ? rows[0]
      : { data: rows, ...(sending.permissive ? { errors: sending.errors } : {}) };
  const fingerprint = requestFingerprint(request.path, request.body);
  state.book.write({ type: 'accepted', at, key, fingerprint, answer: body, mails: taken });
  state.limits.count(sending.recipients);
  if (key) state.keys.keep(key, fingerprint, ok(body), at);
  return ok(body);
}

function bodyEntries(request: ApiRequest): unknown[] | Answer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8'));
  } catch {
    return refusal(400, 'validation_error', 'The request body is not valid JSON.');
  }
  if (request.path === '/emails') return [parsed];
  if (!Array.isArray(parsed) || parsed.length === 0 || parsed.length > 100) {
    return refusal(422, 'validation_error', 'The batch must contain between 1 and 100 emails.');
  }
  return parsed;
}

function senderFault(from: string, domains: readonly string[] | null): Answer | null {
  const domain = from.replace(/^.*@/, '').replace(/>\s*$/, '');
  if (!domains || domains.includes(domain)) return null;
  return refusal(
    403,
    'validation_error',
    `The ${domain} domain is not verified. Please, add and verify your domain.`,
  );
}
