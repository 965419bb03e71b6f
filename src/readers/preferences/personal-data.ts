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

/** Everything that is kept about one reader. Times are epoch ms. */
export interface PersonalData {
  readonly exportedAt: number;
  readonly profile: Profile & {
    readonly email: string;
    readonly state: string;
    readonly source: string;
    readonly createdAt: number;
    readonly confirmedAt: number | null;
    readonly unsubscribedAt: number | null;
    readonly pausedUntil: number | null;
    /** Set while the address is never mailed, because it bounced or complained. */
    readonly suppressedAt: number | null;
  };
  readonly consents: readonly Consent[];
  readonly deliveries: readonly PersonalDelivery[];
  readonly mails: readonly PersonalMail[];
  readonly ballots: readonly CastBallot[];
}

/** @returns null for links that open nothing */
export async function personalData(room: Newsroom, token: string): Promise<PersonalData | null> {
  const reader = await readerOf(room, 'preferences', token);
  if (!reader) return null;
  const { id, dedupeKey: _, ...profile } = reader;
  return {
    exportedAt: room.now(),
    profile,
    consents: await consentsOf(room.store, id),
    deliveries: await deliveriesTo(room.store, id),
    mails: await mailsTo(room.store, reader.email),
    ballots: await ballotsOf(room.store, id),
  };
}
