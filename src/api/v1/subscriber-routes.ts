import { z } from '@hono/zod-openapi';
import { parseAddress } from '../../audience/address.ts';
import { MOST_PAUSE_WEEKS } from '../../audience/pause.ts';
import { type Parsed, parseInterests, parseName, parseTimezone } from '../../audience/profile.ts';
import { findAddress, findReaders } from '../../newsroom/audience/find-readers.ts';
import { readPerson } from '../../newsroom/audience/person.ts';
import { recordAct } from '../../newsroom/audience/record-act.ts';
import { keepChoices } from '../../readers/preferences/preferences.ts';
import {
  type AddOutcome,
  admitReader,
  inviteReader,
  type NewReader,
} from '../../readers/signup/add-reader.ts';
import { findById } from '../../storage/audience/subscribers.ts';
import { HOUSE_WORDS } from '../../words/words.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { idPath } from './parts.ts';
import { type Fault, invalid, notFound, type Problem, problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';
import { lineOf, status, subscriber, subscriberLine, subscriberOf } from './subscriber.ts';

const TAG = 'Subscribers';
const SCOPE = 'subscribers';

/** An address is never in an address of ours: what is looked for stands in a body. */
const search = route({
  ...{ method: 'post', path: '/subscribers/search', id: 'searchSubscribers', scope: SCOPE, tag: TAG },
  summary: 'Find subscribers',
  says: 'By a whole address, or by a part of an address or name, newest first. What is looked for stands in the body, so that no address is in any URL.',
  reads: true,
  body: z.strictObject({
    email: z.string().max(600).optional().openapi({ description: 'A whole address, however it is spelled.' }),
    text: z.string().max(200).optional().openapi({ description: 'A part of an address or name.' }),
    status: status.optional(),
    limit: limitParameter,
    cursor: cursorParameter(z.tuple([z.int().positive()])),
  }),
  answer: pageOf(subscriberLine),
  example: { body: { email: 'ada@readers.example' } },
  act: async ({ room, body: { email, text = '', status: wanted = null, limit, cursor } }) => {
    const before = cursor?.[0] ?? null;
    if (email === undefined) {
      const { lines, moreAfter } = await findReaders(room, { text, status: wanted, before }, limit);
      return answer({ items: lines.map(lineOf), next: nextCursor(moreAfter && [moreAfter.id]) });
    }
    const address = parseAddress(email);
    if (address.kind === 'bad') return badAddress(address.reason);
    const id = (await findAddress(room, email))?.readerId ?? null;
    const person = id === null ? null : await readPerson(room, id);
    if (!person || (wanted !== null && person.status !== wanted)) return answer({ items: [], next: null });
    const { subscriber: reader } = person;
    return answer({ items: [lineOf({ ...reader, status: person.status })], next: null });
  },
});

const add = route({
  ...{ method: 'post', path: '/subscribers', id: 'addSubscriber', scope: SCOPE, tag: TAG, status: 202 },
  summary: 'Add a subscriber',
  says: 'Without `consent` by double opt-in: they get one mail and confirm it, or nothing more comes. With `consent`, the words they agreed to elsewhere, they are confirmed without a mail, by the rules of an import: whoever has left or is suppressed stays out.',
  body: z.strictObject({
    email: z.string().max(600),
    name: z.string().max(2_000).default(''),
    timezone: z.string().max(100).default('').openapi({ example: 'Europe/Prague' }),
    interests: z.array(z.string().max(2_000)).max(100).default([]),
    consent: z.string().trim().min(1).max(2_000).optional(),
  }),
  answer: z.object({
    id: z.number().int().nullable(),
    outcome: z.enum(['asked', 'capped', 'confirmed', 'suppressed', 'kept out']).openapi({
      description:
        'asked: the confirmation mail is queued. capped: this address or its domain has had as many as it may. confirmed: they get the issues. suppressed: nothing is ever mailed there. kept out: they have left, and only their own confirmation brings them back.',
    }),
  }),
  example: { body: { email: 'grace@readers.example', name: 'Grace', timezone: 'Europe/Prague' } },
  act: async ({ room, key, body }) => {
    const reader = readerIn(body, key.who);
    if (reader.kind === 'problem') return reader;
    const outcome: AddOutcome =
      body.consent === undefined
        ? await inviteReader(room, reader.value)
        : await admitReader(room, reader.value, body.consent);
    if (outcome.kind !== 'too many') return answer({ id: outcome.id, outcome: outcome.kind });
    return problem(
      'too-often',
      {
        place: '',
        detail: `A key may ask for ${outcome.perHour} confirmation mails in an hour.`,
        fix: 'Wait, or import a file: its mails are spread over the hours.',
      },
      { 'Retry-After': String(Math.ceil(3_600 / outcome.perHour)) },
    );
  },
});

const read = route({
  ...{ method: 'get', path: '/subscribers/{id}', id: 'readSubscriber', scope: SCOPE, tag: TAG },
  summary: 'Read a subscriber',
  says: 'With the record of consent and what became of the last issues. How they voted is told to nobody.',
  params: idPath,
  answer: subscriber,
  example: { params: { id: '1' } },
  act: async ({ room, params: { id } }) => {
    const person = await readPerson(room, id);
    return person ? answer(subscriberOf(person)) : nobody(id);
  },
});

const change = route({
  ...{ method: 'patch', path: '/subscribers/{id}', id: 'changeSubscriber', scope: SCOPE, tag: TAG },
  summary: 'Change a subscriber',
  says: 'What is left out stays. Recorded with their consents, and nothing is when it says so already.',
  params: idPath,
  body: z.strictObject({
    name: z.string().max(2_000).optional(),
    timezone: z.string().max(100).optional(),
    interests: z.array(z.string().max(2_000)).max(100).optional(),
    pauseWeeks: z.number().int().min(0).max(MOST_PAUSE_WEEKS).optional().openapi({
      description: 'Weeks in which they get no issue; 0 ends a pause.',
    }),
  }),
  answer: subscriber,
  example: { params: { id: '1' }, body: { name: 'Ada Lovelace', pauseWeeks: 2 } },
  act: async ({ room, key, params: { id }, body: { pauseWeeks, ...body } }) => {
    const reader = await findById(room.store, id);
    if (reader === null || reader.state === 'erased') return nobody(id);
    const form = { ...body, ...(pauseWeeks !== undefined && { pauseWeeks: String(pauseWeeks) }) };
    const { categories } = room.publication;
    const way = { categories, words: HOUSE_WORDS, source: 'api', evidence: { method: 'key' } };
    const outcome = await keepChoices(room, reader, form, way);
    if (outcome.kind === 'unknown') return nobody(id);
    if (outcome.kind === 'bad') return invalid(faultsOf(outcome.problems));
    const { changed } = outcome;
    if (changed.length > 0)
      await recordAct(room, key.who, 'reader changed', `subscriber ${id}: ${changed.join(', ')}`);
    const person = await readPerson(room, id);
    return person ? answer(subscriberOf(person)) : nobody(id);
  },
});

export const SUBSCRIBER_ROUTES: readonly ApiRoute[] = [search, add, read, change];

export function nobody(id: number): Problem {
  return notFound(
    'path.id',
    'No reader has this number.',
    `They may have been erased. Search again; it was ${id}.`,
  );
}

export function badAddress(reason: string): Problem {
  return invalid([{ place: 'body.email', detail: `${sentence(reason)}.`, fix: 'Correct the address.' }]);
}

type Reading = { readonly kind: 'reader'; readonly value: NewReader } | Problem;

function readerIn(
  body: {
    readonly email: string;
    readonly name: string;
    readonly timezone: string;
    readonly interests: readonly string[];
  },
  who: string,
): Reading {
  const address = parseAddress(body.email);
  if (address.kind === 'bad') return badAddress(address.reason);
  const [name, timezone] = [parseName(body.name), parseTimezone(body.timezone)];
  const interests = parseInterests(body.interests);
  const [first, ...others] = [
    ...faultIn('name', name),
    ...faultIn('timezone', timezone),
    ...faultIn('interests', interests),
  ];
  if (first) return invalid([first, ...others]);
  if (name.kind === 'bad' || timezone.kind === 'bad' || interests.kind === 'bad')
    throw new Error('A bad profile has a fault.');
  const { email, dedupeKey } = address;
  const profile = { name: name.value, timezone: timezone.value, interests: interests.value };
  return { kind: 'reader', value: { email, dedupeKey, ...profile, who } };
}

function faultIn(field: string, parsed: Parsed<unknown>): Fault[] {
  if (parsed.kind === 'ok') return [];
  return [{ place: `body.${field}`, detail: `${sentence(parsed.reason)}.`, fix: `${sentence(parsed.fix)}.` }];
}

function faultsOf(problems: Readonly<Record<string, string>>): [Fault, ...Fault[]] {
  const faults = Object.entries(problems).map(([field, words]) => ({
    place: `body.${field}`,
    detail: words,
    fix: 'Nothing was changed. Correct it and send all of it again.',
  }));
  const [first, ...others] = faults;
  if (!first) throw new Error('Bad choices have a problem.');
  return [first, ...others];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
