import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { type Account, refusalOf } from './account.ts';
import { type Result, readMail, type TakenMail, type WireMail } from './taken-mail.ts';

export interface PostmarkRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface PostmarkState {
  readonly account: Account;
  readonly mails: TakenMail[];
  /** How long the search is without a mail that was taken, ms. */
  searchDelayMs: number;
  readonly now: () => number;
}

/** How this call is to end, where it is not to end well. */
export interface Struck {
  /** Only so many of its mails are taken. */
  readonly most: number;
  /** What the first mails are told. */
  readonly told: readonly Result[];
}

export const UNHARMED: Struck = { most: Number.POSITIVE_INFINITY, told: [] };

/** Answers a request as the Postmark API is documented to. */
export function postmarkApi(request: PostmarkRequest, state: PostmarkState, struck: Struck): Answer {
  const { method, url, headers } = request;
  if (headers['x-postmark-server-token'] !== state.account.token) {
    return fault(
      401,
      10,
      "The Server Token you provided in the 'X-Postmark-Server-Token' request header was invalid.",
    );
  }
  if (!/\bapplication\/json\b/.test(headers.accept ?? ''))
    return fault(415, 409, "Set 'Accept' to application/json.");
  if (isSending(method, url.pathname)) return send(request, state, struck);
  if (method !== 'GET') return fault(404, 12, 'There is nothing at this address.');
  return read(url, state);
}

export function isSending(method: string, path: string): boolean {
  return method === 'POST' && (path === '/email' || path === '/email/batch');
}

function send({ url, body }: PostmarkRequest, state: PostmarkState, struck: Struck): Answer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return fault(422, 402, 'The JSON you sent is syntactically incorrect.');
  }
  const isBatch = url.pathname === '/email/batch';
  if (isBatch && !Array.isArray(json)) return fault(422, 403, 'A batch is a list of messages.');
  const list: unknown[] = Array.isArray(json) ? json : [json];
  if (list.length > 500) return fault(422, 410, 'You may send up to 500 messages in a batch.');
  const results = list.map((entry, index) => {
    if (index >= struck.most) return { ErrorCode: 0, Message: 'never reached' };
    return struck.told[index] ?? resultFor(entry, url.pathname, state);
  });
  const [only] = results;
  if (isBatch) return { status: 200, body: results };
  return { status: only?.ErrorCode === 0 ? 200 : 422, body: only };
}

function resultFor(entry: unknown, path: string, state: PostmarkState): Result {
  const mail = readMail(entry);
  if ('ErrorCode' in mail) return mail;
  return refusalOf(state.account, mail) ?? take(mail, path, state);
}

function take(mail: WireMail, path: string, { mails, now }: PostmarkState): Result {
  const id = randomUUID();
  const at = now();
  mails.push({
    id,
    at,
    path,
    to: mail.To,
    from: mail.From,
    replyTo: mail.ReplyTo ?? '',
    subject: mail.Subject ?? '',
    tag: mail.Tag ?? '',
    html: mail.HtmlBody ?? '',
    text: mail.TextBody ?? '',
    headers: Object.fromEntries((mail.Headers ?? []).map(({ Name, Value }) => [Name, Value])),
    metadata: mail.Metadata ?? {},
    stream: mail.MessageStream,
  });
  const yes = { To: mail.To, SubmittedAt: new Date(at).toISOString(), MessageID: id };
  return { ...yes, ErrorCode: 0, Message: 'OK' };
}

function read(url: URL, state: PostmarkState): Answer {
  const { account } = state;
  const [, place = '', id = '', part = ''] = url.pathname.split('/');
  switch (`${place}/${part}`) {
    case 'server/':
      return { status: 200, body: { ID: 1, Name: 'Verdicts', DeliveryType: account.delivery } };
    case 'messages/':
      return search(url.searchParams, state);
    case 'webhooks/': {
      const wanted = url.searchParams.get('MessageStream');
      const hooks = account.hooks.filter(({ stream }) => wanted === null || stream === wanted);
      return { status: 200, body: { Webhooks: hooks.map(hookShown) } };
    }
    case 'message-streams/suppressions':
      return { status: 200, body: { Suppressions: [...account.inactive].map(suppressionShown) } };
    case 'message-streams/':
      return streamShown(id, account);
    default:
      return fault(404, 12, 'There is nothing at this address.');
  }
}

function suppressionShown([EmailAddress, SuppressionReason]: [string, string]) {
  return { EmailAddress, SuppressionReason, Origin: 'Recipient', CreatedAt: '2026-11-20T08:00:00-05:00' };
}

function streamShown(id: string, { streams }: Account): Answer {
  const stream = streams.get(id);
  if (!stream) return fault(422, 1226, "The message stream for the provided 'ID' was not found.");
  const handling = { UnsubscribeHandlingType: stream.unsubscribes };
  const body = { ID: id, MessageStreamType: stream.type, ArchivedAt: stream.archivedAt };
  return { status: 200, body: { ...body, SubscriptionManagementConfiguration: handling } };
}

function hookShown({ url, stream, login, triggers }: Account['hooks'][number]) {
  const kinds = ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'] as const;
  return {
    ID: 1,
    Url: url,
    MessageStream: stream,
    HttpAuth: login && { Username: login.user, Password: login.password },
    Triggers: Object.fromEntries(kinds.map(kind => [kind, { Enabled: triggers.includes(kind) }])),
  };
}

/** `GET /messages/outbound`: newest first, and by one value of the metadata at a time. */
function search(query: URLSearchParams, { mails, searchDelayMs, now }: PostmarkState): Answer {
  const [count, offset] = [
    Number(query.get('count') ?? Number.NaN),
    Number(query.get('offset') ?? Number.NaN),
  ];
  if (!(count >= 1 && count <= 500 && offset >= 0 && count + offset <= 10_500)) {
    return fault(422, 700, "Parameters 'count' and 'offset' are required.");
  }
  const metadata = [...query].filter(([name]) => name.startsWith('metadata_'));
  if (metadata.length > 1) return fault(422, 700, 'Only one metadata field can be searched at a time.');
  const found = mails.filter(
    mail =>
      mail.at + searchDelayMs <= now() &&
      (query.get('messagestream') ?? mail.stream) === mail.stream &&
      metadata.every(([name, value]) => mail.metadata[name.slice('metadata_'.length)] === value),
  );
  const page = found.toReversed().slice(offset, offset + count);
  const shown = page.map(({ id, to, tag, metadata, stream, subject }) => ({
    MessageID: id,
    Recipients: [to],
    Tag: tag,
    Subject: subject,
    Status: 'Sent',
    Metadata: metadata,
    MessageStream: stream,
  }));
  return { status: 200, body: { TotalCount: found.length, Messages: shown } };
}

function fault(status: number, ErrorCode: number, Message: string): Answer {
  return { status, body: { ErrorCode, Message } };
}
