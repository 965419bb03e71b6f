import { widerNetworkOf } from '../../audience/network.ts';
import { readToken, signToken } from '../../audience/token.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import { keepSignIn } from '../../storage/desk/sign-ins.ts';
import { digest } from '../digest.ts';
import { LATE_MS, LINK_MINUTES, SIGN_IN_CAPS } from './sign-in-caps.ts';

/** Longer than any address that mail can reach (RFC 5321). */
const LONGEST_ADDRESS = 254;

/**
 * Takes down that somebody wants to sign in. Does the same for every address and never looks whether it is an editor's:
 * `answerSignIns` does, out of sight.
 * @param request.browser the secret in the asking browser's cookie
 * @param request.known what a browser keeps at which somebody signed in before; '' for none
 */
export async function askSignIn(
  room: Newsroom,
  request: {
    readonly email: string;
    readonly browser: string;
    readonly known: string;
    readonly network: string;
  },
): Promise<void> {
  const email = request.email.trim().toLowerCase();
  const now = room.now();
  const dueAt = await admittedFor(room, email, request, now);
  if (dueAt === null || email === '' || email.length > LONGEST_ADDRESS) return;
  await keepSignIn(room.store, {
    id: room.newSecret(),
    email,
    browserHash: digest(request.browser),
    askedAt: now,
    dueAt,
    expiresAt: dueAt + LINK_MINUTES * 60_000,
  });
}

/**
 * When the link may leave; null for never. A browser at which this editor signed in before has a share of its own, which
 * nobody in the same network or elsewhere can use up. Otherwise all caps are taken, whichever is full.
 */
async function admittedFor(
  { store, keyring }: Newsroom,
  email: string,
  { known, network }: { readonly known: string; readonly network: string },
  now: number,
): Promise<number | null> {
  const take = (cap: CapName, subject: string) => takeCap(store, { ...SIGN_IN_CAPS[cap], subject, now });
  if (known !== '' && readToken(keyring, 'known-browser', known, now) === digest(email)) {
    return (await take('known', digest(email))) ? now : null;
  }
  const wider = widerNetworkOf(network);
  const taken = [
    await take('network', network),
    await take('pair', digest(`${network}\0${email}`)),
    wider === null || (await take('networkWide', wider)),
  ];
  if (!taken.every(Boolean)) return null;
  return (await take('address', digest(email))) ? now : now + LATE_MS;
}

type CapName = keyof typeof SIGN_IN_CAPS;

/** What a browser keeps once somebody has signed in there. It opens nothing. */
export function knownBrowser({ keyring }: Newsroom, editor: string): string {
  return signToken(keyring.current, 'known-browser', digest(editor.toLowerCase()));
}
