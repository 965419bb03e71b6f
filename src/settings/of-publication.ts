import { join } from 'node:path';
import type { HouseStyle } from '../publication/house-style.ts';
import { mailbox } from '../publication/mailbox.ts';
import { type Environment, samplePostalAddress } from './environment.ts';

/** Settings that a publication's folder answers where nobody sets them. */
export type PublicationSettings = Record<
  'PUBLICATION_NAME' | 'POSTAL_ADDRESS' | 'MAIL_FROM' | 'MAIL_REPLY_TO' | 'OUTBOX_DIR',
  string
>;

/** Where the sample's mails claim to come from: a domain that belongs to nobody. */
const SAMPLE_SENDER = 'verdicts@verdicts.example';
const SAMPLE_CONTACT = 'editor@verdicts.example';

/**
 * What is set wins; the publication's file answers the rest.
 * @param home where the program keeps what is the publication's own, absolute
 */
export function settingsOf(
  set: Partial<Pick<Environment, keyof PublicationSettings>>,
  style: HouseStyle,
  home: string,
): PublicationSettings {
  const name = set.PUBLICATION_NAME ?? style.name;
  return {
    PUBLICATION_NAME: name,
    POSTAL_ADDRESS: set.POSTAL_ADDRESS ?? (style.postalAddress || samplePostalAddress(name)),
    MAIL_FROM: set.MAIL_FROM ?? sampleSender(style.name),
    MAIL_REPLY_TO: set.MAIL_REPLY_TO ?? (style.contact || SAMPLE_CONTACT),
    OUTBOX_DIR: set.OUTBOX_DIR ?? join(home, 'var/outbox'),
  };
}

/** A name that cannot stand before an address as it is stands there in quotation marks. */
function sampleSender(name: string): string {
  const quoted = `"${name.replace(/["\\]/gu, '’')}"`;
  const fitting = [name, quoted].find(form => mailbox.safeParse(`${form} <${SAMPLE_SENDER}>`).success);
  return fitting === undefined ? SAMPLE_SENDER : mailbox.parse(`${fitting} <${SAMPLE_SENDER}>`);
}
