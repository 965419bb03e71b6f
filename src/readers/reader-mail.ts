import { signToken } from '../audience/token.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import type { NewSingleMail } from '../delivery/single-mail.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';

interface Addressee {
  readonly id: number;
  readonly email: string;
}

/** The links of a letter's foot: every letter to a reader has a way out. */
export function wayOut(room: Newsroom, id: number) {
  const { PUBLIC_URL } = room.settings;
  const token = (purpose: 'preferences' | 'unsubscribe') =>
    signToken(room.keyring.current, purpose, String(id));
  const unsubscribeToken = token('unsubscribe');
  return {
    preferences: `${PUBLIC_URL}/preferences/${token('preferences')}`,
    unsubscribe: `${PUBLIC_URL}/unsubscribe/${unsubscribeToken}`,
    unsubscribeToken,
  };
}

/** A rendered letter as a mail to one reader. It counts as a welcome to mail APIs: the list of kinds is closed. */
export function mailToReader(
  room: Newsroom,
  reader: Addressee,
  dedupe: string,
  letter: Pick<NewSingleMail, 'subject' | 'html' | 'text'>,
): NewSingleMail {
  const { settings } = room;
  const { unsubscribe, unsubscribeToken } = wayOut(room, reader.id);
  return {
    kind: 'welcome',
    dedupe,
    to: reader.email,
    week: '',
    ...letter,
    headers: listHeaders({
      kind: 'welcome',
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
      unsubscribe,
      ...(settings.MAIL_UNSUBSCRIBE && {
        unsubscribeMailbox: settings.MAIL_UNSUBSCRIBE,
        unsubscribeToken,
      }),
    }),
  };
}
