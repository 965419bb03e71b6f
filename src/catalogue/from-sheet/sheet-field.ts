import type { z } from 'zod';
import { moneySchema, reviewSchema, toolSchema } from '../schema.ts';

const { shape } = toolSchema;
/** What kinds of price there are; `from` is put together of its own columns. */
const [, priced] = shape.price.options;

/** How a cell is read before it is checked. */
type Form = 'line' | 'prose' | 'word' | 'code' | 'day' | 'number' | 'list';

interface FieldOfATool {
  readonly form: Form;
  /** null: it is checked with the price as a whole. */
  readonly schema: z.ZodType | null;
}

/** What a column may say of a tool, by its path in the catalogue file. */
const TOOL_FIELDS = {
  slug: { form: 'line', schema: shape.slug },
  name: { form: 'line', schema: shape.name },
  maker: { form: 'line', schema: shape.maker },
  tagline: { form: 'line', schema: shape.tagline },
  pickWhen: { form: 'line', schema: shape.pickWhen },
  description: { form: 'prose', schema: shape.description },
  category: { form: 'line', schema: shape.category },
  tags: { form: 'list', schema: shape.tags },
  url: { form: 'line', schema: shape.url },
  'price.kind': { form: 'word', schema: null },
  'price.from.amount': { form: 'number', schema: null },
  'price.from.currency': { form: 'code', schema: moneySchema.shape.currency },
  'price.from.per': { form: 'word', schema: moneySchema.shape.per },
  priceCheckedOn: { form: 'day', schema: shape.priceCheckedOn },
  addedOn: { form: 'day', schema: shape.addedOn },
  family: { form: 'line', schema: shape.family },
  affiliation: { form: 'word', schema: shape.affiliation },
  note: { form: 'line', schema: shape.note },
  popularity: { form: 'number', schema: shape.popularity },
  status: { form: 'word', schema: shape.status },
} as const satisfies Readonly<Record<string, FieldOfATool>>;

/** What a column may say of a review. */
const REVIEW_FIELDS = {
  verdict: { form: 'word', schema: reviewSchema.shape.verdict },
  quote: { form: 'prose', schema: reviewSchema.shape.quote },
  pull: { form: 'line', schema: reviewSchema.shape.pull },
  reviewedOn: { form: 'day', schema: reviewSchema.shape.reviewedOn },
} as const satisfies Readonly<Record<string, FieldOfATool>>;

export type ToolField = keyof typeof TOOL_FIELDS;
type ReviewField = keyof typeof REVIEW_FIELDS;

/** What one column says. */
export type SheetField = FieldOfATool & { readonly name: string } & (
    | { readonly of: 'tool'; readonly key: ToolField }
    /** `panelist`: whose review it is where the column says so; null where a column of its own does. */
    | { readonly of: 'review'; readonly key: ReviewField | 'panelist'; readonly panelist: string | null }
  );

/** All that a mapping may name, for a message. */
export const FIELD_NAMES: readonly string[] = [
  ...Object.keys(TOOL_FIELDS),
  'review.panelist',
  ...Object.keys(REVIEW_FIELDS).map(name => `review.${name}`),
];

/** `tagline`, `price.from.amount`, `review.verdict`, or of one panellist `review.skeptic.verdict`; null for none. */
export function sheetField(name: string): SheetField | null {
  if (isToolField(name)) return { name, of: 'tool', key: name, ...TOOL_FIELDS[name] };
  if (name === 'review.panelist')
    return {
      name,
      of: 'review',
      key: 'panelist',
      panelist: null,
      form: 'line',
      schema: reviewSchema.shape.panelist,
    };
  const [, panelist = '', key = ''] = /^review\.(?:(.+)\.)?(\w+)$/u.exec(name) ?? [];
  if (!isReviewField(key)) return null;
  return { name, of: 'review', key, panelist: panelist.trim() || null, ...REVIEW_FIELDS[key] };
}

function isToolField(name: string): name is ToolField {
  return Object.hasOwn(TOOL_FIELDS, name);
}

function isReviewField(name: string): name is ReviewField {
  return Object.hasOwn(REVIEW_FIELDS, name);
}

/** Of `priced` only the words are asked: which of the kinds it is decides what else may be there. */
export const PRICE_KINDS: readonly string[] = ['free', ...priced.shape.kind.options, 'unknown'];
