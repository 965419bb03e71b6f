import { createHash } from 'node:crypto';
import { type SigningKey, signToken } from '../audience/token.ts';
import type { FrozenMail } from './freeze.ts';
import type { BulkMail, BulkReader, MailMessage } from './mailers/mailer.ts';
import { type ReaderTokens, readerMail, readerValues } from './reader-mail.ts';
import type { Recipient } from './recipient.ts';
import type { IssueTemplates } from './templates.ts';

/** What all deliveries of one issue share. */
export interface FrozenIssue {
  readonly issueId: number;
  readonly week: string;
  /** By variant; at least one. */
  readonly mails: readonly FrozenMail[];
  readonly installationId: string;
  /** What its mailer keeps of it; absent where none was ever asked to. */
  readonly templates?: IssueTemplates;
}

/**
 * Merges the frozen mail for each recipient. A pure function of frozen rows and one signing key: the same on every
 * attempt, in every process.
 */
export function buildMessages(
  issue: FrozenIssue,
  key: SigningKey,
  recipients: readonly Recipient[],
): MailMessage[] {
  return recipients.map(recipient => {
    const { mail } = mailOf(issue, recipient.variant);
    return readerMail(mail, readerValues(mail, recipient, tokensOf(issue, key, recipient)), {
      name: `${issue.week.toLowerCase()}-${String(recipient.seq).padStart(7, '0')}`,
      to: recipient.email,
      tags: { ...issueTags(issue.week), delivery: deliveryTag(issue, recipient) },
    });
  });
}

/** The same for a mailer that makes the bytes itself, from the frozen parts. */
export function bulkReaders(
  issue: FrozenIssue,
  key: SigningKey,
  recipients: readonly Recipient[],
): BulkReader[] {
  return recipients.map(recipient => {
    const frozen = mailOf(issue, recipient.variant);
    return {
      mail: bulkMail(issue, frozen),
      to: recipient.email,
      values: readerValues(frozen.mail, recipient, tokensOf(issue, key, recipient)),
      delivery: deliveryTag(issue, recipient),
    };
  });
}

/** One object a frozen mail, because mailers prepare what they are given once. */
const bulkMails = new WeakMap<FrozenIssue, Map<FrozenMail, BulkMail>>();

function bulkMail(issue: FrozenIssue, frozen: FrozenMail): BulkMail {
  const known = bulkMails.get(issue) ?? new Map<FrozenMail, BulkMail>();
  bulkMails.set(issue, known);
  const { from, replyTo, compiled } = frozen.mail;
  const templateId = issue.templates?.idOf(frozen.variant) ?? '';
  const before = known.get(frozen);
  if (before && before.templateId === templateId) return before;
  const mail = { from, replyTo, compiled, tags: issueTags(issue.week), templateId };
  known.set(frozen, mail);
  return mail;
}

/** What the mail API's webhooks are sorted by. */
export function issueTags(week: string): Record<string, string> {
  return { kind: 'issue', issue: week };
}

/** Leads a webhook back to its delivery, also when it arrives before the provider's id is in the database. */
function deliveryTag(issue: FrozenIssue, recipient: Recipient): string {
  return `${issue.installationId}_${issue.issueId}_${recipient.seq}`;
}

/** Fingerprint of everything the mail API will be given, in order. Lower-case hex. */
export function hashMessages(messages: readonly MailMessage[]): string {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(JSON.stringify(message)).update('\n');
  return hash.digest('hex');
}

/** `<installation>/<week>/<batch>/<hash>`: staging and production on one account never answer for each other. */
export function batchKey(issue: FrozenIssue, n: number, payloadSha256: string): string {
  return `${issue.installationId}/${issue.week}/${n}/${payloadSha256.slice(0, 16)}`;
}

function tokensOf({ issueId }: FrozenIssue, key: SigningKey, { subscriberId }: Recipient): ReaderTokens {
  const id = String(subscriberId);
  return {
    preferences: signToken(key, 'preferences', id),
    unsubscribe: signToken(key, 'unsubscribe', id),
    vote: position => signToken(key, 'vote', `${issueId}.${position}.${id}`),
  };
}

function mailOf(issue: FrozenIssue, variant: number): FrozenMail {
  const mail = issue.mails.find(candidate => candidate.variant === variant) ?? issue.mails[0];
  if (!mail) throw new Error(`Issue ${issue.week} has no frozen mail.`);
  return mail;
}
