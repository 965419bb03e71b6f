import { z } from 'zod';
import type { StoredTemplate, TemplateShelf } from './templates.ts';

const entrySchema = z.object({
  template: z.object({
    id: z.string().min(1),
    variables: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
});

export type Filled =
  | { readonly kind: 'filled'; readonly entry: unknown }
  | { readonly kind: 'no_template'; readonly message: string }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string };

/**
 * An entry of a batch that names a template, as if its sender had written it in full: `{{{KEY}}}` is replaced once, as it
 * stands, in subject, HTML and text. An entry without one is returned as it is.
 */
export function filledEntry(entry: unknown, shelf: TemplateShelf): Filled {
  if (typeof entry !== 'object' || entry === null || !('template' in entry)) return { kind: 'filled', entry };
  if ('html' in entry || 'text' in entry) {
    return invalid('`template` cannot be combined with `html` or `text`.');
  }
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return invalid('Invalid `template` field.');
  const { id, variables } = parsed.data.template;
  const template = shelf.find(id);
  if (!template) return { kind: 'no_template', message: 'Template not found' };
  // That drafts cannot be sent is documented, the words for it are not.
  if (template.publishedAt === null) return { kind: 'no_template', message: 'Template is not published' };
  const values = valuesOf(template, variables);
  if (typeof values === 'string') return invalid(values);
  return { kind: 'filled', entry: inFull(entry, template, values) };
}

/** A variable's value, its fallback where there is one, or what is wrong with them. */
function valuesOf(
  template: StoredTemplate,
  given: Readonly<Record<string, string | number>>,
): Map<string, string> | string {
  const values = new Map<string, string>();
  for (const { key, type, fallback_value: fallback } of template.variables ?? []) {
    const value = given[key] ?? fallback;
    // Whether an empty value counts as missing is not documented; here it does.
    if (value === undefined || value === null || value === '') return `Missing template variable \`${key}\`.`;
    if (typeof value !== type) return `Invalid type of template variable \`${key}\`.`;
    if (String(value).length > 2_000) return `Template variable \`${key}\` is longer than 2,000 characters.`;
    values.set(key, String(value));
  }
  return values;
}

function inFull(entry: object, template: StoredTemplate, values: ReadonlyMap<string, string>): unknown {
  const fill = (text: string) =>
    text.replace(/\{\{\{([A-Za-z0-9_]+)\}\}\}/g, (found, key: string) => values.get(key) ?? found);
  const { template: _named, ...own } = entry as Record<string, unknown>;
  return {
    ...(template.from && { from: template.from }),
    ...(template.subject && { subject: fill(template.subject) }),
    ...(template.reply_to && { reply_to: template.reply_to }),
    ...own,
    html: fill(template.html),
    ...(template.text && { text: fill(template.text) }),
  };
}

function invalid(message: string): Filled {
  return { kind: 'refused', name: 'validation_error', message };
}
