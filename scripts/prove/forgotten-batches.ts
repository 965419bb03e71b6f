import type { SeenRequest } from '../stand-in/stand-in.ts';

/**
 * Readers of batches that the API took, that the database forgot, and that were then asked for without somebody who had
 * left, or in the other form of the wire: the same key for other bytes, which the API can only refuse. Nobody can be
 * asked about those any more, be it about one whom the API had refused by name among them; about every other batch it
 * gives its first answer again.
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
    const [first, ...others] = bodies;
    if (!first || !recipientsOf(first).some(isForgotten)) continue;
    for (const again of others) {
      const [asked, still] = [recipientsOf(first), recipientsOf(again)];
      const missing = asked.filter(email => !still.includes(email));
      const isExplained = missing.length > 0 || isThin(first) !== isThin(again);
      if (isExplained && missing.every(hasLeft) && still.every(email => asked.includes(email)))
        for (const email of asked) beyond.add(email);
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

/** Whether a request names kept templates instead of holding its mails whole. */
export function isThin(body: string): boolean {
  return body.includes('"template":{');
}

/** Readers of batches that were asked for more than once: under a key that the API had answered, perhaps. */
export function askedAgain(requests: readonly SeenRequest[]): ReadonlySet<string> {
  const keyed = requests.flatMap(({ headers, body }) => {
    const key = headers['idempotency-key'];
    return key ? [{ key, body }] : [];
  });
  const repeated = [...Map.groupBy(keyed, ({ key }) => key).values()].filter(posts => posts.length > 1);
  return new Set(repeated.flatMap(posts => recipientsOf(posts[0]?.body ?? '[]')));
}
