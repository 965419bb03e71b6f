import type { BulkMail, MailMessage } from './mailer.ts';
import { placed } from './resend-body.ts';
import { joined, type Place, type Template } from './resend-pieces.ts';

/** Mails that a page of the record holds, and that a call takes. */
export const PAGE = 500;

/** The stream every server has from the start, for what goes to one person. */
export const TRANSACTIONAL = 'outbound';

/** What goes to many, or shows an editor what many will get. */
const BROADCAST = new Set<string>(['issue', 'test', 'correction']);

/**
 * What mails are found by in few pages of the record, since it can only be searched for one value at a time: a name for every
 * five hundred neighbours of an issue. '' for a mail to one person.
 */
export function blockOf(delivery: string): string {
  const [, issue = '', seq = ''] = /^([A-Za-z0-9-]+_\d+_)(\d+)$/.exec(delivery) ?? [];
  return issue === '' ? '' : `${issue}b${Math.floor(Number(seq) / PAGE)}`;
}

/** The name under which Postmark counts: an issue by its week, any other mail by its kind. */
function tagOf({ kind = '', issue }: Readonly<Record<string, string>>): string {
  return kind === 'issue' && issue ? issue : kind;
}

/** Neither opens nor links: a server may have either switched on for all its mails, and ours are as they were approved. */
const UNTOUCHED = { TrackOpens: false, TrackLinks: 'None' } as const;

/** One mail as the API takes it. @param stream for what goes to many */
export function wireMail(message: MailMessage, stream: string): object {
  const { delivery = '', ...tags } = message.tags;
  const block = blockOf(delivery);
  return {
    From: message.from,
    To: message.to,
    ...(message.replyTo && { ReplyTo: message.replyTo }),
    Subject: message.subject,
    Tag: tagOf(tags),
    HtmlBody: message.html,
    TextBody: message.text,
    Headers: Object.entries(message.headers).map(([Name, Value]) => ({ Name, Value })),
    Metadata: { ...tags, delivery, ...(block && { block }) },
    MessageStream: BROADCAST.has(message.kind) ? stream : TRANSACTIONAL,
    ...UNTOUCHED,
  };
}

/** The same for an issue's mail, cut where its readers differ; the word `more` is its block. */
export function compileMail(stream: string): (mail: BulkMail) => Template {
  return mail => {
    const { compiled, from, replyTo, tags } = mail;
    return joined(mail, [
      `{"From":${JSON.stringify(from)},"To":"`,
      { kind: 'own', name: 'to' },
      `"${replyTo ? `,"ReplyTo":${JSON.stringify(replyTo)}` : ''}`,
      `,"Subject":${JSON.stringify(compiled.subject)},"Tag":${JSON.stringify(tagOf(tags))},"HtmlBody":"`,
      ...placed(compiled.html, 'readerHtml'),
      '","TextBody":"',
      ...placed(compiled.text, 'readerText'),
      '","Headers":[',
      ...headerParts(mail),
      '],"Metadata":{',
      ...Object.entries(tags).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`),
      '"delivery":"',
      { kind: 'own', name: 'delivery' },
      '","block":"',
      { kind: 'more' },
      `"},"MessageStream":${JSON.stringify(stream)},${JSON.stringify(UNTOUCHED).slice(1)}`,
    ]);
  };
}

function headerParts({ compiled }: BulkMail): (string | Place)[] {
  return Object.entries(compiled.headers).flatMap(([name, value], index): (string | Place)[] => [
    `${index > 0 ? ',' : ''}{"Name":${JSON.stringify(name)},"Value":"`,
    ...placed(value, 'readerText'),
    '"}',
  ]);
}
