import type { SigningKey } from '../audience/token.ts';
import type { Batch, ClaimedBatch } from './batch.ts';
import type { BulkWire, Mailer, MailerAnswer } from './mailers/mailer.ts';
import { buildMessages, bulkReaders, type FrozenIssue, hashMessages } from './payload.ts';
import type { Recipient } from './recipient.ts';

/** A batch as its mailer will be given it, and the fingerprint it is sealed with. */
export interface Payload {
  readonly sha256: string;
  /** Hands it over, once. */
  submit(options: Parameters<Mailer['submit']>[1]): Promise<MailerAnswer>;
}

/**
 * A pure function of frozen rows and one signing key: the same payload on every attempt, in every process.
 * @returns null where these mails cannot take this form
 */
type PayloadForm = (issue: FrozenIssue, key: SigningKey, recipients: readonly Recipient[]) => Payload | null;

/** Most mails a mailer takes at once, if it can do as it is set to. */
export function batchLimit({ thin, maxBatch }: Mailer): number {
  return thin?.preferred ? (thin.maxBatch ?? maxBatch) : maxBatch;
}

/** Of batches that any of these mailers may be the one to take. @returns 1 where there is none */
export function largestBatch(mailers: readonly Mailer[]): number {
  return Math.max(1, ...mailers.map(batchLimit));
}

/** Most mails of a batch that is sealed now. */
export function sealLimit(mailer: Mailer, issue: FrozenIssue, batch: Batch): number {
  return mayGoThin(issue) && isNewTo(mailer, batch) ? batchLimit(mailer) : mailer.maxBatch;
}

/** Whether this mailer may see a batch for the first time: whatever another one has said of it says nothing of this one. */
function isNewTo({ name }: Mailer, { attempts, provider }: Batch): boolean {
  return attempts === 0 || (provider !== '' && provider !== name);
}

function mayGoThin({ mails, templates }: FrozenIssue): boolean {
  return templates?.usable === true && mails.some(({ variant }) => templates.idOf(variant) !== '');
}

/**
 * The payload a batch is sealed with. Thin only at its first seal: one that is sealed anew may have been refused in that
 * form, and in full it surely tells why.
 */
export function newPayload(
  mailer: Mailer,
  issue: FrozenIssue,
  { key, batch, recipients }: { key: SigningKey; batch: Batch; recipients: readonly Recipient[] },
): Payload {
  const thin =
    mailer.thin?.preferred && issue.templates?.usable && isNewTo(mailer, batch) ? mailer.thin : null;
  const payload =
    (thin && asBytes(thin)(issue, key, recipients)) ??
    (mailer.bulk && asBytes(mailer.bulk, mailer.maxBytes)(issue, key, recipients));
  return payload ?? asMessages(mailer)(issue, key, recipients);
}

/**
 * The payload a batch was sealed with, made again. A seal does not say in which form; the one that gives its hash again is
 * it. So a batch that was sealed under another setting, or by a version without the fast way, is finished as it was begun.
 * @returns null when no form gives it
 */
export function sealedPayload(
  mailer: Mailer,
  issue: FrozenIssue,
  { key, batch }: { key: SigningKey; batch: ClaimedBatch },
): Payload | null {
  for (const form of payloadForms(mailer, issue)) {
    const payload = form(issue, key, batch.recipients);
    if (payload?.sha256 === batch.seal.payloadSha256) return payload;
  }
  return null;
}

function payloadForms(mailer: Mailer, issue: FrozenIssue): readonly PayloadForm[] {
  const thin = mailer.thin && issue.templates ? [asBytes(mailer.thin)] : [];
  const full = [...(mailer.bulk ? [asBytes(mailer.bulk, mailer.maxBytes)] : []), asMessages(mailer)];
  return mailer.thin?.preferred ? [...thin, ...full] : [...full.slice(0, 1), ...thin, ...full.slice(1)];
}

function asBytes(bulk: BulkWire, most = Number.POSITIVE_INFINITY): PayloadForm {
  return (issue, key, recipients) => {
    const readers = bulkReaders(issue, key, recipients);
    if (bulk.fits && !bulk.fits(readers)) return null;
    const body = bulk.encode(readers);
    const submit: Payload['submit'] =
      body.length > most ? async () => tooLarge(body.length, most) : options => bulk.post(body, options);
    return { sha256: body.sha256, submit };
  };
}

/** Said without asking anybody, so that the batch is halved until it fits. */
function tooLarge(bytes: number, most: number): MailerAnswer {
  const reason = `The call would have ${bytes} bytes, and the mail API takes ${most}.`;
  return { kind: 'refused', scope: 'payload', code: 'too_large', reason };
}

function asMessages(mailer: Mailer) {
  return (issue: FrozenIssue, key: SigningKey, recipients: readonly Recipient[]): Payload => {
    const messages = buildMessages(issue, key, recipients);
    return { sha256: hashMessages(messages), submit: options => mailer.submit(messages, options) };
  };
}
