import { masked } from '../../delivery/mailers/masked.ts';
import { addressIn } from './address.ts';
import { bounced, readDeliveryStatus } from './delivery-status.ts';
import { type NoticeText, readNotice } from './notice-text.ts';
import { type OpenedMail, quotedHeaders } from './opened-mail.ts';
import type { ReturnedMail } from './said.ts';
import { codeIn, remoteWords } from './smtp-words.ts';

/**
 * Reads what a mail server says of a mail it could not bring: a report by RFC 3464, or else one of the forms that servers
 * write for people alone (qmail, Exim, Exchange, Yahoo, Gmail, …). A report is read whoever sends it; words only of a server.
 * @returns null for what is neither
 */
export function readServerNotice(mail: OpenedMail): ReturnedMail[] | null {
  const notice = readNotice(mail.text);
  return readReport(mail, notice) ?? (isOfServer(mail, notice) ? readWords(mail, notice) : null);
}

const STATUS_PART = /^message\/(global-)?delivery-status$/;

function readReport(mail: OpenedMail, notice: NoticeText): ReturnedMail[] | null {
  // A person who forwards a report has it in a mail of another kind.
  if (mail.type !== 'multipart/report' && !isDaemon(mail)) return null;
  const part = mail.parts.find(({ type }) => STATUS_PART.test(type));
  if (!part) return null;
  return readDeliveryStatus(part.text, headersOf(mail, notice), recipient => wordsFor(notice, recipient));
}

function wordsFor({ sections }: NoticeText, recipient: string | null): string {
  const section =
    sections.find(one => one.recipient === recipient) ?? (sections.length === 1 ? sections[0] : undefined);
  return section ? remoteWords(section.words) : '';
}

function headersOf(mail: OpenedMail, notice: NoticeText): ReadonlyMap<string, string> {
  const attached = quotedHeaders(mail.parts);
  return attached.size > 0 ? attached : notice.quoted;
}

/** Whether a server writes, by its address and by the way it begins. */
function isOfServer(mail: OpenedMail, { opening, sections }: NoticeText): boolean {
  if (!isDaemon(mail) || /^\s*(re|aw|wg|fwd?|sv|vs|tr)\s*:/i.test(mail.subject)) return false;
  return SUBJECT.test(mail.subject) || OPENING.test(`${opening} ${sections[0]?.words ?? ''}`.slice(0, 1_500));
}

function isDaemon({ from, headers }: OpenedMail): boolean {
  if (DAEMON.test(from)) return true;
  return from === '' && /<>|mailer.?daemon|mail delivery|postmaster/i.test(headers.get('from') ?? '');
}

const DAEMON =
  /^(mailer[-_.]?daemon|mail[-_]?daemon|mdaemon|mmdf|postmaster|post_master|mail[.-]?delivery[.-](sub)?system|microsoftexchange[0-9a-f]+)(@|$)/;

const SUBJECT =
  /^\W*(\[postmaster\] |fail(ure|ed) |mail |message |email |permanent |delivery |returned |\w+ )?(delivery (status )?(notification|fail|has failed)|undeliver|returned (mail|to sender)|(mail |delivery )?(system )?error|fail(ed|ure) (delivery|notice)|delivery failure|warning:? (message|could not)|could not be delivered|delayed mail|mail failure|error sending)/i;

const OPENING = new RegExp(
  [
    'this is the (qmail-send program|mailer-daemon|mail system|postfix program|dragonfly mail agent|mail delivery)',
    '(created|generated) automatically by|automatically generated (delivery|message)|sorry to have to inform you',
    'delivery (to the following|has failed|failed)|unable to deliver|(could|can) ?not be delivered|(was|were) not delivered',
    'trouble delivering|error sending your|did not reach|undeliverable|returned to sender|transcript of session|delivery (problems|errors?)|failure reasons',
    'error (has )?occurred while (trying|attempting) to deliver|following addresses had|permanent(ly)? (fatal )?(error|fail)',
    'создано автоматически|konnte nicht zugestellt|送信できません|配信できません',
  ].join('|'),
  'i',
);

const LATER =
  /\bdelay|warning message only|still being (retried|tried)|will (be )?(continue|keep|retr|tried)|do(es)? not need to (do anything|resend|send)|not yet been delivered/i;

function readWords(mail: OpenedMail, notice: NoticeText): ReturnedMail[] | null {
  const headers = headersOf(mail, notice);
  const inText = readDeliveryStatus(mail.text, headers, recipient => wordsFor(notice, recipient));
  if (inText) return inText;
  const later = LATER.test(`${mail.subject} ${notice.opening}`);
  return sectionsOf(mail, notice).map(({ recipient, words }) => {
    const told = remoteWords(words || notice.opening);
    if (!later) return bounced({ recipient, headers }, { status: null, words: told });
    return { is: 'delayed', recipient, headers, status: codeIn(told) || null, detail: masked(told) };
  });
}

/** A notice that names nobody in a line of their own is about one. */
function sectionsOf(
  { headers }: OpenedMail,
  { sections, opening }: NoticeText,
): readonly { recipient: string | null; words: string }[] {
  if (sections.length > 0) return sections;
  const recipient = addressIn(headers.get('x-failed-recipients') ?? '') ?? addressIn(opening);
  return [{ recipient, words: opening }];
}
