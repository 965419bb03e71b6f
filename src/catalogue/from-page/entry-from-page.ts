import type { z } from 'zod';
import { reviewSchema, toolSchema } from '../schema.ts';
import { slugFrom } from '../slug-from.ts';
import type { Panelist } from '../tool.ts';
import type { OpenQuestion } from './open-question.ts';
import { isItem, lineOf, list, type PageItem, proseOf } from './page-item.ts';
import type { PagePanel } from './page-panel.ts';
import { statedRating, statedVerdict, type VerdictVocabulary } from './stated-verdict.ts';
import type { ToolOnPage } from './tools-on-page.ts';

export interface PageContext {
  /** Where the page came from, as it was asked for. */
  readonly source: string;
  /** ISO date. */
  readonly today: string;
  readonly words: VerdictVocabulary;
  readonly panel: PagePanel;
}

interface Entry {
  readonly tool: Readonly<Record<string, unknown>>;
  readonly questions: readonly OpenQuestion[];
}

const { shape } = toolSchema;

/** One tool as a catalogue file has it, with what the page says and nothing else; the rest is asked. */
export function entryFromPage(found: ToolOnPage, path: string, context: PageContext): Entry {
  const { source, today } = context;
  const said = (...names: readonly string[]) =>
    names.flatMap(name => found.parts.map(part => part[name])).find(value => lineOf(value) !== '');
  const reviews = found.reviews.map((review, index) =>
    reviewFromPage(review, `${path}.reviews[${index}]`, { tool: found.name, context }),
  );
  const given = {
    slug: ownSlug(found) ?? slugFrom(found.name),
    name: found.name,
    maker: lineOf(said('author', 'brand', 'manufacturer', 'creator', 'publisher')) || undefined,
    tagline: lineOf(said('disambiguatingDescription', 'slogan', 'abstract')) || undefined,
    description: proseOf(said('description')) || undefined,
    category: lineOf(said('applicationCategory', 'category')) || undefined,
    url: address(lineOf(said('url')), source),
  };
  const missing = (['tagline', 'description', 'category'] as const).filter(
    field => given[field] === undefined,
  );
  const tool = {
    $comment: `Read from ${source}.`,
    ...defined(given),
    price: { kind: 'unknown' },
    // The day it comes into the catalogue, whatever the page says of its own days.
    addedOn: today,
    reviews: reviews.map(({ review }) => review),
  };
  const asked = missing.map(field => ({
    path: `${path}.${field}`,
    asks: `The page does not say the ${field} of ${found.name}.`,
    needed: true,
  }));
  return {
    tool,
    questions: [...asked, priceQuestion(found, path), ...reviews.flatMap(({ questions }) => questions)],
  };
}

/** As our own pages say it; whatever else identifies a tool is for its shop. */
function ownSlug({ parts }: ToolOnPage): string | undefined {
  const identifiers = parts.flatMap(part => list(part.identifier)).filter(isItem);
  return fitting(shape.slug, lineOf(identifiers.find(({ propertyID }) => propertyID === 'slug')?.value));
}

interface ReviewOf {
  readonly tool: string;
  readonly context: PageContext;
}

function reviewFromPage(item: PageItem, path: string, { tool, context }: ReviewOf) {
  const author = lineOf(item.author) || lineOf(item.creator);
  const panelist: Panelist['id'] | undefined = author === '' ? undefined : context.panel.idOf(author);
  const verdict = statedVerdict(item, context.words) ?? undefined;
  const quote = proseOf(item.reviewBody) || proseOf(item.description) || undefined;
  const rating = statedRating(item);
  const who = author || 'somebody';
  const questions: OpenQuestion[] = [];
  const ask = (field: string, asks: string) =>
    questions.push({ path: `${path}.${field}`, asks, needed: true });
  if (panelist === undefined) ask('panelist', `The page does not say who reviewed ${tool}.`);
  if (verdict === undefined) {
    const instead = rating === '' ? '' : ` It gives ${rating}, which is not a verdict.`;
    ask('verdict', `The page does not say whether ${who} says ship or skip of ${tool}.${instead}`);
  }
  if (quote === undefined) ask('quote', `The page has no words by ${who} on ${tool}.`);
  const reviewedOn = fitting(reviewSchema.shape.reviewedOn, lineOf(item.datePublished).slice(0, 10));
  return { review: defined({ panelist, verdict, quote, reviewedOn }), questions };
}

/** What an offer costs is no entry price: nobody knows per what, nor whether there is a free plan beside it. */
function priceQuestion({ name, parts }: ToolOnPage, path: string): OpenQuestion {
  const offers = parts.flatMap(part => list(part.offers)).filter(isItem);
  const amounts = offers.flatMap(offer => {
    const amount = lineOf(offer.price) || lineOf(offer.lowPrice);
    return amount === '' ? [] : [`${amount} ${lineOf(offer.priceCurrency)}`.trim()];
  });
  const asks =
    amounts.length === 0
      ? `The page’s data say no price of ${name}.`
      : `The page offers ${name} at ${[...new Set(amounts)].join(', ')}: is it free, free_tier or paid, and per what?`;
  return { path: `${path}.price`, asks, needed: false };
}

/** Not the page itself: readers look for the tool. */
function address(text: string, source: string): string | undefined {
  const url = fitting(shape.url, text);
  return url === undefined || url === source ? undefined : url;
}

function fitting(schema: z.ZodType<string | undefined>, text: string): string | undefined {
  return text !== '' && schema.safeParse(text).success ? text : undefined;
}

function defined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
