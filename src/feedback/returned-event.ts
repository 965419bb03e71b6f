import { createHash } from 'node:crypto';
import { z } from 'zod';
import { masked } from '../delivery/mailers/masked.ts';
import { word } from './kept-body.ts';
import { type BounceKind, type MailEvent, type MailFact, subjectOf } from './mail-event.ts';
import type { ReturnedMail } from './returned-mail.ts';

/** What came back of a mail, whether it was read out of a report or told by a call. */
export type Returned = Omit<z.infer<typeof told>, 'returned'> & {
  readonly returned: ReturnedMail['is'];
};

/**
 * An event of what has come to a mail's own return path, or was said of it in a signed call.
 * @param delivery the tag that the return path proves
 * @param parts.id whoever tells it twice gives it the same; absent: the same words about the same mail are the same event
 * @param parts.at epoch ms
 */
export function returnedEvent(
  delivery: string,
  said: Returned,
  parts: { readonly installationId: string; readonly at: number; readonly id?: string },
): MailEvent {
  const kept = {
    ...said,
    code: word(said.code),
    status: word(said.status),
    detail: word(masked(said.detail)),
  };
  // A relay's id may be that of the mail in its queue, which is late first and comes back then.
  const about = parts.id === undefined ? kept : [said.returned, parts.id];
  const digest = createHash('sha256')
    .update(JSON.stringify([delivery, about]))
    .digest('hex');
  return {
    source: 'bounce',
    eventId: `bounce:${digest.slice(0, 40)}`,
    type: TYPES[said.returned],
    at: parts.at,
    providerId: '',
    subject: subjectOf(delivery, parts.installationId),
    body: JSON.stringify(kept),
  };
}

/** Of what was read out of a mail. A report about several readers of one mail is about an address that leads to many. */
export function saidBy(mails: readonly ReturnedMail[]): Returned {
  const [first = NOTHING, ...others] = mails.map(saidByOne);
  return others.reduce((mildest, each) => (severity(each) < severity(mildest) ? each : mildest), first);
}

/** What a stored event says. Never throws: a body that makes no sense is `other`. */
export function returnedFact(body: string): MailFact {
  const said = told.safeParse(parsed(body));
  if (!said.success) return { kind: 'other' };
  const { returned, about, permanent, code, status, detail } = said.data;
  const reason = [code, status, detail].filter(Boolean).join(': ');
  switch (returned) {
    case 'bounced':
      return { kind: 'bounced', lasting: lasting(about, permanent), reason };
    case 'delayed':
      return { kind: 'delayed' };
    case 'delivered':
      return { kind: 'delivered' };
    case 'complained':
      return { kind: 'complained' };
    case 'left':
      return {
        kind: 'suppressed',
        because: 'complaint',
        reason: 'The reader asked their provider to leave.',
      };
    // It has arrived, and something answered it.
    case 'auto_reply':
      return { kind: 'submitted' };
    case 'other':
      return { kind: 'other' };
  }
}

const text = z.string().catch('');
const told = z.object({
  returned: z.enum(['bounced', 'delayed', 'delivered', 'complained', 'left', 'auto_reply', 'other']),
  about: z.enum(['reader', 'us']).catch('reader'),
  permanent: z.boolean().catch(false),
  /** One short name, or the report's own word. */
  code: text,
  /** RFC 3463. */
  status: text,
  /** The server's words. */
  detail: text,
});

const NOTHING: Returned = {
  returned: 'other',
  about: 'reader',
  permanent: false,
  code: '',
  status: '',
  detail: '',
};

/** As decision 070 names what happened. */
const TYPES: Readonly<Record<ReturnedMail['is'], string>> = {
  bounced: 'email.bounced',
  delayed: 'email.delivery_delayed',
  delivered: 'email.delivered',
  complained: 'email.complained',
  left: 'email.suppressed',
  auto_reply: 'email.sent',
  other: 'email.returned',
};

function saidByOne(mail: ReturnedMail): Returned {
  switch (mail.is) {
    case 'bounced': {
      const { about, permanent, code, status, detail } = mail;
      return { returned: mail.is, about, permanent, code, status: status ?? '', detail };
    }
    case 'delayed':
      return { ...NOTHING, returned: mail.is, status: mail.status ?? '', detail: mail.detail };
    case 'complained':
      return { ...NOTHING, returned: mail.is, code: mail.type };
    default:
      return { ...NOTHING, returned: mail.is };
  }
}

/** Whoever complains is heard in any case; else one member who has it, or may have it yet, speaks for the address. */
function severity({ returned, about, permanent }: Returned): number {
  if (returned === 'complained' || returned === 'left') return 0;
  if (returned === 'delivered') return 1;
  if (returned === 'delayed' || returned === 'auto_reply') return 2;
  if (returned === 'bounced') return about === 'reader' && permanent ? 4 : 3;
  return 5;
}

function lasting(about: 'reader' | 'us', permanent: boolean): BounceKind {
  if (about === 'us') return 'ours';
  return permanent ? 'permanent' : 'transient';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
