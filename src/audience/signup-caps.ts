const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Confirmation mails an hour, over everybody: a list that is imported must not look like an attack to mailboxes. */
export const CONFIRMATIONS_PER_HOUR = 200;
/** How long a confirmation link works. */
export const CONFIRM_VALID_HOURS = 72;

/** One address: a confirmation mail a day, three until it is confirmed; a word that it already is, once a week. */
export const CONFIRM_EVERY_MS = DAY_MS;
export const MOST_CONFIRMATIONS = 3;
export const TELL_CONFIRMED_EVERY_MS = 7 * DAY_MS;

/** Who asked and did not confirm is forgotten so long after the last confirmation mail. */
export const UNCONFIRMED_KEPT_MS = 7 * DAY_MS;

/** How many in any so long a time. */
export interface Cap {
  readonly limit: number;
  readonly perMs: number;
}

/**
 * What a cap counts: once a network or domain, the `everyone`s over everybody, the `Wide`s over what one customer may hold of
 * IPv6. Why these: decision 090.
 */
export const CAPS = {
  /** All sign-ups without a proof. */
  flood: { limit: 100, perMs: HOUR_MS },
  floodWide: { limit: 300, perMs: HOUR_MS },
  /** Without a proof, mailed at once. */
  free: { limit: 10, perMs: HOUR_MS },
  freeWide: { limit: 30, perMs: HOUR_MS },
  /** With a proof. */
  proved: { limit: 60, perMs: HOUR_MS },
  provedWide: { limit: 180, perMs: HOUR_MS },
  /** Beyond the free ones without a proof, mailed later. */
  patient: { limit: 10, perMs: DAY_MS },
  patientWide: { limit: 30, perMs: DAY_MS },
  /** Confirmation mails to one domain that is not freemail. */
  domain: { limit: 20, perMs: HOUR_MS },
  /** From forms pasted into other sites, which carry no time. */
  pasted: { limit: 60, perMs: HOUR_MS },
  everyone: { limit: CONFIRMATIONS_PER_HOUR, perMs: HOUR_MS },
  everyoneProved: { limit: 1_000, perMs: HOUR_MS },
  everyonePatient: { limit: 60, perMs: HOUR_MS },
} as const satisfies Readonly<Record<string, Cap>>;

/** New links by mail: the address is counted by its keyed hash, and gets what it asked for before the cap is full. */
export const LOST_LINK_CAPS = {
  network: { limit: 10, perMs: HOUR_MS },
  address: { limit: 3, perMs: DAY_MS },
  everyone: { limit: 200, perMs: HOUR_MS },
} as const satisfies Readonly<Record<string, Cap>>;

export type CapName = keyof typeof CAPS;

/** Those that honest readers do not reach: editors are told. */
export const ALARM_CAPS = [
  'flood',
  'floodWide',
  'proved',
  'provedWide',
  'domain',
  'everyone',
  'everyoneProved',
  'everyonePatient',
] as const satisfies readonly CapName[];

export type AlarmCap = (typeof ALARM_CAPS)[number];

/** How long a sign-up without a proof waits when it is not among the free ones. */
export const PATIENCE_MS = 15 * 60_000;
