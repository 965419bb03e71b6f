/** One difference between two contents of an issue, in an editor's words. */
export interface Change {
  /** What it is about: `Subject`, `Price of Zed`. */
  readonly what: string;
  /** `moved`: the same things in another order. */
  readonly kind: 'changed' | 'added' | 'removed' | 'moved';
  /** As printed; '' for nothing. */
  readonly was: string;
  readonly is: string;
}

/** A label for every field that is plain text, number or yes-or-no: a new field does not compile without one. */
export type Labels<T, Others extends keyof T = never> = Readonly<Record<Exclude<keyof T, Others>, string>>;

/**
 * The fields that differ, in the order of their labels.
 * @param named makes `Price` into `Price of Zed`
 */
export function changedFields<K extends string>(
  labels: Readonly<Record<K, string>>,
  was: Readonly<Partial<Record<K, unknown>>>,
  is: Readonly<Partial<Record<K, unknown>>>,
  named: (label: string) => string = label => label,
): Change[] {
  return (Object.keys(labels) as K[]).flatMap(field =>
    changed(named(labels[field]), printedValue(was[field]), printedValue(is[field])),
  );
}

/** One change, or none where nothing differs. */
export function changed(what: string, was: string, is: string): Change[] {
  if (was === is) return [];
  if (was === '') return [{ what, kind: 'added', was, is }];
  return [{ what, kind: is === '' ? 'removed' : 'changed', was, is }];
}

/** The change as a sentence. */
export function changeWords({ what, kind, was, is }: Change): string {
  switch (kind) {
    case 'added':
      return `${what} is new: ${is}`;
    case 'removed':
      return `${what} is gone; it was: ${was}`;
    case 'moved':
    case 'changed':
      return `${what} was: ${was}; it is now: ${is}`;
  }
}

/** An entry of two lists with the same key, or of one of them. */
export interface Matched<T> {
  readonly was: T | undefined;
  readonly is: T | undefined;
}

/** Pairs the entries of two lists by key, those that are left first; equal keys are paired in their order. */
export function matched<T>(
  was: readonly T[],
  is: readonly T[],
  keyOf: (entry: T) => string,
): { readonly pairs: readonly Matched<T>[]; readonly moved: boolean } {
  const before = keyed(was, keyOf);
  const after = keyed(is, keyOf);
  const common = [...before.keys()].filter(key => after.has(key));
  const pairs = [...new Set([...before.keys(), ...after.keys()])].map(key => ({
    was: before.get(key),
    is: after.get(key),
  }));
  const order = [...after.keys()].filter(key => before.has(key));
  return { pairs, moved: common.some((key, index) => key !== order[index]) };
}

function keyed<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T> {
  const map = new Map<string, T>();
  const times = new Map<string, number>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    map.set(JSON.stringify([key, time]), entry);
  }
  return map;
}

function printedValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'shown' : 'not shown';
  return value === undefined || value === null ? '' : String(value);
}
