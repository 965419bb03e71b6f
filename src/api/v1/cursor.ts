import { z } from '@hono/zod-openapi';

/** Lines on a page where the caller does not say. */
const PAGE = 50;
/** At most. */
const MOST_LINES = 200;

export const limitParameter = z.coerce
  .number('Write a number of lines')
  .int()
  .min(1)
  .max(MOST_LINES)
  .default(PAGE)
  .openapi({
    type: 'integer',
    minimum: 1,
    maximum: MOST_LINES,
    default: PAGE,
    description: 'Lines on a page.',
  });

/**
 * Where a page goes on, as the page before said it: `next` of one answer is `cursor` of the next request. It says a place and
 * no secret; whoever reads it learns the last line they were shown.
 * @param place what it is made of
 */
export function cursorParameter<T extends z.ZodType>(place: T) {
  return z
    .string()
    .max(400)
    .transform((text, context): z.output<T> => {
      const read = place.safeParse(unpacked(text));
      if (read.success) return read.data;
      context.addIssue(
        'This cursor is none of ours. Take `next` of the page before as it is, or leave it out',
      );
      return z.NEVER;
    })
    .optional()
    .openapi({ type: 'string', description: '`next` of the page before; left out for the first page.' });
}

/** @param place null at the end */
export function nextCursor(place: unknown): string | null {
  return place === null ? null : Buffer.from(JSON.stringify(place)).toString('base64url');
}

function unpacked(text: string): unknown {
  const written = Buffer.from(text, 'base64url').toString('utf8');
  // Postgres fails on a NUL instead of finding nothing.
  if (/\0|\\u0000/.test(written)) return undefined;
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** What a page of a list answers with. */
export function pageOf<T extends z.ZodType>(line: T) {
  return z.object({
    items: z.array(line).readonly(),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page; null on the last.' }),
  });
}
