import { LEAVING_COLUMNS } from './leaving-columns.ts';
import { STATUS_IN_OTHER_LANGUAGES, WORDS_IN_OTHER_LANGUAGES } from './other-languages.ts';
import { NAMES_OF_A_PERSON, SHAPE_NAMES, type Shape, type ShapeName } from './shape.ts';

// Where each table comes from, and what of it nobody could verify, stands in docs/moving-over.md.

/** A ZIP of subscribed_…, unsubscribed_… and cleaned_…csv: each file is one status, told by a column of its own. */
const mailchimp: Shape = {
  name: 'mailchimp',
  label: 'Mailchimp',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    'optin time': 'asked',
    'optin ip': 'ip',
    'confirm time': 'confirmed',
    timezone: 'timezone',
    'email marketing status': 'status',
    status: 'status',
  },
  words: { subscribed: 'confirmed' },
  // Mailchimp translates the names of merge fields (Emailadresse), never these.
  toldBy: [
    ['leid', 'euid'],
    ['member rating', 'optin time'],
    ['optin time', 'confirm time'],
  ],
  everybodyLeft: [
    { column: 'unsub time', without: 'last changed', are: 'unsubscribed' },
    { column: 'clean time', without: 'last changed', are: 'suppressed' },
  ],
};

/** `active_subscription` and `type` are about paying: who does not pay is a reader all the same. */
const substack: Shape = {
  name: 'substack',
  label: 'Substack',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    'created at': 'asked',
    'subscription date': 'asked',
    'start date': 'asked',
    'subscription source (free)': 'source',
  },
  words: {},
  toldBy: [
    ['email disabled', 'created at'],
    ['email disabled', 'expiry'],
    ['subscription type', 'subscription date'],
    ['subscription type', 'subscription source (free)'],
  ],
};

const beehiiv: Shape = {
  name: 'beehiiv',
  label: 'beehiiv',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    status: 'status',
    'created at': 'asked',
    'subscribed at': 'asked',
    'acquisition source': 'source',
    'utm source': 'source',
  },
  words: {
    active: 'confirmed',
    pending: 'pending',
    validating: 'pending',
    'needs approval': 'pending',
    'needs attention': 'pending',
  },
  toldBy: [
    ['status', 'created at', 'tier'],
    ['status', 'created at', 'subscription tier'],
    ['status', 'created at', 'unsubscribed at'],
    ['status', 'created at', 'acquisition source'],
    ['status', 'created at', 'utm channel'],
  ],
};

const ghost: Shape = {
  name: 'ghost',
  label: 'Ghost',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    'subscribed to emails': 'status',
    'created at': 'asked',
  },
  words: { true: 'confirmed', false: 'unsubscribed' },
  toldBy: [['subscribed to emails']],
};

/**
 * What Kit calls inactive has not confirmed yet; elsewhere it means left, so only a file that is surely Kit's is read
 * as one.
 */
const kit: Shape = {
  name: 'kit',
  label: 'Kit (ConvertKit)',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    state: 'status',
    status: 'status',
    'created at': 'asked',
    'subscribed at': 'asked',
    referrer: 'source',
  },
  words: {
    active: 'confirmed',
    confirmed: 'confirmed',
    cold: 'confirmed',
    inactive: 'pending',
    unconfirmed: 'pending',
  },
  toldBy: [
    ['first name', 'state', 'created at', 'referrer'],
    ['first name', 'state', 'created at', 'tags'],
    ['subscriber id', 'first name', 'status', 'referrer'],
  ],
};

/** Every kind of paying reader is a reader. */
const buttondown: Shape = {
  name: 'buttondown',
  label: 'Buttondown',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    type: 'status',
    'subscriber type': 'status',
    'creation date': 'asked',
    source: 'source',
    'ip address': 'ip',
  },
  words: {
    regular: 'confirmed',
    premium: 'confirmed',
    trialed: 'confirmed',
    unpaid: 'confirmed',
    gifted: 'confirmed',
    churning: 'confirmed',
    churned: 'confirmed',
    paused: 'confirmed',
    'past due': 'confirmed',
    unactivated: 'pending',
    upcoming: 'pending',
    spammy: 'suppressed',
  },
  toldBy: [
    ['type', 'creation date'],
    ['subscriber type', 'creation date'],
  ],
};

/** Whoever left one list is still `enabled`: only the blocklist is in the file. */
const listmonk: Shape = {
  name: 'listmonk',
  label: 'listmonk',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    status: 'status',
    'subscription status': 'status',
    'created at': 'asked',
  },
  words: { enabled: 'confirmed', unconfirmed: 'pending' },
  toldBy: [['uuid', 'attributes', 'status']],
};

/** Our own export, and whatever else: names that are plain are understood. */
const csv: Shape = {
  name: 'csv',
  label: 'plain CSV',
  columns: {
    ...NAMES_OF_A_PERSON,
    ...LEAVING_COLUMNS,
    timezone: 'timezone',
    'time zone': 'timezone',
    interests: 'interests',
    status: 'status',
    'subscription status': 'status',
    'subscriber status': 'status',
    'email status': 'status',
    'email marketing status': 'status',
    subscribed: 'status',
    ...STATUS_IN_OTHER_LANGUAGES,
    'created at': 'asked',
    'subscribed at': 'asked',
    'optin time': 'asked',
    'signup date': 'asked',
    'confirmed at': 'confirmed',
    'confirm time': 'confirmed',
    'ip address': 'ip',
  },
  words: {
    active: 'confirmed',
    subscribed: 'confirmed',
    enabled: 'confirmed',
    unconfirmed: 'pending',
    ...WORDS_IN_OTHER_LANGUAGES,
  },
  toldBy: [],
};

export const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  mailchimp,
  substack,
  beehiiv,
  ghost,
  kit,
  buttondown,
  listmonk,
  csv,
};

/** Every service, our own files last. */
export const ALL_SHAPES: readonly Shape[] = SHAPE_NAMES.map(name => SHAPES[name]);
