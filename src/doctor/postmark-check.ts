import { z } from 'zod';
import type { Settings } from '../config.ts';
import { TRANSACTIONAL } from '../delivery/mailers/postmark-mail.ts';
import { type DoctorFinding, failed, ok, unknown, warning, whyOf } from './finding.ts';
import { senderDomain } from './sender-address.ts';
import type { Fetch } from './web-check.ts';

const PATIENCE_MS = 5_000;
const CHECK = 'mail API token';

/** Token, streams and webhooks of a Postmark server, as its API shows them. Sends nothing. */
export async function checkPostmark(settings: Settings, fetch: Fetch): Promise<DoctorFinding[]> {
  const ask = <T>(path: string, shape: z.ZodType<T>) => askPostmark(settings, fetch, path, shape);
  const server = await ask('/server', serverShape);
  const rest = [checkSenderDomain(settings), checkWebhookLogin(settings)];
  if (server.kind !== 'told') return [tokenFault(server), ...rest];
  const stream = settings.POSTMARK_MESSAGE_STREAM;
  const [issues, letters, hooks] = await Promise.all([
    ask(`/message-streams/${encodeURIComponent(stream)}`, streamShape),
    ask(`/message-streams/${TRANSACTIONAL}`, streamShape),
    ask('/webhooks', hooksShape),
  ]);
  return [
    checkServer(server.said),
    ...checkStream(stream, issues),
    ...(letters.kind === 'refused' ? [missingStream(TRANSACTIONAL, letters.why)] : []),
    ...[stream, TRANSACTIONAL].map(each => checkHooks(settings, each, hooks)),
    ...rest,
  ];
}

type Told<T> =
  | { readonly kind: 'told'; readonly said: T }
  /** In the API's own words. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

const serverShape = z.object({ Name: z.string().catch(''), DeliveryType: z.string().catch('Live') });
const streamShape = z.object({
  MessageStreamType: z.string().catch(''),
  ArchivedAt: z.string().nullish(),
  SubscriptionManagementConfiguration: z
    .object({ UnsubscribeHandlingType: z.string().catch('') })
    .catch({ UnsubscribeHandlingType: '' }),
});
const trigger = z.object({ Enabled: z.boolean().catch(false) }).catch({ Enabled: false });
const hooksShape = z.object({
  Webhooks: z.array(
    z.object({
      Url: z.string().catch(''),
      MessageStream: z.string().catch(''),
      HttpAuth: z
        .object({ Username: z.string().nullish(), Password: z.string().nullish() })
        .nullish()
        .catch(null),
      Triggers: z.object({
        Delivery: trigger,
        Bounce: trigger,
        SpamComplaint: trigger,
        SubscriptionChange: trigger,
      }),
    }),
  ),
});
const faultShape = z.object({ ErrorCode: z.int(), Message: z.string() });

async function askPostmark<T>(
  { POSTMARK_BASE_URL: base = 'https://api.postmarkapp.com', POSTMARK_SERVER_TOKEN: token = '' }: Settings,
  fetch: Fetch,
  path: string,
  shape: z.ZodType<T>,
): Promise<Told<T>> {
  try {
    const response = await fetch(base.replace(/\/+$/, '') + path, {
      headers: { Accept: 'application/json', 'X-Postmark-Server-Token': token },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const json: unknown = await response.json().catch(() => null);
    const fault = faultShape.safeParse(json);
    if (fault.success) return { kind: 'refused', why: `${fault.data.ErrorCode} ${fault.data.Message}` };
    const said = shape.safeParse(json);
    if (response.ok && said.success) return { kind: 'told', said: said.data };
    return { kind: 'unreachable', why: `${response.status}, and not as Postmark answers` };
  } catch (error) {
    return { kind: 'unreachable', why: whyOf(error) };
  }
}

function tokenFault(answer: Exclude<Told<unknown>, { kind: 'told' }>): DoctorFinding {
  if (answer.kind === 'refused') {
    return failed(
      CHECK,
      answer.why,
      'Copy the server’s API token from its API Tokens tab and set POSTMARK_SERVER_TOKEN.',
    );
  }
  return unknown(
    CHECK,
    `could not be checked offline: ${answer.why}`,
    'Check the network and POSTMARK_BASE_URL, then run doctor again.',
  );
}

function checkServer({ Name, DeliveryType }: z.infer<typeof serverShape>): DoctorFinding {
  const server = Name === '' ? 'accepted' : `accepted, of the server “${Name}”`;
  if (DeliveryType !== 'Sandbox') return ok(CHECK, server);
  return failed(
    CHECK,
    `${server}, which is a sandbox: it takes mails and delivers none`,
    'Use the token of a live server.',
  );
}

function checkStream(id: string, answer: Told<z.infer<typeof streamShape>>): DoctorFinding[] {
  const check = 'mail stream';
  if (answer.kind === 'refused') return [missingStream(id, answer.why)];
  if (answer.kind === 'unreachable')
    return [unknown(check, `${id} could not be looked at: ${answer.why}`, 'Run doctor again.')];
  const { MessageStreamType: type, ArchivedAt, SubscriptionManagementConfiguration } = answer.said;
  if (ArchivedAt) {
    return [
      failed(
        check,
        `${id} is archived`,
        'Restore it at Postmark, or set POSTMARK_MESSAGE_STREAM to another one.',
      ),
    ];
  }
  if (type !== 'Broadcasts') {
    const fix =
      'Issues go to many: create a broadcast stream at Postmark and set POSTMARK_MESSAGE_STREAM to its ID.';
    return [failed(check, `${id} is no broadcast stream but ${type.toLowerCase()}`, fix)];
  }
  return [ok(check, `${id} is a broadcast stream`), checkUnsubscribes(SubscriptionManagementConfiguration)];
}

function missingStream(id: string, why: string): DoctorFinding {
  return failed(
    'mail stream',
    `${id}: ${why}`,
    'Create it at Postmark, or set POSTMARK_MESSAGE_STREAM to the ID of one that is there.',
  );
}

/** By default Postmark puts a link and a header of its own into every mail, and readers who use them do not reach us. */
function checkUnsubscribes({
  UnsubscribeHandlingType: by,
}: {
  UnsubscribeHandlingType: string;
}): DoctorFinding {
  const check = 'unsubscribing';
  if (by === 'Custom') return ok(check, 'left to us: mails go out as they were approved');
  const found = 'Postmark adds a link and a header of its own to every issue, beside ours';
  const fix =
    'Ask Postmark’s support to let you manage unsubscribes yourself, then switch it on in the stream’s settings. ' +
    'Until then readers who leave there are reported to /hooks/postmark as subscription changes.';
  return warning(check, found, fix);
}

const NEEDED = ['Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'] as const;

function checkHooks(
  settings: Settings,
  stream: string,
  answer: Told<z.infer<typeof hooksShape>>,
): DoctorFinding {
  const check = `webhook of ${stream}`;
  const place = `${settings.PUBLIC_URL}/hooks/postmark`;
  if (answer.kind !== 'told')
    return unknown(check, `could not be looked at: ${answer.why}`, 'Look at the stream’s Webhooks tab.');
  const ours = answer.said.Webhooks.filter(
    ({ Url, MessageStream }) => MessageStream === stream && bareUrl(Url) === place,
  );
  if (ours.length === 0) {
    const fix = `Add ${place} in the stream’s Webhooks tab, with user and password of POSTMARK_WEBHOOK_AUTH, for ${NEEDED.join(', ')}.`;
    return failed(check, `none leads to ${place}: nothing is reported back`, fix);
  }
  const missing = NEEDED.filter(kind => !ours.some(({ Triggers }) => Triggers[kind].Enabled));
  if (missing.length > 0)
    return failed(check, `${missing.join(', ')}: not reported`, 'Tick these in the stream’s Webhooks tab.');
  const login = settings.POSTMARK_WEBHOOK_AUTH;
  if (login !== undefined && !ours.some(hook => loginOf(hook) === login)) {
    return warning(
      check,
      'user and password there are not those of POSTMARK_WEBHOOK_AUTH, as far as the API shows them',
      'Have the two agree, or its calls are refused.',
    );
  }
  return ok(check, `${place} is told of ${NEEDED.join(', ')}`);
}

/** Without user and password, which may stand in the address too. */
function bareUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}

function loginOf({ Url, HttpAuth }: z.infer<typeof hooksShape>['Webhooks'][number]): string {
  if (HttpAuth?.Username) return `${HttpAuth.Username}:${HttpAuth.Password ?? ''}`;
  if (!URL.canParse(Url)) return '';
  const { username, password } = new URL(Url);
  return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}

/** Its API shows domains to the account's own token only, which may do everything and has no business here. */
function checkSenderDomain({ MAIL_FROM }: Settings): DoctorFinding {
  const domain = senderDomain(MAIL_FROM);
  return unknown(
    'domain',
    `Postmark shows ${domain} to an account token only, and only the server’s is set here`,
    'Look at Sender Signatures in Postmark’s dashboard: DKIM and Return-Path must both be verified.',
  );
}

function checkWebhookLogin({ POSTMARK_WEBHOOK_AUTH, PUBLIC_URL }: Settings): DoctorFinding {
  const check = 'webhook login';
  if (POSTMARK_WEBHOOK_AUTH !== undefined) return ok(check, 'user and password are set');
  const fix = `Set POSTMARK_WEBHOOK_AUTH to user:password, and ${PUBLIC_URL}/hooks/postmark with both at Postmark.`;
  return warning(check, 'not set: bounces and complaints are not reported back', fix);
}
