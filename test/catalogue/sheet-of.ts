import { readMapping } from '../../src/catalogue/from-sheet/sheet-mapping.ts';

export function mappingOf(raw: unknown) {
  const read = readMapping(raw, 'map.json');
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.problems));
  return read.mapping;
}

/** In small pieces, as a slow disk gives them. */
async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

export function sheet(text: string | Uint8Array, file = 'tools.csv') {
  return { file, bytes: pieces(typeof text === 'string' ? Buffer.from(text) : text) };
}

export const MAP = {
  Name: 'name',
  Line: 'tagline',
  About: 'description',
  Group: 'category',
  Kind: 'price.kind',
  Amount: 'price.from.amount',
  Added: 'addedOn',
  Who: 'review.panelist',
  Says: 'review.verdict',
  Words: 'review.quote',
};
export const HEADER = 'Name,Line,About,Group,Kind,Amount,Added,Who,Says,Words';
export const always = { 'price.from.currency': 'USD', 'price.from.per': 'month' };
