import { z } from 'zod';
import type { ItemAnswer } from './mailer.ts';
import { masked } from './masked.ts';

/**
 * What a yes of the Resend API says of each mail of the request, in their order.
 * @param data the body of the answer
 * @param count how many mails the request held
 * @returns one entry a mail; else why it cannot be told which mails were taken
 */
export function placesOf(data: unknown, count: number): ItemAnswer[] | string {
  const all = plainYes(data, count);
  if (all) return all;
  const yes = yesShape.safeParse(data);
  if (!yes.success) return 'the answer could not be read';
  return itemAnswers(yes.data, count) ?? `the answer does not add up to ${count} mails`;
}

const yesShape = z.union([
  z.object({
    data: z.array(z.object({ id: z.string().nullish() }).nullable()),
    errors: z.array(z.object({ index: z.int().nonnegative(), message: z.string() })).nullish(),
  }),
  z.object({ id: z.string() }).transform(single => ({ data: [single], errors: [] })),
]);

type Yes = z.infer<typeof yesShape>;

/** The answer of nearly every batch: an id for each mail and nothing else. Null for any other, which is then read with care. */
function plainYes(data: unknown, count: number): ItemAnswer[] | null {
  const { data: entries, errors } = (data ?? {}) as { readonly data?: unknown; readonly errors?: unknown };
  const noErrors = errors == null || (Array.isArray(errors) && errors.length === 0);
  if (!noErrors || !Array.isArray(entries) || entries.length !== count) return null;
  const ids = new Set<string>();
  const items: ItemAnswer[] = [];
  for (const entry of entries as readonly ({ readonly id?: unknown } | null)[]) {
    const id = entry?.id;
    if (typeof id !== 'string' || id === '') return null;
    ids.add(id);
    items.push({ kind: 'accepted', id });
  }
  return ids.size === count ? items : null;
}

/**
 * One entry a mail. Whether a partial yes keeps the refused places in `data` is not documented, so both forms are
 * read and anything between them is null.
 */
function itemAnswers(yes: Yes, count: number): ItemAnswer[] | null {
  const refused = new Map((yes.errors ?? []).map(error => [error.index, masked(error.message)]));
  if (refused.size !== (yes.errors ?? []).length || [...refused.keys()].some(index => index >= count))
    return null;
  const compacted = yes.data.length + refused.size === count;
  const aligned = yes.data.length === count && [...refused.keys()].every(index => !yes.data[index]?.id);
  if (!compacted && !aligned) return null;
  const items: ItemAnswer[] = [];
  const ids = new Set<string>();
  let next = 0;
  for (let index = 0; index < count; index += 1) {
    const reason = refused.get(index);
    if (reason !== undefined) {
      items.push({ kind: 'rejected', reason });
      if (!compacted) next += 1;
      continue;
    }
    const id = yes.data[next]?.id;
    next += 1;
    if (!id || ids.has(id)) return null;
    ids.add(id);
    items.push({ kind: 'accepted', id });
  }
  return items;
}
