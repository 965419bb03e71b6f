import type { Profile } from './profile.ts';

/**
 * pending: asked, not yet confirmed. confirmed: gets the issues. unsubscribed: left. erased: asked to be forgotten; only
 * the id and the dates are left.
 */
export type SubscriberState = 'pending' | 'confirmed' | 'unsubscribed' | 'erased';

export interface Subscriber extends Profile {
  readonly id: number;
  /** '' once erased. */
  readonly email: string;
  readonly dedupeKey: string;
  readonly state: SubscriberState;
  /** Where the address came from: `form`, `import`, … */
  readonly source: string;
  readonly createdAt: number;
  readonly confirmedAt: number | null;
  readonly unsubscribedAt: number | null;
  readonly pausedUntil: number | null;
  /** Set while the address is suppressed, whatever the state says. */
  readonly suppressedAt: number | null;
}

/** What an export says of an address: its state, unless it is suppressed. */
export type SubscriberStatus = 'pending' | 'confirmed' | 'unsubscribed' | 'suppressed';

/** Addresses by status (they add up to the rows of an export), and how many were erased. */
export type SubscriberCounts = Readonly<Record<SubscriberStatus | 'erased', number>>;
