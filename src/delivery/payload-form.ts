import type { SigningKey } from '../audience/token.ts';
import type { BulkWire, Mailer, MailerAnswer } from './mailers/mailer.ts';
import { buildMessages, bulkReaders, type FrozenIssue, hashMessages } from './payload.ts';
import type { Recipient } from './recipient.ts';

/** A batch as its mailer will be given it, and the fingerprint it is sealed with. */
export interface Payload {
  readonly sha256: string;
  /** Hands it over, once. */
  submit(options: { readonly key: string; readonly signal: AbortSignal }): Promise<MailerAnswer>;
}

/** A pure function of frozen rows and one signing key: the same payload on every attempt, in every process. */
export type PayloadForm = (issue: FrozenIssue, key: SigningKey, recipients: readonly Recipient[]) => Payload;

/**
 * How a mailer's payloads can be made, the preferred way first. A seal does not say which way it was made; the one that
 * gives its hash again is it. So a batch sealed by a version without the fast way is finished by one that has it.
 */
export function payloadForms(mailer: Mailer): readonly [PayloadForm, ...PayloadForm[]] {
  return mailer.bulk ? [asBytes(mailer.bulk), asMessages(mailer)] : [asMessages(mailer)];
}

function asBytes(bulk: BulkWire): PayloadForm {
  return (issue, key, recipients) => {
    const body = bulk.encode(bulkReaders(issue, key, recipients));
    return { sha256: body.sha256, submit: options => bulk.post(body, options) };
  };
}

function asMessages(mailer: Mailer): PayloadForm {
  return (issue, key, recipients) => {
    const messages = buildMessages(issue, key, recipients);
    return { sha256: hashMessages(messages), submit: options => mailer.submit(messages, options) };
  };
}
