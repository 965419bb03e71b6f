import type { Consent } from '../../audience/consent.ts';
import { CONFIRM_EVERY_MS, MOST_CONFIRMATIONS } from '../../audience/signup-caps.ts';
import type { Subscriber } from '../../audience/subscriber.ts';
import { consentsOf } from '../../storage/audience/consents.ts';
import { lastDeliveriesTo } from '../../storage/audience/person-deliveries.ts';
import { mailsTo, type PersonalMail } from '../../storage/audience/personal-data.ts';
import { readHistory } from '../../storage/audience/signup-addresses.ts';
import { type SubscriberLine, statusOf } from '../../storage/audience/subscriber-search.ts';
import { findById } from '../../storage/audience/subscribers.ts';
import { findSuppression, type SuppressionLine } from '../../storage/audience/suppression-list.ts';
import type { Store } from '../../storage/database.ts';
import { addressHasher } from '../../storage/meta.ts';
import type { Newsroom } from '../newsroom.ts';
import { ISSUES_SHOWN } from './limits.ts';

/** Everything an editor may know of one subscriber. How they voted is not among it: that is told to nobody. */
export interface Person {
  readonly subscriber: Subscriber;
  readonly status: SubscriberLine['status'];
  readonly suppression: SuppressionLine | null;
  /** Oldest first. */
  readonly consents: readonly Consent[];
  /** Newest first. */
  readonly deliveries: Awaited<ReturnType<typeof lastDeliveriesTo>>;
  /** Newest first. */
  readonly mails: readonly PersonalMail[];
  /** Confirmation mails so far. */
  readonly confirmations: number;
  /** When they may be asked to confirm again, epoch ms; null for never. */
  readonly askAgainAt: number | null;
}

/** @returns null for an id nobody has */
export async function readPerson(room: Newsroom, id: number): Promise<Person | null> {
  const { store } = room;
  const subscriber = await findById(store, id);
  if (!subscriber) return null;
  const history = await readHistory(store, subscriber.dedupeKey);
  return {
    subscriber,
    status: statusOf(subscriber, room.now()),
    suppression: await suppressionOf(store, subscriber),
    consents: await consentsOf(store, id),
    deliveries: await lastDeliveriesTo(store, id, ISSUES_SHOWN),
    mails: subscriber.email === '' ? [] : (await mailsTo(store, subscriber.email)).toReversed(),
    confirmations: history.confirmations,
    askAgainAt:
      history.confirmations >= MOST_CONFIRMATIONS
        ? null
        : history.mailedAt === 0
          ? 0
          : history.mailedAt + CONFIRM_EVERY_MS,
  };
}

/** With its hash, by which pages lead to it: no address of ours has a reader's in it. */
async function suppressionOf(
  store: Store,
  { email, dedupeKey }: Pick<Subscriber, 'email' | 'dedupeKey'>,
): Promise<SuppressionLine | null> {
  return email === '' ? null : findSuppression(store, (await addressHasher(store))(dedupeKey));
}
