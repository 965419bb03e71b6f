import type { SeenRequest } from '../stand-in/stand-in.ts';

/**
 * Readers of batches that the API took, that the database forgot, and that were then asked for without somebody who had
 * left: the same key for other bytes, which the API can only refuse. Nobody can be asked about those any more, be it about
 * one whom the API had refused by name among them; about every other batch it gives its first answer again.
 */
export function beyondAsking(
  requests: readonly SeenRequest[],
  {
    isForgotten,
    hasLeft,
  }: {
    /** Taken by the API, and not written down any more. */
    readonly isForgotten: (email: string) => boolean;
    readonly hasLeft: (email: string) => boolean;
  },
): ReadonlySet<string> {
  const beyond = new Set<string>();
  for (const bodies of bodiesByKey(requests)) {
    const [first, ...others] = bodies.map(recipientsOf);
    if (!first?.some(isForgotten)) continue;
    for (const again of others) {
      const missing = first.filter(email => !again.includes(email));
      const onlyLeavers = missing.length > 0 && missing.every(hasLeft);
      if (onlyLeavers && again.every(email => first.includes(email)))
        for (const email of first) beyond.add(email);
    }
  }
  return beyond;
}

/** Of each key that was used for more than one body, those bodies in their order. */
function bodiesByKey(requests: readonly SeenRequest[]): readonly (readonly string[])[] {
  const byKey = new Map<string, Set<string>>();
  for (const { headers, body } of requests) {
    const key = headers['idempotency-key'];
    if (key) byKey.set(key, (byKey.get(key) ?? new Set()).add(body));
  }
  return [...byKey.values()].filter(bodies => bodies.size > 1).map(bodies => [...bodies]);
}

function recipientsOf(body: string): string[] {
  const mails = JSON.parse(body) as readonly { readonly to: readonly string[] }[];
  return mails.flatMap(({ to }) => to);
}
