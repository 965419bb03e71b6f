const SLUG = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** `a-vs-b` as two slugs, which never hold the word `vs` themselves (catalogue/schema.ts); null for what is no pair. */
export function pairOf(address: string): readonly [one: string, other: string] | null {
  const [one = '', other = '', ...more] = address.split('-vs-');
  return more.length === 0 && SLUG.test(one) && SLUG.test(other) ? [one, other] : null;
}
