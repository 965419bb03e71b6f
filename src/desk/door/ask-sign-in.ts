import type { Newsroom } from '../../newsroom/newsroom.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import { keepSignIn } from '../../storage/desk/sign-ins.ts';
import { digest } from '../digest.ts';
import { SIGN_IN_CAPS } from './sign-in-caps.ts';

/** How long a mailed link works, minutes. */
export const LINK_MINUTES = 15;
/** Longer than any address that mail can reach (RFC 5321). */
const LONGEST_ADDRESS = 254;

/**
 * Takes down that somebody wants to sign in. Does the same for every address and never looks whether it is an editor's:
 * `answerSignIns` does, out of sight.
 * @param request.browser the secret in the asking browser's cookie
 */
export async function askSignIn(
  room: Newsroom,
  request: { readonly email: string; readonly browser: string; readonly network: string },
): Promise<void> {
  const email = request.email.trim().toLowerCase();
  const now = room.now();
  const byNetwork = await takeCap(room.store, { ...SIGN_IN_CAPS.network, subject: request.network, now });
  const byAddress = await takeCap(room.store, { ...SIGN_IN_CAPS.address, subject: digest(email), now });
  if (!byNetwork || !byAddress || email === '' || email.length > LONGEST_ADDRESS) return;
  await keepSignIn(room.store, {
    id: room.newSecret(),
    email,
    browserHash: digest(request.browser),
    askedAt: now,
    expiresAt: now + LINK_MINUTES * 60_000,
  });
}
