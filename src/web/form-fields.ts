import type { Context } from 'hono';
import { wasCut } from './cut-request.ts';

/** The text fields of a posted form; files count for nothing. */
export interface FormFields {
  /** Of the fields that were sent. */
  readonly names: readonly string[];
  /** The first value of a field; undefined when it was not sent. */
  one(name: string): string | undefined;
  /** Every value of a field; undefined when it was not sent at all. */
  all(name: string): readonly string[] | undefined;
}

/**
 * Reads urlencoded and multipart alike. A body that is neither, or broken, has no fields.
 * @throws where whoever sent it has gone before its end: nothing is done by half a form
 */
export async function readForm(context: Context): Promise<FormFields> {
  const body: Record<string, unknown> = await context.req.parseBody({ all: true }).catch((error: unknown) => {
    if (wasCut(context)) throw error;
    return {};
  });
  const all = (name: string) => {
    if (!Object.hasOwn(body, name)) return undefined;
    return [body[name]].flat().filter(value => typeof value === 'string');
  };
  return { names: Object.keys(body), all, one: name => all(name)?.[0] };
}
