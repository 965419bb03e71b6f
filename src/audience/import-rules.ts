import type { ImportRow } from './import-row.ts';
import { type Past, pastOfBoth } from './moving/past.ts';
import type { Profile } from './profile.ts';
import type { SubscriberState } from './subscriber.ts';
import type { SuppressionReason } from './suppression.ts';

/** What a file asks for one address: its rows about the address taken together. */
export interface Wish extends Profile {
  readonly email: string;
  readonly dedupeKey: string;
  /** null when the file only asks to suppress it. */
  readonly state: 'pending' | 'confirmed' | 'unsubscribed' | null;
  readonly suppress: boolean;
  readonly past?: Past;
  /** How many rows were taken together. */
  readonly rows: number;
}

/** What is already known of an address. */
export interface Known extends Profile {
  readonly id: number;
  readonly state: SubscriberState;
}

export interface Decision {
  /** What the row counts as; every row counts once. */
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'keptOut' | 'suppressed';
  /** State of the new subscriber; null for none. */
  readonly insert: 'pending' | 'confirmed' | 'unsubscribed' | null;
  /** New state of a known subscriber; null to leave it. */
  readonly move: 'confirmed' | 'unsubscribed' | null;
  /** A known subscriber's profile with its gaps filled; null to leave it. */
  readonly fill: Profile | null;
  readonly suppress: boolean;
}

const NOTHING: Decision = { outcome: 'unchanged', insert: null, move: null, fill: null, suppress: false };

/** Takes rows about the same address together: the one that sends the least mail wins, what is told first fills in. */
export function gatherWishes(rows: readonly ImportRow[], confirmed: boolean): Wish[] {
  const wishes = new Map<string, Wish>();
  for (const row of rows) {
    const wish = toWish(row, confirmed);
    const earlier = wishes.get(row.dedupeKey);
    wishes.set(row.dedupeKey, earlier ? together(earlier, wish) : wish);
  }
  return [...wishes.values()];
}

/**
 * What an import does about one address. An unsubscribe or a suppression wins, whether known before or told by the
 * file; a reader's own words are never overwritten, only gaps are filled.
 */
export function decide(wish: Wish, known: Known | null, suppression: SuppressionReason | null): Decision {
  const leaves = wish.suppress || wish.state === 'unsubscribed';
  // Nothing may bring an erased person back but they themselves; to leave is what they asked for anyway.
  if (suppression === 'erased' && !known) return { ...NOTHING, outcome: leaves ? 'unchanged' : 'keptOut' };
  if (wish.suppress) return suppressing(wish, known, suppression);
  if (wish.state === 'unsubscribed') return leaving(known);
  if (suppression !== null || known?.state === 'unsubscribed') return { ...NOTHING, outcome: 'keptOut' };
  if (!known) return { ...NOTHING, outcome: 'added', insert: wish.state };
  const move = known.state === 'pending' && wish.state === 'confirmed' ? 'confirmed' : null;
  const fill = filled(known, wish);
  return { ...NOTHING, outcome: move || fill ? 'changed' : 'unchanged', move, fill };
}

function suppressing(wish: Wish, known: Known | null, suppression: SuppressionReason | null): Decision {
  const suppress = suppression === null || suppression === 'erased';
  const left = wish.state === 'unsubscribed' ? leaving(known) : NOTHING;
  // A pending subscriber keeps what the row tells; being suppressed, it never gets a mail.
  const keeps = wish.name !== '' || wish.timezone !== '' || wish.interests.length > 0;
  const insert = known ? null : (left.insert ?? (suppress && keeps ? 'pending' : null));
  const outcome = suppress ? 'suppressed' : left.outcome;
  return { ...NOTHING, outcome, insert, move: left.move, suppress };
}

function leaving(known: Known | null): Decision {
  if (!known) return { ...NOTHING, outcome: 'added', insert: 'unsubscribed' };
  if (known.state === 'unsubscribed') return NOTHING;
  return { ...NOTHING, outcome: 'changed', move: 'unsubscribed' };
}

/** The known profile with its gaps filled, or null when there is nothing to fill. */
function filled(known: Profile, wish: Profile): Profile | null {
  const name = known.name || wish.name;
  const timezone = known.timezone || wish.timezone;
  const interests = known.interests.length > 0 ? known.interests : wish.interests;
  const gained =
    name !== known.name || timezone !== known.timezone || interests.length > known.interests.length;
  return gained ? { name, timezone, interests } : null;
}

function toWish(row: ImportRow, confirmed: boolean): Wish {
  const { email, dedupeKey, name, timezone, interests, status, past } = row;
  const asked = status === '' || status === 'confirmed' ? (confirmed ? 'confirmed' : 'pending') : status;
  return {
    email,
    dedupeKey,
    name,
    timezone,
    interests,
    state: asked === 'suppressed' ? null : asked,
    suppress: asked === 'suppressed',
    ...(past && { past }),
    rows: 1,
  };
}

/** Whoever is pending in one row and confirmed in another has not confirmed for sure. */
const STRENGTH = { unsubscribed: 3, pending: 2, confirmed: 1 };

function together(earlier: Wish, later: Wish): Wish {
  const past = pastOfBoth(earlier.past, later.past);
  const strength = (wish: Wish) => (wish.state ? STRENGTH[wish.state] : 0);
  return {
    ...earlier,
    ...(filled(earlier, later) ?? {}),
    state: strength(later) > strength(earlier) ? later.state : earlier.state,
    suppress: earlier.suppress || later.suppress,
    ...(past && { past }),
    rows: earlier.rows + 1,
  };
}
