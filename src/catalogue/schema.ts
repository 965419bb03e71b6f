import { z } from 'zod';
import { line, optionalLine, prose, url } from './fields.ts';

/*
 * The catalogue file's shape. A message is written "what is wrong; how to mend it", and
 * schema-problems.ts splits it there. Missing values, wrong types and unknown keys are worded there for all fields.
 */

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const slug = z
  .string()
  .refine(
    value => /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(value),
    'is not a slug; use a-z and 0-9, joined by single hyphens, dots or underscores',
  )
  // `/compare/a-vs-b` must name one pair only.
  .refine(
    value => !value.split('-').includes('vs'),
    'has the word "vs" in it, which separates the two tools in a comparison\'s address; write "versus"',
  );

/** Most that fits a line of the mail, in characters (code points). */
const PICK_WHEN_LIMIT = 90;

const pickWhen = optionalLine.refine(
  value => Array.from(value).length <= PICK_WHEN_LIMIT,
  `is too long; say in at most ${PICK_WHEN_LIMIT} characters when to pick it, for example "you edit on your phone"`,
);

const date = z.string().refine(isDate, 'is not a calendar date; write YYYY-MM-DD, for example 2026-11-02');

const money = z.strictObject({
  amount: z.number().positive('is not above zero; for a tool that costs nothing use {"kind": "free"}'),
  currency: z
    .string()
    .refine(code => CURRENCIES.has(code), 'is not an ISO 4217 code; use three capitals, for example USD'),
  per: z.enum(['month', 'seat_month', 'once', 'usage']),
});

const price = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.enum(['free_tier', 'paid']), from: money.optional() }),
  z.strictObject({ kind: z.literal('unknown') }),
]);

/** Notes of whoever keeps the file: read by nobody else. */
const $comment = z.string().optional();

const review = z.strictObject({
  $comment,
  panelist: line,
  verdict: z.enum(['ship', 'skip']),
  quote: prose,
  pull: optionalLine.optional(),
  reviewedOn: date.optional(),
});

const panelist = z.strictObject({ id: line, role: line, name: line });

export const toolSchema = z.strictObject({
  $comment,
  slug,
  name: line,
  maker: optionalLine.optional(),
  tagline: line,
  pickWhen: pickWhen.optional(),
  description: prose,
  category: line,
  tags: z.array(line).optional(),
  url: url.optional(),
  price,
  priceCheckedOn: date.optional(),
  addedOn: date,
  family: optionalLine.optional(),
  affiliation: z.enum(['official', 'community', 'unknown']).optional(),
  note: optionalLine.optional(),
  popularity: z
    .number()
    .min(0, 'is out of range; use a number from 0 to 1')
    .max(1, 'is out of range; use a number from 0 to 1')
    .optional(),
  status: z.enum(['active', 'banned', 'retired']).optional(),
  reviews: z.array(review),
  panelShip: z.number().optional(),
});

/** The first line of an .ndjson file. */
export const headerSchema = z.strictObject({
  $schema: z.string().optional(),
  $comment,
  panel: z.array(panelist),
  sample: z.boolean().optional(),
});

/** A .json file; its tools are checked one by one with `toolSchema`. */
export const fileSchema = headerSchema.extend({ tools: z.array(z.unknown()) });

/** A whole .json file, for those who complete from it. */
export const catalogueSchema = headerSchema.extend({ tools: z.array(toolSchema) });

export type FileTool = z.infer<typeof toolSchema>;
export type FileHeader = z.infer<typeof headerSchema>;

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  // Day 0 of the next month is the last day of this one.
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
