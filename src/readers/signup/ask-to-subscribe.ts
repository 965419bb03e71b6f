import { widerNetworkOf } from '../../audience/network.ts';
import { type Challenge, newChallenge, readProof } from '../../audience/proof-of-work.ts';
import type { Signup } from '../../audience/signup.ts';
import { CAPS } from '../../audience/signup-caps.ts';
import { signupWording, type Wording } from '../../audience/signup-form.ts';
import { arrivesWords } from '../../newsroom/arrives-words.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { isFull } from '../../storage/audience/caps.ts';
import { keepSignupRequest } from '../../storage/audience/signup-requests.ts';
import { unsynced } from '../../storage/unsynced.ts';
import { type Admission, admitSignup } from './admit-signup.ts';
import { readStamp } from './form-stamp.ts';

/**
 * Takes in a sign-up. What happens, and every statement, is the same whatever is known of the address: one row is kept,
 * and decideSignups looks at it later.
 * @returns a challenge for a program that would be admitted with a proof of work; null otherwise
 */
export async function askToSubscribe(room: Newsroom, signup: Signup): Promise<Challenge | null> {
  const now = room.now();
  const entrance = entranceOf(room, signup, now);
  if (entrance === null) return null;
  const admission = await admit(room, signup, entrance, now);
  if (admission.kind === 'asked') return newChallenge(room.keyring.current, now);
  if (admission.kind === 'turned away') return null;
  const { email, dedupeKey, name, timezone, interests, visitor, from } = signup;
  const wording = wordingOf(room, signup);
  await keepSignupRequest(room.store, {
    ...{ email, dedupeKey, name, timezone, interests },
    source: entrance.source,
    wording: wording?.text ?? '',
    evidence: {
      method: from.kind,
      ip: visitor.network,
      ...(visitor.userAgent !== '' && { userAgent: visitor.userAgent }),
      ...(wording && { wordingVersion: wording.version }),
    },
    createdAt: now,
    dueAt: admission.dueAt + entrance.waitsMs,
  });
  return null;
}

/**
 * The challenge a form may solve while somebody fills it in, so that the mail leaves at once. Reads only.
 * @returns null while there is no need
 */
export async function offerChallenge(room: Newsroom, network: string): Promise<Challenge | null> {
  const now = room.now();
  const wider = widerNetworkOf(network);
  const isNeeded =
    (await isFull(room.store, { cap: 'free', subject: network, ...CAPS.free, now })) ||
    (wider !== null &&
      (await isFull(room.store, { cap: 'freeWide', subject: wider, ...CAPS.freeWide, now }))) ||
    (await isFull(room.store, { cap: 'everyone', subject: '', ...CAPS.everyone, now }));
  return isNeeded ? newChallenge(room.keyring.current, now) : null;
}

/** What is too quick for a person waits so long, and counts among the forms without a time: a browser may have filled it. */
const HASTY_WAITS_MS = 30_000;

interface Entrance {
  readonly by: 'form' | 'untimed' | 'json';
  readonly source: string;
  readonly waitsMs: number;
}

/** null for what only a program does: it fills the trap. All else is answered, however odd its stamp. */
function entranceOf(room: Newsroom, { from }: Signup, now: number): Entrance | null {
  if (from.kind === 'json') return { by: 'json', source: 'json', waitsMs: 0 };
  if (from.trap !== '') return null;
  const { kind, source } = readStamp(room.keyring, from.stamp, now);
  return {
    by: kind === 'timed' ? 'form' : 'untimed',
    source: source === null ? 'form' : `form:${source}`,
    waitsMs: kind === 'hasty' ? HASTY_WAITS_MS : 0,
  };
}

/** A power cut may take back the last counts: nobody waits for the disk twice. */
async function admit(room: Newsroom, signup: Signup, { by }: Entrance, now: number): Promise<Admission> {
  const proof = signup.proof === '' ? null : await readProof(room.keyring.current, signup.proof, now);
  return unsynced(room.store, trx =>
    admitSignup(
      trx,
      { network: signup.visitor.network, by, proof: proof?.kind === 'good' ? proof : null },
      now,
    ),
  );
}

/** What a program showed to whoever agreed, we cannot know: their consent is the page that confirms. */
function wordingOf({ settings }: Newsroom, { from }: Signup): Wording | null {
  if (from.kind === 'json') return null;
  return signupWording(settings.PUBLICATION_NAME, arrivesWords(settings), settings.style.words);
}
