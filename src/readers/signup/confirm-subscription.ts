import { createHash } from 'node:crypto';
import type { Visitor } from '../../audience/signup.ts';
import { confirmWording } from '../../audience/signup-form.ts';
import { arrivesWords } from '../../newsroom/arrives-words.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { dropHistory } from '../../storage/audience/signup-addresses.ts';
import { confirm, findById } from '../../storage/audience/subscribers.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { readConfirm } from './confirm-token.ts';
import { welcomeLetter } from './reader-letters.ts';

/**
 * The second half of a double opt-in: confirms, records the words that stood at the button, queues the welcome, all in
 * one transaction.
 * @returns `ended` for a link that is forged, expired or used: which of them is not told
 */
export async function confirmSubscription(
  room: Newsroom,
  token: string,
  visitor: Visitor,
): Promise<'confirmed' | 'ended'> {
  const now = room.now();
  const request = readConfirm(room.keyring, token, now);
  const subscriber = request && (await findById(room.store, request.subscriberId));
  if (!request || !subscriber || subscriber.state === 'confirmed') return 'ended';
  const letter = await welcomeLetter(room, subscriber, now);
  const { PUBLICATION_NAME, style } = room.settings;
  const wording = confirmWording(PUBLICATION_NAME, arrivesWords(room.settings), style.words);
  const consent = {
    wording: wording.text,
    source: 'confirm-page',
    evidence: {
      method: 'page',
      wordingVersion: wording.version,
      ip: visitor.network,
      ...(visitor.userAgent !== '' && { userAgent: visitor.userAgent }),
      tokenHash: createHash('sha256').update(token).digest('hex'),
    },
  };
  return inTransaction(room.store, async trx => {
    const { subscriberId: id, askedAt } = request;
    if ((await confirm(trx, id, { at: now, askedAt, consent })) !== 'confirmed') return 'ended';
    await dropHistory(trx, id);
    if (subscriber.suppressedAt === null) await singleMailStore(trx).enqueue(letter, now);
    return 'confirmed';
  });
}
