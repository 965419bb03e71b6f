import { cutAtWord, PULL_LIMIT, pullFrom } from './pull-quote.ts';
import type { FileHeader, FileTool } from './schema.ts';
import type { Money, Panelist, Price, Review, Tool } from './tool.ts';

/** The panel in memory: ordered by id, names trimmed. */
export function panelFrom(panel: FileHeader['panel']): readonly Panelist[] {
  return panel
    .map(({ id, role, name }) => ({ id: id.trim(), role: role.trim(), name: name.trim() }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** One checked tool of the file as it is in memory: defaults filled in, empty optional fields left out. */
export function toolFrom(file: FileTool): Tool {
  return {
    slug: file.slug,
    name: file.name.trim(),
    ...filled('maker', file.maker),
    tagline: file.tagline.trim(),
    ...filled('pickWhen', file.pickWhen),
    description: file.description.trim(),
    category: file.category.trim(),
    tags: (file.tags ?? []).map(tag => tag.trim()),
    ...filled('url', file.url),
    price: priceFrom(file.price),
    ...filled('priceCheckedOn', file.priceCheckedOn),
    addedOn: file.addedOn,
    ...filled('family', file.family),
    affiliation: file.affiliation ?? 'unknown',
    ...filled('note', file.note),
    ...(file.popularity === undefined ? {} : { popularity: file.popularity }),
    status: file.status ?? 'active',
    reviews: file.reviews.map(reviewFrom).sort((left, right) => (left.panelist < right.panelist ? -1 : 1)),
  };
}

function reviewFrom(review: FileTool['reviews'][number]): Review {
  const quote = review.quote.trim();
  const pull = cutAtWord(review.pull ?? '', PULL_LIMIT);
  return {
    panelist: review.panelist.trim(),
    verdict: review.verdict,
    quote,
    pull: pull === '' ? pullFrom(quote) : pull,
    ...filled('reviewedOn', review.reviewedOn),
  };
}

function priceFrom(price: FileTool['price']): Price {
  if (price.kind === 'free' || price.kind === 'unknown') return { kind: price.kind };
  if (!price.from) return { kind: price.kind };
  const from: Money = { amount: price.from.amount, currency: price.from.currency, per: price.from.per };
  return { kind: price.kind, from };
}

function filled<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  const text = value?.trim();
  return (text ? { [key]: text } : {}) as { [key in K]?: string };
}
