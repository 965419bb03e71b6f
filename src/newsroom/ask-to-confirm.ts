import { CONFIRM_VALID_HOURS, CONFIRMATIONS_PER_HOUR } from '../audience/signup-caps.ts';
import { signExpiringToken } from '../audience/token.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import { renderLetter } from '../render/letters.ts';
import { findById } from '../storage/subscribers.ts';
import type { Newsroom } from './newsroom.ts';
import { senderOf } from './notify-editors.ts';

const HOUR_MS = 3_600_000;

/**
 * Queues confirmation mails to pending subscribers, spread out so that no hour sees more than the cap. One a day each.
 * @param offset how many were queued before in this run: they come first
 */
export async function askToConfirm(room: Newsroom, ids: readonly number[], offset: number): Promise<void> {
  const { settings } = room;
  for (const [index, id] of ids.entries()) {
    const subscriber = await findById(room.store, id);
    if (subscriber?.state !== 'pending') continue;
    const notBefore = room.now() + Math.floor((offset + index) / CONFIRMATIONS_PER_HOUR) * HOUR_MS;
    const expiresAt = notBefore + CONFIRM_VALID_HOURS * HOUR_MS;
    const token = signExpiringToken(room.keyring.current, 'confirm', String(id), expiresAt);
    const letter = await renderLetter(
      {
        kind: 'confirm',
        link: `${settings.PUBLIC_URL}/confirm/${token}`,
        askedAt: room.now(),
        network: '',
        validHours: CONFIRM_VALID_HOURS,
        sender: senderOf(room),
      },
      settings.TEMPLATE_ENGINE,
    );
    await room.singleMails.enqueue(
      {
        kind: 'confirm',
        dedupe: `confirm:${id}:${new Date(room.now()).toISOString().slice(0, 10)}`,
        to: subscriber.email,
        week: '',
        ...letter,
        headers: listHeaders({
          kind: 'confirm',
          publication: settings.PUBLICATION_NAME,
          from: settings.MAIL_FROM,
        }),
      },
      room.now(),
      notBefore,
    );
  }
}
