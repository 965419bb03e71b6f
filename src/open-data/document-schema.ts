import { z } from 'zod';
import { CHOICES } from '../vote/ballot.ts';
import { isLanguageTag } from '../words/language.ts';
import type { IssueDocument, PairingDocument } from './document.ts';
import { childPath } from './leaves.ts';
import type { Mismatch } from './mismatch.ts';

/*
 * Of a document that comes from anywhere: the parts that something is reckoned from. The rest may be whatever it is; that it
 * was not changed, the signature says.
 */

const count = z.int().nonnegative();
const counts = z.strictObject(Object.fromEntries(CHOICES.map(choice => [choice, count])));
const millionths = z.int();
const verdict = z.looseObject({ verdict: z.enum(['ship', 'skip']) });
const tool = z.looseObject({ slug: z.string(), panel: z.looseObject({}), verdicts: z.array(verdict) });

const readers = z.looseObject({
  state: z.enum(['open', 'few', 'told']),
  tally: z.looseObject({ counts }).nullable(),
});

const pairing = z.looseObject({
  position: z.int(),
  slug: z.string(),
  page: z.string(),
  category: z.string(),
  lead: z.string(),
  a: tool,
  b: tool,
  readers: readers.nullable(),
  source: z.enum(['picker', 'pin', 'swap']),
  why: z.string(),
  score: millionths,
  terms: z.record(z.string(), millionths),
});

const past = z.looseObject({
  week: z.string(),
  pairings: z.array(z.looseObject({ a: z.string(), b: z.string(), category: z.string() })),
});

const pick = z.looseObject({
  catalogue: z.string(),
  catalogueHash: z.string().regex(/^[0-9a-f]{64}$/),
  week: z.string(),
  today: z.string(),
  seed: z.string(),
  count: count.max(1_000),
  history: z.array(past),
  wishes: z.looseObject({
    pins: z.array(z.string()),
    bannedTools: z.array(z.string()),
    bannedPairs: z.array(z.string()),
  }),
  words: z.looseObject({
    // It names a folder of ours.
    language: z.string().refine(isLanguageTag, 'no language'),
    verdicts: z.record(z.string(), z.string()),
    own: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  version: z.string(),
});

const publication = z.looseObject({ url: z.string() });

const issueSchema = z.looseObject({
  publication,
  week: z.string(),
  page: z.string(),
  pairings: z.array(pairing),
  pick: pick.nullable(),
});
const pairingSchema = z.looseObject({ publication, issue: z.string(), pairing });

export type Shaped<D> =
  | { readonly kind: 'shaped'; readonly document: D }
  | { readonly kind: 'misshapen'; readonly mismatches: readonly Mismatch[] };

/** Whether a document has all that its numbers are reckoned from. */
export function shapedIssue(value: unknown): Shaped<IssueDocument> {
  return shaped(value, issueSchema);
}

/** The same of a pairing's. */
export function shapedPairing(value: unknown): Shaped<PairingDocument> {
  return shaped(value, pairingSchema);
}

function shaped<D>(value: unknown, schema: z.ZodType): Shaped<D> {
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return { kind: 'shaped', document: value as D };
  const mismatches = result.error.issues.map(({ path, message }) => ({
    path: path.reduce<string>((so, key) => childPath(so, key as string | number), '$'),
    published: path.reduce<unknown>(
      (so, key) => (so as Record<PropertyKey, unknown> | undefined)?.[key],
      value,
    ),
    recomputed: undefined,
    why: `It has another form there: ${message}.`,
  }));
  return { kind: 'misshapen', mismatches };
}
