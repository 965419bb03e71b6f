import { TELL_CONFIRMED_EVERY_MS } from '../../audience/signup-caps.ts';
import type { Subscriber } from '../../audience/subscriber.ts';
import type { NewSingleMail } from '../../delivery/single-mail.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { recordConsents } from '../../storage/audience/consents.ts';
import {
  type AddressHistory,
  holdHistory,
  noteTold,
  readHistory,
} from '../../storage/audience/signup-addresses.ts';
import {
  endSignupRequest,
  nextSignupRequest,
  postponeSignupRequest,
  type SignupRequest,
} from '../../storage/audience/signup-requests.ts';
import { findById, insertPending } from '../../storage/audience/subscribers.ts';
import type { Store } from '../../storage/database.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { confirmationLetter, hadEnough, queueConfirmation } from './confirmation.ts';
import { alreadyLetter } from './reader-letters.ts';

const MOST_TRIES = 5;
const RETRY_MS = 60_000;

/**
 * Answers everybody who signed up and is due: the only place where the state of an address decides what happens, out of
 * sight of whoever asked.
 * @returns how many were decided
 */
export async function decideSignups(room: Newsroom, signal: AbortSignal): Promise<number> {
  let decided = 0;
  while (!signal.aborted) {
    const request = await nextSignupRequest(room.store, room.now());
    if (!request) break;
    try {
      await decide(room, request);
      decided += 1;
    } catch (error) {
      await setAside(room, request, error);
    }
  }
  return decided;
}

async function decide(room: Newsroom, request: SignupRequest): Promise<void> {
  const { store } = room;
  const { source, wording, evidence, createdAt: at } = request;
  const consent = { wording, source, evidence };
  const inserted = await insertPending(store, { ...request, at, consent });
  const subscriber = inserted.kind === 'known' ? inserted.subscriber : await findById(store, inserted.id);
  const answer = subscriber && (await answerFor(room, subscriber, request));
  await inTransaction(store, async trx => {
    if (!(await endSignupRequest(trx, request.id)) || !subscriber || !answer) return;
    const isQueued = await answer(trx);
    // Who is new has it recorded already.
    if (isQueued && inserted.kind === 'known' && subscriber.state !== 'confirmed') {
      await recordConsents(trx, [{ ...consent, subscriberId: subscriber.id, event: 'requested', at }]);
    }
  });
}

/** Queues the mail within the transaction it is given; false when the address has had enough of them. */
type Answer = (trx: Store) => Promise<boolean>;

/**
 * What this subscriber is mailed; null for nothing. Rendered before the transaction, which must be short; whether it is
 * not too much is asked again within it.
 */
async function answerFor(
  room: Newsroom,
  subscriber: Subscriber,
  request: SignupRequest,
): Promise<Answer | null> {
  if (subscriber.suppressedAt !== null) return null;
  const now = room.now();
  const askedAt = request.createdAt;
  const history = await readHistory(room.store, subscriber.dedupeKey);
  if (subscriber.state === 'confirmed') {
    if (wasTold(history, now)) return null;
    const letter = await alreadyLetter(room, subscriber, askedAt);
    return trx => tellConfirmed(trx, subscriber, letter, now);
  }
  if (hadEnough(history, now)) return null;
  const letter = await confirmationLetter(room, subscriber, {
    askedAt,
    network: request.evidence.ip ?? '',
    at: now,
  });
  return async trx =>
    (await queueConfirmation(trx, subscriber, letter, { now, at: now, byDomain: true })) === 'queued';
}

async function tellConfirmed(
  trx: Store,
  subscriber: Subscriber,
  letter: NewSingleMail,
  now: number,
): Promise<boolean> {
  if (wasTold(await holdHistory(trx, subscriber), now)) return false;
  await noteTold(trx, subscriber.id, now);
  return singleMailStore(trx).enqueue(letter, now);
}

function wasTold(history: AddressHistory, now: number): boolean {
  return now - history.toldAt < TELL_CONFIRMED_EVERY_MS;
}

/** One request that cannot be decided must not hold up the others, nor be tried for ever. */
async function setAside(room: Newsroom, request: SignupRequest, error: unknown): Promise<void> {
  const { id, tries } = request;
  const isLast = tries + 1 >= MOST_TRIES;
  room.log.error({ err: error, request: id, tries: tries + 1, isLast }, 'a sign-up could not be decided');
  if (isLast) await endSignupRequest(room.store, id);
  else await postponeSignupRequest(room.store, id, room.now() + RETRY_MS * 2 ** tries);
}
