import { createHash } from 'node:crypto';
import { type ReaderTokens, signLinks } from '../audience/link-token.ts';
import { type SigningKey, signToken } from '../audience/token.ts';
import type { Batch } from './batch.ts';
import { deliveryTags } from './delivery-tag.ts';
import type { FrozenMail } from './freeze.ts';
import type { BulkMail, BulkReader, MailMessage } from './mailers/mailer.ts';
import { readerMail, readerName } from './reader-mail.ts';
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
  /** The same issue as each mailer has it that can keep mails, by the mailer's name. */
  readonly keptBy?: ReadonlyMap<string, FrozenIssue>;
}

/** The issue with what this mailer keeps of it: a template of another one is none. */
export function asKeptBy(issue: FrozenIssue, mailer: string): FrozenIssue {
  return issue.keptBy ? (issue.keptBy.get(mailer) ?? issue) : issue;
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
  return withTokens(issue, key, recipients).map(({ frozen: { mail }, recipient, tokens }) =>
    readerMail(mail, recipient, tokens, {
      name: `${issue.week.toLowerCase()}-${String(recipient.seq).padStart(7, '0')}`,
      to: recipient.email,
      tags: { ...issueTags(issue.week), delivery: deliveryTags(issue) + recipient.seq },
    }),
  );
}

/** The same for a mailer that makes the bytes itself, from the frozen parts. */
export function bulkReaders(
  issue: FrozenIssue,
  key: SigningKey,
  recipients: readonly Recipient[],
): BulkReader[] {
  const tag = deliveryTags(issue);
  return withTokens(issue, key, recipients).map(({ frozen, recipient, tokens }) => ({
    mail: bulkMail(issue, frozen),
    to: recipient.email,
    reader: readerName(recipient),
    tokens,
    delivery: tag + recipient.seq,
  }));
}

/** One object a frozen mail, because mailers prepare what they are given once. */
const bulkMails = new WeakMap<FrozenIssue, Map<FrozenMail, BulkMail>>();

function bulkMail(issue: FrozenIssue, frozen: FrozenMail): BulkMail {
  const known = bulkMails.get(issue) ?? new Map<FrozenMail, BulkMail>();
  bulkMails.set(issue, known);
  const { from, replyTo, compiled, publicUrl } = frozen.mail;
  const templateId = issue.templates?.idOf(frozen.variant) ?? '';
  const before = known.get(frozen);
  if (before && before.templateId === templateId) return before;
  const mail = { from, replyTo, compiled, publicUrl, tags: issueTags(issue.week), templateId };
  known.set(frozen, mail);
  return mail;
}

/** What the mail API's webhooks are sorted by. */
export function issueTags(week: string): Record<string, string> {
  return { kind: 'issue', issue: week };
}

/** Fingerprint of everything the mail API will be given, in order. Lower-case hex. */
export function hashMessages(messages: readonly MailMessage[]): string {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(JSON.stringify(message)).update('\n');
  return hash.digest('hex');
}

/**
 * `<installation>/<week>/<batch>/<generation>`: staging and production on one account never answer for each other. It says
 * nothing of the bytes: a database that has forgotten what it posted makes the same key, and other bytes under it are
 * refused. A piece is named by its first reader, `r651`: its number depends on what was cut first.
 */
export function batchKey(
  issue: FrozenIssue,
  { n, firstSeq, isPiece, generation }: Pick<Batch, 'n' | 'firstSeq' | 'isPiece' | 'generation'>,
): string {
  const name = isPiece ? `r${firstSeq}` : n;
  return `${issue.installationId}/${issue.week}/${name}/${generation}`;
}

interface Addressee {
  readonly frozen: FrozenMail;
  readonly recipient: Recipient;
  readonly tokens: ReaderTokens;
}

/** Each reader with their mail and the tokens in it; those of all readers of one mail are signed at once. */
function withTokens(issue: FrozenIssue, key: SigningKey, recipients: readonly Recipient[]): Addressee[] {
  const sign = key.links === 1 ? signSingly : signLinks;
  const addressees: Addressee[] = new Array(recipients.length);
  const places = Map.groupBy(recipients.keys(), at => mailOf(issue, recipients[at]?.variant ?? 1));
  for (const [frozen, ofMail] of places) {
    const readers = ofMail.map(at => recipients[at] as Recipient);
    const { votes } = frozen.mail.compiled;
    const ids = readers.map(recipient => recipient.subscriberId);
    const tokens = sign(key, { id: issue.issueId, votes }, ids);
    for (const [index, recipient] of readers.entries()) {
      addressees[ofMail[index] as number] = { frozen, recipient, tokens: tokens[index] as ReaderTokens };
    }
  }
  return addressees;
}

/** As signLinks, in version 1: for batches that were sealed before there was another. */
function signSingly(
  key: SigningKey,
  issue: { readonly id: number; readonly votes: number },
  subscriberIds: readonly number[],
): ReaderTokens[] {
  return subscriberIds.map(id => ({
    preferences: signToken(key, 'preferences', String(id)),
    unsubscribe: signToken(key, 'unsubscribe', String(id)),
    vote: Array.from({ length: issue.votes }, (_, index) =>
      signToken(key, 'vote', `${issue.id}.${index + 1}.${id}`),
    ),
  }));
}

function mailOf(issue: FrozenIssue, variant: number): FrozenMail {
  const mail = issue.mails.find(candidate => candidate.variant === variant) ?? issue.mails[0];
  if (!mail) throw new Error(`Issue ${issue.week} has no frozen mail.`);
  return mail;
}
