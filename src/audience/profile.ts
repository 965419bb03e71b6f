import { Temporal } from 'temporal-polyfill';
import { visibleText } from './visible-text.ts';

/** What a reader may tell about themselves. */
export interface Profile {
  /** '' when not given. */
  readonly name: string;
  /** IANA zone, '' when unknown. */
  readonly timezone: string;
  /** Categories, in the reader's own words. */
  readonly interests: readonly string[];
}

export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | {
      readonly kind: 'bad';
      /** In English, as is the fix: for reports on files. */
      readonly reason: string;
      readonly fix: string;
      readonly fault: ProfileFault;
    };

/** What is wrong with it: at most so many `most`, and there are so many `count`. */
export type ProfileFault =
  | { readonly kind: 'name-unreadable' | 'interests-unreadable' | 'zone-unknown' }
  | { readonly kind: 'name-long' | 'interest-long'; readonly most: number }
  | { readonly kind: 'interests-many'; readonly most: number; readonly count: number };

const MAX_NAME = 200;
const MAX_INTEREST = 40;
const MAX_INTERESTS = 20;

/** A name in one line: invisible characters and line breaks never refuse a person, they are taken out. */
export function parseName(text: string): Parsed<string> {
  const value = visibleText(text);
  if (value.includes('\ufffd')) return unreadable('name');
  if ([...value].length > MAX_NAME) {
    return bad(`the name is longer than ${MAX_NAME} characters`, 'shorten it, or leave it empty', {
      kind: 'name-long',
      most: MAX_NAME,
    });
  }
  return { kind: 'ok', value };
}

/** @param text IANA name in any case, such as `europe/prague`; '' stays '' */
export function parseTimezone(text: string): Parsed<string> {
  const given = text.trim();
  if (given === '') return { kind: 'ok', value: '' };
  const zone = knownZone(given);
  return zone === null
    ? bad('this is not an IANA time zone', 'write it like Europe/Prague or UTC, or leave it empty', {
        kind: 'zone-unknown',
      })
    : { kind: 'ok', value: zone };
}

/** @param texts one interest each; a `;` inside one separates too, because the CSV file uses it so */
export function parseInterests(texts: readonly string[]): Parsed<readonly string[]> {
  const value = [...new Set(texts.flatMap(text => text.split(';')).map(visibleText))].filter(
    text => text !== '',
  );
  if (value.some(interest => interest.includes('\ufffd'))) return unreadable('interests');
  const long = value.find(interest => [...interest].length > MAX_INTEREST);
  if (long !== undefined) {
    return bad(
      `an interest is longer than ${MAX_INTEREST} characters`,
      'shorten it; a ; separates two interests',
      { kind: 'interest-long', most: MAX_INTEREST },
    );
  }
  if (value.length > MAX_INTERESTS) {
    return bad(
      `there are ${value.length} interests, more than ${MAX_INTERESTS}`,
      'keep those that matter most',
      { kind: 'interests-many', most: MAX_INTERESTS, count: value.length },
    );
  }
  return { kind: 'ok', value };
}

function bad(reason: string, fix: string, fault: ProfileFault) {
  return { kind: 'bad', reason, fix, fault } as const;
}

function unreadable(what: 'name' | 'interests') {
  return bad(`the ${what} could not be read`, 'save the file as UTF-8', { kind: `${what}-unreadable` });
}

/** Temporal also takes offsets and whole timestamps as zones; neither follows daylight saving. */
const ZONE = /^[a-z][a-z0-9_+\-/]{0,63}$/i;

const zones = new Map<string, string | null>();

/** The zone as the database of zones writes it. Looked up once a spelling: a file names few zones very often. */
function knownZone(given: string): string | null {
  // Anything else is not worth remembering, and may be 64 KB long.
  if (!ZONE.test(given)) return null;
  const known = zones.get(given);
  if (known !== undefined) return known;
  if (zones.size >= 1_000) zones.clear();
  const zone = lookUpZone(given);
  zones.set(ownCopy(given), zone);
  return zone;
}

function lookUpZone(given: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(given).timeZoneId;
  } catch {
    return null;
  }
}

/** A part of a string keeps all of it alive: here a whole piece of a file, or the body of a form. */
function ownCopy(ascii: string): string {
  return Buffer.from(ascii, 'latin1').toString('latin1');
}
