import type { NewSingleMail } from '../../delivery/single-mail.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { endLinkRequest, type LinkRequest, nextLinkRequest } from '../../storage/audience/link-requests.ts';
import { findByKey } from '../../storage/audience/subscribers.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { mailToReader, wayOut } from '../reader-mail.ts';

/** A request that cannot be answered is tried again for so long. */
const PATIENCE_MS = 3_600_000;

/**
 * Mails new links to everybody who asked and gets the mails; all others are forgotten. One round; safe to repeat and to
 * kill: the request goes in the transaction that queues the mail.
 */
export async function answerLinkRequests(room: Newsroom, signal: AbortSignal): Promise<void> {
  let last = 0;
  while (!signal.aborted) {
    const request = await nextLinkRequest(room.store, last);
    if (!request) return;
    last = request.id;
    try {
      await answer(room, request);
    } catch (error) {
      room.log.error({ err: error, request: request.id }, 'new links could not be sent');
      if (room.now() - request.askedAt > PATIENCE_MS) await endLinkRequest(room.store, request.id);
    }
  }
}

async function answer(room: Newsroom, request: LinkRequest): Promise<void> {
  const mail = await mailFor(room, request);
  await inTransaction(room.store, async trx => {
    if (!(await endLinkRequest(trx, request.id)) || !mail) return;
    await singleMailStore(trx).enqueue(mail, room.now());
  });
}

/** Null for who gets no mails: nobody is written to because a stranger typed their address. */
async function mailFor(room: Newsroom, request: LinkRequest): Promise<NewSingleMail | null> {
  const reader = await findByKey(room.store, request.dedupeKey);
  if (reader?.state !== 'confirmed' || reader.suppressedAt !== null) return null;
  const { preferences, unsubscribe } = wayOut(room, reader.id);
  const letter = await renderLetter(
    { kind: 'links', askedAt: request.askedAt, preferences, unsubscribe, sender: senderOf(room) },
    room.settings.TEMPLATE_ENGINE,
  );
  return mailToReader(room, reader, `links:${reader.id}:${request.id}`, letter);
}
