import { UNKNOWN_NETWORK } from '../../audience/network.ts';
import type { Profile } from '../../audience/profile.ts';
import { CONFIRMATIONS_PER_HOUR } from '../../audience/signup-caps.ts';
import { recordAct } from '../../newsroom/audience/record-act.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import { recordConsents } from '../../storage/audience/consents.ts';
import { importTarget } from '../../storage/audience/subscriber-import.ts';
import { findByKey, insertPending } from '../../storage/audience/subscribers.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { confirmationLetter, queueConfirmation } from './confirmation.ts';

/** Somebody whom another program brings. */
export interface NewReader extends Profile {
  /** As parseAddress gives them. */
  readonly email: string;
  readonly dedupeKey: string;
  /** The program, as the log names it. */
  readonly who: string;
}

export type AddOutcome =
  /**
   * `asked`: the confirmation mail is queued. `capped`: they had one within a day, or three in all, or their domain as many as
   * it may. `confirmed`: they get the issues, now or already. `suppressed`: nothing is ever mailed to that address.
   * `kept out`: they have left or were erased, and words given for them do not bring them back.
   */
  | {
      readonly kind: 'asked' | 'capped' | 'confirmed' | 'suppressed' | 'kept out';
      readonly id: number | null;
    }
  /** The program has asked for as many confirmation mails as may go in an hour. */
  | { readonly kind: 'too many'; readonly perHour: number };

const HOUR_MS = 3_600_000;
const EVIDENCE = { method: 'key' } as const;

/**
 * Brings in a reader by double opt-in, as if they had signed up: they get one mail, and nothing more unless they confirm. Who
 * unsubscribed is asked as well, since they may have signed up anew; who is suppressed is not.
 */
export async function inviteReader(room: Newsroom, reader: NewReader): Promise<AddOutcome> {
  const { store } = room;
  const now = room.now();
  const cap = { cap: 'api-confirmations', subject: reader.who, limit: CONFIRMATIONS_PER_HOUR };
  if (!(await takeCap(store, { ...cap, perMs: HOUR_MS, now })))
    return { kind: 'too many', perHour: CONFIRMATIONS_PER_HOUR };
  const consent = { wording: '', source: 'api', evidence: EVIDENCE };
  const inserted = await insertPending(store, { ...reader, at: now, consent });
  const subscriber =
    inserted.kind === 'known' ? inserted.subscriber : await findByKey(store, reader.dedupeKey);
  if (!subscriber) throw new Error('A subscriber vanished while being added.');
  const { id } = subscriber;
  if (subscriber.suppressedAt !== null) return { kind: 'suppressed', id };
  if (subscriber.state === 'confirmed') return { kind: 'confirmed', id };
  const request = { askedAt: now, network: UNKNOWN_NETWORK, at: now };
  const letter = await confirmationLetter(room, subscriber, request);
  const outcome = await inTransaction(store, async trx => {
    const queued = await queueConfirmation(trx, subscriber, letter, { now, at: now, byDomain: true });
    // Who is new has it recorded already.
    if (queued === 'queued' && inserted.kind === 'known')
      await recordConsents(trx, [{ ...consent, subscriberId: id, event: 'requested', at: now }]);
    return queued;
  });
  if (outcome === 'queued') await recordAct(room, reader.who, 'asked to confirm', `subscriber ${id}`);
  return { kind: outcome === 'queued' ? 'asked' : 'capped', id };
}

/**
 * Brings in a reader who has agreed elsewhere, in these words: confirmed without a mail, by the rules of an import of one row.
 * @param consent the words they agreed to
 */
export async function admitReader(room: Newsroom, reader: NewReader, consent: string): Promise<AddOutcome> {
  const { email, dedupeKey, name, timezone, interests, who } = reader;
  const row = { email, dedupeKey, name, timezone, interests, status: '' } as const;
  const order = { consent, source: 'api', from: 'csv', at: room.now(), dryRun: false } as const;
  const tally = await importTarget(room.store).write([row], order);
  const subscriber = await findByKey(room.store, dedupeKey);
  const id = subscriber?.id ?? null;
  if (tally.keptOut > 0)
    return { kind: subscriber && subscriber.state !== 'unsubscribed' ? 'suppressed' : 'kept out', id };
  if (tally.added.confirmed + tally.changed > 0)
    await recordAct(room, who, 'added with consent', `subscriber ${id}`);
  return { kind: 'confirmed', id };
}
