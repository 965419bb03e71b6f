import { randomUUID } from 'node:crypto';
import type { MailMark } from './mail-scan.ts';

/** A mail API that the sink answers like. */
export interface SinkApi extends MailMark {
  readonly name: 'resend' | 'postmark' | 'ses';
  /** To a call with so many mails. */
  yes(mails: number): unknown;
}

const ids = <Item>(mails: number, item: (id: string) => Item) =>
  Array.from({ length: mails }, () => item(randomUUID()));

export const RESEND: SinkApi = {
  name: 'resend',
  mark: '"to":["',
  yes: mails => ({ data: ids(mails, id => ({ id })) }),
};

const POSTMARK: SinkApi = {
  name: 'postmark',
  mark: '"To":"',
  yes: mails => ids(mails, MessageID => ({ ErrorCode: 0, Message: 'OK', MessageID })),
};

const SES: SinkApi = {
  name: 'ses',
  mark: '"ToAddresses":["',
  yes: () => ({ MessageId: randomUUID() }),
};

const SES_BULK: SinkApi = {
  ...SES,
  readsAll: true,
  yes: mails => ({ BulkEmailEntryResults: ids(mails, MessageId => ({ Status: 'SUCCESS', MessageId })) }),
};

const BY_PATH: Readonly<Record<string, SinkApi>> = {
  '/email/batch': POSTMARK,
  '/v2/email/outbound-emails': SES,
  '/v2/email/outbound-bulk-emails': SES_BULK,
};

/** Whose call this is, by its path. */
export function sinkApi(path: string): SinkApi {
  return BY_PATH[path] ?? RESEND;
}
