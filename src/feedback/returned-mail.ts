import { isAutoReply } from './returned/auto-reply.ts';
import { readComplaint } from './returned/complaint.ts';
import { openMail } from './returned/opened-mail.ts';
import type { ReturnedMail } from './returned/said.ts';
import { readServerNotice } from './returned/server-notice.ts';

export type { ReturnedMail } from './returned/said.ts';

/**
 * Reads a mail that came to the return path (docs/decisions/205). Never throws, whatever the bytes are; reads one megabyte
 * of them and leaves the rest.
 * @returns at least one; a report about several recipients gives one for each
 */
export async function readReturnedMail(bytes: Uint8Array): Promise<readonly ReturnedMail[]> {
  const mail = await openMail(bytes);
  if (!mail) return [{ is: 'other' }];
  // Servers call their notices replies too (Exim, Postfix), so those are looked for first.
  return (
    readServerNotice(mail) ?? readComplaint(mail) ?? [{ is: isAutoReply(mail) ? 'auto_reply' : 'other' }]
  );
}
