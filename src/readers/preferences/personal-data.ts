import type { Consent } from '../../audience/consent.ts';
import type { Profile } from '../../audience/profile.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { consentsOf } from '../../storage/audience/consents.ts';
import {
  deliveriesTo,
  mailsTo,
  type PersonalDelivery,
  type PersonalMail,
} from '../../storage/audience/personal-data.ts';
import { ballotsOf, type CastBallot } from '../../storage/vote/ballots.ts';
import { readerOf } from '../token-reader.ts';

/** Everything that is kept about one reader, for their own eyes: times as people write them, `2026-11-26T09:00:00.000Z`. */
export interface PersonalData {
  readonly exportedAt: string;
  readonly profile: Profile & {
    readonly email: string;
    readonly state: string;
    readonly source: string;
    readonly createdAt: string;
    readonly confirmedAt: string | null;
    readonly unsubscribedAt: string | null;
    readonly pausedUntil: string | null;
    /** Set while the address is never mailed, because it bounced or complained. */
    readonly suppressedAt: string | null;
  };
  readonly consents: readonly Dated<Consent>[];
  readonly deliveries: readonly (Omit<PersonalDelivery, 'outcome' | 'events'> & {
    readonly outcome: { readonly what: string; readonly at: string } | null;
    readonly events: readonly Dated<PersonalDelivery['events'][number]>[];
  })[];
  readonly mails: readonly (Omit<PersonalMail, 'createdAt'> & { readonly createdAt: string })[];
  readonly ballots: readonly (Omit<CastBallot, 'castAt' | 'changedAt'> & {
    readonly castAt: string;
    readonly changedAt: string;
  })[];
}

type Dated<T> = Omit<T, 'at'> & { readonly at: string };

/** @returns null for links that open nothing */
export async function personalData(room: Newsroom, token: string): Promise<PersonalData | null> {
  const reader = await readerOf(room, 'preferences', token);
  if (!reader) return null;
  const { id, dedupeKey: _, ...profile } = reader;
  return {
    exportedAt: written(room.now()),
    profile: {
      ...profile,
      createdAt: written(profile.createdAt),
      confirmedAt: writtenOrNull(profile.confirmedAt),
      unsubscribedAt: writtenOrNull(profile.unsubscribedAt),
      pausedUntil: writtenOrNull(profile.pausedUntil),
      suppressedAt: writtenOrNull(profile.suppressedAt),
    },
    consents: (await consentsOf(room.store, id)).map(dated),
    deliveries: (await deliveriesTo(room.store, id)).map(({ outcome, events, ...delivery }) => ({
      ...delivery,
      outcome: outcome && dated(outcome),
      events: events.map(dated),
    })),
    mails: (await mailsTo(room.store, reader.email)).map(mail => ({
      ...mail,
      createdAt: written(mail.createdAt),
    })),
    ballots: (await ballotsOf(room.store, id)).map(ballot => ({
      ...ballot,
      castAt: written(ballot.castAt),
      changedAt: written(ballot.changedAt),
    })),
  };
}

function dated<T extends { readonly at: number }>(entry: T): Dated<T> {
  return { ...entry, at: written(entry.at) };
}

function written(at: number): string {
  return new Date(at).toISOString();
}

function writtenOrNull(at: number | null): string | null {
  return at === null ? null : written(at);
}
