import type { Evidence } from '../../audience/consent.ts';
import { MOST_PAUSE_WEEKS, type Pause, pauseAt, pauseEnd } from '../../audience/pause.ts';
import { type ProfileFault, parseInterests, parseName, parseTimezone } from '../../audience/profile.ts';
import type { Subscriber } from '../../audience/subscriber.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { changePreferences } from '../../storage/audience/subscribers.ts';
import type { Words } from '../../words/words.ts';
import { profileFaultWords } from '../profile-fault.ts';
import { readerOf } from '../token-reader.ts';

/** What a reader sees of themselves. */
export interface Preferences extends Pause {
  readonly email: string;
  readonly name: string;
  /** '' when unknown. */
  readonly timezone: string;
  readonly interests: readonly string[];
  /** `suppressed`: the address is never mailed, whatever the reader chose. */
  readonly standing: 'pending' | 'confirmed' | 'unsubscribed' | 'suppressed';
}

/** Fields as they were sent; one that was not sent stays as it is. */
export interface PreferencesForm {
  readonly name?: string | undefined;
  readonly timezone?: string | undefined;
  readonly interests?: readonly string[] | undefined;
  readonly pauseWeeks?: string | undefined;
}

/** One sentence or two a field that cannot be kept. */
export type PreferencesProblems = Partial<Record<keyof PreferencesForm, string>>;

export type SaveOutcome =
  /** `changed`: the fields that say something else now. */
  | { readonly kind: 'saved'; readonly preferences: Preferences; readonly changed: readonly string[] }
  | { readonly kind: 'bad'; readonly preferences: Preferences; readonly problems: PreferencesProblems }
  | { readonly kind: 'unknown' };

/** @returns null for links that open nothing: forged, of nobody, of somebody erased */
export async function readPreferences(room: Newsroom, token: string): Promise<Preferences | null> {
  const reader = await readerOf(room, 'preferences', token);
  return reader && preferencesOf(reader, room.now());
}

/**
 * Keeps what the reader wants, all of it or nothing. Fields that say what is stored already change nothing, so that
 * saving twice is one entry in the record of consent, and a pause that runs is not begun again.
 * @param categories the catalogue's spelling of interests
 */
export async function savePreferences(
  room: Newsroom,
  token: string,
  form: PreferencesForm,
  categories: readonly string[],
): Promise<SaveOutcome> {
  const reader = await readerOf(room, 'preferences', token);
  if (!reader) return { kind: 'unknown' };
  return keepChoices(room, reader, form, {
    categories,
    words: room.settings.style.words,
    source: 'preferences',
    evidence: { method: 'page', form: '/preferences' },
  });
}

/** By which way a reader's choices come in. */
export interface ChoiceWay {
  /** The catalogue's spelling of interests. */
  readonly categories: readonly string[];
  /** In whose words problems are told. */
  readonly words: Words;
  readonly source: string;
  readonly evidence: Evidence;
}

/** The same for whoever speaks for a reader without their link. */
export async function keepChoices(
  room: Newsroom,
  reader: Subscriber,
  form: PreferencesForm,
  { categories, words, source, evidence }: ChoiceWay,
): Promise<SaveOutcome> {
  const now = room.now();
  const preferences = preferencesOf(reader, now);
  const { change, problems } = judge(form, preferences, { now, categories, words });
  if (Object.keys(problems).length > 0) return { kind: 'bad', preferences, problems };
  const changed = Object.keys(change) as (keyof Change)[];
  if (changed.length === 0) return { kind: 'saved', preferences, changed };
  const wording = recorded(changed, room.settings.style.words);
  const known = await changePreferences(room.store, reader.id, change, {
    at: now,
    consent: { wording, source, evidence },
  });
  return known
    ? { kind: 'saved', preferences: preferencesOf({ ...reader, ...change }, now), changed }
    : { kind: 'unknown' };
}

type PreferencesFault = ProfileFault | { readonly kind: 'unreadable' | 'weeks' };

type Judged<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'bad'; readonly fault: PreferencesFault };

interface Change {
  name?: string;
  timezone?: string;
  interests?: readonly string[];
  pausedUntil?: number | null;
}

/** As the record of consent tells it, which readers may download. */
function recorded(changed: readonly (keyof Change)[], words: Words): string {
  const list = new Intl.ListFormat(words.language, { type: 'unit', style: 'short' });
  return words.say('readers.record.saved', {
    fields: list.format(changed.map(field => words.say(`readers.record.${field}`))),
  });
}

function judge(
  form: PreferencesForm,
  present: Preferences,
  how: { readonly now: number; readonly categories: readonly string[]; readonly words: Words },
): { readonly change: Change; readonly problems: PreferencesProblems } {
  const { now, categories, words } = how;
  const change: Change = {};
  const problems: PreferencesProblems = {};
  const take = <T>(field: keyof PreferencesForm, judged: Judged<T>, keep: (value: T) => void) => {
    if (judged.kind === 'ok') keep(judged.value);
    else problems[field] = faultWords(judged.fault, words);
  };
  if (form.name !== undefined) {
    take('name', readable(form.name) ?? parseName(form.name), name => {
      if (name !== present.name) change.name = name;
    });
  }
  if (form.timezone !== undefined) {
    take('timezone', parseTimezone(form.timezone), timezone => {
      if (timezone !== present.timezone) change.timezone = timezone;
    });
  }
  if (form.interests !== undefined) {
    take('interests', readable(form.interests.join()) ?? parseInterests(form.interests), given => {
      const interests = spelledAs(categories, given);
      if (interests.toSorted().join('\n') !== present.interests.toSorted().join('\n'))
        change.interests = interests;
    });
  }
  if (form.pauseWeeks !== undefined) {
    take('pauseWeeks', parseWeeks(form.pauseWeeks), weeks => {
      const pausedUntil = pauseEnd(present, weeks, now);
      if (pausedUntil !== present.pausedUntil) change.pausedUntil = pausedUntil;
    });
  }
  return { change, problems };
}

function faultWords(fault: PreferencesFault, words: Words): string {
  switch (fault.kind) {
    case 'unreadable':
      return words.say('readers.preferences.fault.unreadable');
    case 'weeks':
      return words.say('readers.preferences.fault.weeks', { most: MOST_PAUSE_WEEKS });
    default:
      return profileFaultWords(fault, 'preferences', words);
  }
}

function preferencesOf(reader: Subscriber, now: number): Preferences {
  const { email, name, timezone, interests, state, suppressedAt } = reader;
  return {
    email,
    name,
    timezone,
    interests,
    standing: suppressedAt !== null || state === 'erased' ? 'suppressed' : state,
    ...pauseAt(reader.pausedUntil, now),
  };
}

function parseWeeks(text: string): Judged<number> {
  const given = text.trim();
  if (/^\d{1,3}$/.test(given) && Number(given) <= MOST_PAUSE_WEEKS)
    return { kind: 'ok', value: Number(given) };
  return { kind: 'bad', fault: { kind: 'weeks' } };
}

/** What a browser could not decode is not worth keeping. */
function readable(text: string): Judged<never> | null {
  if (!text.includes('\ufffd')) return null;
  return { kind: 'bad', fault: { kind: 'unreadable' } };
}

function spelledAs(categories: readonly string[], interests: readonly string[]): readonly string[] {
  const known = new Map(categories.map(category => [category.toLowerCase(), category]));
  return [...new Set(interests.map(interest => known.get(interest.toLowerCase()) ?? interest))];
}
