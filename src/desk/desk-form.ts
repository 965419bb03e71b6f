import type { Context } from 'hono';
import { type FormFields, readForm } from '../web/form-fields.ts';
import { wholeNumber } from './whole-number.ts';

/** A posted form of the desk: nobody types a NUL, and Postgres takes none. */
export async function readDeskForm(context: Context): Promise<FormFields> {
  const form = await readForm(context);
  const all = (name: string) => form.all(name)?.map(withoutNul);
  return { ...form, all, one: name => all(name)?.[0] };
}

/** The revision a form was made on; -1, which nothing has, where it does not say or no column holds it. */
export function revisionIn(form: FormFields): number {
  return wholeNumber(form.one('revision')) ?? -1;
}

export function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}
