import type { Environment } from './environment.ts';
import type { PublicationSettings } from './of-publication.ts';

/** Says of itself that nobody reads it. */
const NO_REPLY = /^(?:no|do[-_.]?not|never)[-_.]?reply\b/iu;
/** Names that belong to nobody (RFC 2606): what is sent there reaches nobody. */
const RESERVED = /(?:^|[.@])(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/iu;

/**
 * Whether a person reads what readers answer, so that they may be asked to: `MAIL_REPLY_TO` is an address of somebody's. The
 * sample's own passes while mails stay in the outbox, where no answer can come from.
 */
export function readsReplies({
  MAIL_REPLY_TO,
  MAIL_PROVIDER,
}: Pick<Environment, 'MAIL_PROVIDER'> & Pick<PublicationSettings, 'MAIL_REPLY_TO'>): boolean {
  const address = (/<([^<>]*)>$/u.exec(MAIL_REPLY_TO)?.[1] ?? MAIL_REPLY_TO).trim();
  if (NO_REPLY.test(address)) return false;
  return !RESERVED.test(address) || MAIL_PROVIDER.every(name => name === 'outbox');
}
