import fc from 'fast-check';

/** What nobody should write, wherever it stands. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  66.7,
  101,
  '',
  '  ',
  'a',
  'A B',
  'a-vs-b',
  'vs',
  'free',
  'ship',
  'skip',
  'USD',
  'usd',
  'nobody',
  'skeptic',
  'x\ny',
  'x\u0000y',
  'x\u2028y',
  'x\ud800y',
  'x'.repeat(91),
  '2026-02-29',
  '2024-02-29',
  '1900-02-29',
  '2000-02-29',
  '0000-02-29',
  '2026-04-31',
  '2026-1-1',
  '٢026-01-01',
  'javascript:alert(1)',
  'https://',
  'https://a b',
  'https://me@example.com',
  'https:///me@example.com',
  'https://exa\u200dmple.com',
  'https://example.com:99999',
  'httpſ://example.com',
  [],
  ['a'],
  {},
  { kind: 'paid', from: { amount: 0, currency: 'USD', per: 'month' } },
  { kind: 'free', from: { amount: 1, currency: 'USD', per: 'month' } },
];

/** Changes one thing of a JSON value: `at` chooses the place, `what` the change, `odd` what stands there instead. */
interface Mutation {
  readonly at: number;
  readonly what: 'replace' | 'remove' | 'rename' | 'add' | 'double';
  readonly odd: unknown;
}

export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'add', 'double'),
  odd: fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', maxLength: 8 }), fc.double()),
});

/** @returns a changed copy, as JSON.parse gives it */
export function mutated(value: unknown, { at, what, odd }: Mutation): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as unknown;
  const places = placesIn(copy);
  const place = places[at % places.length];
  if (place === undefined) return odd;
  const { holder, key } = place;
  if (Array.isArray(holder)) {
    if (what === 'remove') holder.splice(Number(key), 1);
    else if (what === 'double') holder.push(holder[Number(key)]);
    else holder[Number(key)] = odd;
  } else if (what === 'remove') delete holder[key];
  else if (what === 'rename') {
    holder[`${key}s`] = holder[key];
    delete holder[key];
  } else if (what === 'add') holder.$id = odd;
  else holder[key] = odd;
  return JSON.parse(JSON.stringify(copy)) as unknown;
}

type Place =
  | { readonly holder: Record<string, unknown>; readonly key: string }
  | { readonly holder: unknown[]; readonly key: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [{ holder: value, key } as Place, ...placesIn(part)]);
}
