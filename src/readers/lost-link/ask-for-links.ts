import { LOST_LINK_CAPS } from '../../audience/signup-caps.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import { keepLinkRequest } from '../../storage/audience/link-requests.ts';
import { addressHasher } from '../../storage/meta.ts';

/**
 * Takes down that somebody wants new links. Does the same for every address and never looks whose it is:
 * `answerLinkRequests` does, out of sight.
 * @param request.dedupeKey as parseAddress gives it
 */
export async function askForLinks(
  room: Newsroom,
  request: { readonly dedupeKey: string; readonly network: string },
): Promise<void> {
  const now = room.now();
  const subject = (await addressHasher(room.store))(request.dedupeKey);
  const { network, address, everyone } = LOST_LINK_CAPS;
  const fits =
    (await takeCap(room.store, { cap: 'lostLinkNetwork', subject: request.network, ...network, now })) &&
    (await takeCap(room.store, { cap: 'lostLinkAddress', subject, ...address, now })) &&
    (await takeCap(room.store, { cap: 'lostLinkEveryone', subject: '', ...everyone, now }));
  if (fits) await keepLinkRequest(room.store, { dedupeKey: request.dedupeKey, askedAt: now });
}
