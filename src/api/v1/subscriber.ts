import { z } from '@hono/zod-openapi';
import type { Consent } from '../../audience/consent.ts';
import type { Person } from '../../newsroom/audience/person.ts';
import type { SubscriberLine } from '../../storage/audience/subscriber-search.ts';
import type { SuppressionLine } from '../../storage/audience/suppression-list.ts';
import { instant, instantOf, instantOrNull, week } from './parts.ts';

const STATUSES = ['pending', 'confirmed', 'paused', 'unsubscribed', 'suppressed', 'erased'] as const;

export const status = z.enum(STATUSES).openapi({ description: 'How somebody stands, in one word.' });

const id = z.number().int();
const email = z.string().openapi({ description: 'Empty once erased.' });

/** One line of a list. */
export const subscriberLine = z
  .object({ id, email, name: z.string(), source: z.string(), status, createdAt: instant })
  .openapi('SubscriberLine');

/** Field by field, as everything that leaves here: a row may hold more than anybody is to be told. */
export function lineOf(line: SubscriberLine): z.input<typeof subscriberLine> {
  const { id: number, email: address, name, source, status: standing, createdAt } = line;
  return { id: number, email: address, name, source, status: standing, createdAt: instantOf(createdAt) };
}

const suppressionEntry = {
  id: z.string().openapi({ description: 'Its place on the list: a keyed hash of the address.' }),
  reason: z.enum(['hard_bounce', 'complaint', 'manual', 'erased']),
  detail: z.string(),
  createdAt: instant,
};

export const suppression = z.object({ ...suppressionEntry, email }).openapi('Suppression');

export function suppressionOf(line: SuppressionLine): z.input<typeof suppression> {
  const { hash, email: address, reason, detail, createdAt } = line;
  return { id: hash, email: address, reason, detail, createdAt: instantOf(createdAt) };
}

const consent = z
  .object({
    event: z.enum(['requested', 'confirmed', 'imported', 'changed', 'unsubscribed', 'erased']),
    at: instant,
    wording: z.string(),
    source: z.string(),
  })
  .openapi('Consent');

const delivery = z
  .object({
    week,
    state: z.string().openapi({ description: 'Where the ledger counts it.' }),
    reason: z.string(),
    outcome: z.string().nullable(),
    outcomeAt: instant.nullable(),
  })
  .openapi('PersonDelivery');

/** Everything but how they voted, which is told to nobody, and what their visits left. */
export const subscriber = z
  .object({
    id,
    email,
    name: z.string(),
    timezone: z.string().openapi({ description: 'IANA; empty when unknown.' }),
    interests: z.array(z.string()).readonly(),
    status,
    source: z.string(),
    createdAt: instant,
    confirmedAt: instant.nullable(),
    unsubscribedAt: instant.nullable(),
    pausedUntil: instant.nullable(),
    suppression: suppression.nullable(),
    consents: z.array(consent).readonly().openapi({ description: 'Oldest first; only ever added to.' }),
    deliveries: z
      .array(delivery)
      .readonly()
      .openapi({ description: 'The last twelve issues, newest first.' }),
  })
  .openapi('Subscriber');

export function subscriberOf(person: Person): z.input<typeof subscriber> {
  const { subscriber: reader, suppression: line } = person;
  const { name, timezone, interests, source } = reader;
  return {
    ...{ id: reader.id, email: reader.email, name, timezone, interests, source },
    status: person.status,
    createdAt: instantOf(reader.createdAt),
    confirmedAt: instantOrNull(reader.confirmedAt),
    unsubscribedAt: instantOrNull(reader.unsubscribedAt),
    pausedUntil: instantOrNull(reader.pausedUntil),
    suppression: line && suppressionOf(line),
    consents: person.consents.map(consentOf),
    deliveries: person.deliveries.map(one => ({
      week: one.week,
      state: one.state,
      reason: 'reason' in one ? one.reason : '',
      outcome: 'outcome' in one ? (one.outcome?.what ?? null) : null,
      outcomeAt: 'outcome' in one ? instantOrNull(one.outcome?.at ?? null) : null,
    })),
  };
}

function consentOf({ event, at, wording, source }: Consent): z.input<typeof consent> {
  return { event, at: instantOf(at), wording, source };
}
