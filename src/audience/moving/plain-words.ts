/** Words as they are written by whoever has no key for an accent. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** The same table, found with accents and without. */
export function withAndWithoutAccents<Value>(
  table: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const plain = Object.entries(table).map(([word, value]) => [withoutAccents(word), value] as const);
  return { ...Object.fromEntries(plain), ...table };
}
