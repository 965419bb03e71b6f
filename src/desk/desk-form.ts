import type { Context } from 'hono';
import { type FormFields, readForm } from '../web/form-fields.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * A posted form of the desk as it was typed: a form sends line breaks as CR LF whatever the page held, and nobody types a
 * NUL, which Postgres does not take.
 */
export async function readDeskForm(context: Context): Promise<FormFields> {
  const form = await readForm(context);
  const all = (name: string) => form.all(name)?.map(text => withoutNul(text).replaceAll('\r\n', '\n'));
  return { ...form, all, one: name => all(name)?.[0] };
}

/** The revision a form was made on; -1, which nothing has, where it does not say or no column holds it. */
export function revisionIn(form: FormFields): number {
  return wholeNumber(form.one('revision')) ?? -1;
}

/** Beside a field of this name: what it said when the page was served, which tells whether somebody wrote in it. */
export function wasField(name: string): string {
  return `was.${name}`;
}

export function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}
