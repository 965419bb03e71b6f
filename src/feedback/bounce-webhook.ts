import { z } from 'zod';
import type { ReturnPath } from '../delivery/return-path.ts';
import { callChecker } from './call-checker.ts';
import type { EventTranslator, HookCall, HookReading } from './event-translator.ts';
import type { MailEvent } from './mail-event.ts';
import { deliveryNamedIn } from './named-in-mail.ts';
import { returnedEvent, saidBy } from './returned-event.ts';
import { readReturnedMail } from './returned-mail.ts';

interface Parts {
  /** BOUNCE_HOOK_SECRET. */
  readonly secrets: readonly string[];
  readonly returnPath: ReturnPath;
  readonly installationId: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * The calls of any relay, signed as Standard Webhooks has it: a returned mail as it is (`message/rfc822`), or JSON that says
 * what it means. What names no mail of this database is genuine and holds nothing.
 */
export function bounceTranslator(parts: Parts): EventTranslator {
  const faultOf = callChecker(parts.secrets, 'BOUNCE_HOOK_SECRET');
  return {
    read: async (call): Promise<HookReading> => {
      const header = (name: string) => call.header(`webhook-${name}`) || call.header(`svix-${name}`);
      const [id, timestamp, signature] = [header('id'), header('timestamp'), header('signature')];
      const why = faultOf({ rawBody: call.rawBody, id, timestamp, signature });
      if (why !== '') return { kind: 'forged', why };
      return { kind: 'genuine', events: await eventsIn(call, parts) };
    },
  };
}

async function eventsIn({ rawBody, header }: HookCall, parts: Parts): Promise<MailEvent[]> {
  if (/^message\/rfc822\b/i.test(header('content-type')))
    return ofMail(Buffer.from(rawBody), undefined, parts);
  const events: MailEvent[] = [];
  for (const each of [parsed(rawBody)].flat()) {
    // One that makes no sense does not take the others with it.
    const { data: one } = call.safeParse(each);
    if (one === undefined) continue;
    if ('mail' in one) {
      events.push(...(await ofMail(Buffer.from(one.mail, 'base64'), one.return_path, parts)));
    } else {
      events.push(...ofWords(one, parts));
    }
  }
  return events;
}

/** Limits are those of the database's keys; a mail is at most what a call may hold. */
const short = z.string().max(300);
const words = z.object({
  /** The relay's own, the same however often it calls. */
  id: short.min(1),
  event: z.enum(['bounced', 'delayed', 'delivered', 'complained']),
  /** The envelope's sender of the mail it is about. */
  return_path: short,
  permanent: z.boolean().default(false),
  about: z.enum(['reader', 'us']).default('reader'),
  code: short.default(''),
  status: short.default(''),
  detail: z.string().default(''),
  at: z.iso.datetime({ offset: true }).optional(),
});
/** Programs that write it for mails break its lines. */
const base64 = z
  .string()
  .transform(text => text.replace(/\s+/g, ''))
  .pipe(z.base64());
const call = z.union([z.object({ mail: base64, return_path: short.optional() }), words]);

async function ofMail(mail: Uint8Array, to: string | undefined, parts: Parts): Promise<MailEvent[]> {
  const { returnPath, installationId, now } = parts;
  const recipient = to === undefined ? null : returnPath.read(to);
  const delivery = recipient?.kind === 'delivery' ? recipient.delivery : deliveryNamedIn(mail, returnPath);
  if (delivery === null) return [];
  return [returnedEvent(delivery, saidBy(await readReturnedMail(mail)), { installationId, at: now() })];
}

function ofWords(said: z.infer<typeof words>, { returnPath, installationId, now }: Parts): MailEvent[] {
  const recipient = returnPath.read(said.return_path);
  if (recipient.kind !== 'delivery') return [];
  const { id, event, permanent, about, code, status, detail, at } = said;
  return [
    returnedEvent(
      recipient.delivery,
      { returned: event, permanent, about, code, status, detail },
      { installationId, at: at === undefined ? now() : Math.min(Date.parse(at), now()), id },
    ),
  ];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
