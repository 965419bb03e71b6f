import { z } from 'zod';

const address = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/;
const mailbox = z.string().refine(text => address.test(/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text));
const recipients = z.union([mailbox.transform(one => [one]), z.array(mailbox).min(1).max(50)]);
const tag = z.object({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  value: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
});

const emailSchema = z.object({
  from: mailbox,
  to: recipients,
  subject: z.string().min(1),
  html: z.string().optional(),
  text: z.string().optional(),
  reply_to: z.union([z.string(), z.array(z.string())]).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  tags: z.array(tag).max(75).default([]),
});

export type Email = z.output<typeof emailSchema>;

/** An entry of a request as an email, or what the API says about it. */
export function checkedEmail(
  entry: unknown,
  refused: ReadonlySet<string>,
): { readonly email: Email } | { readonly name: string; readonly message: string } {
  const parsed = emailSchema.safeParse(entry);
  if (!parsed.success) return fieldFault(parsed.error);
  const email = parsed.data;
  if (email.html === undefined && email.text === undefined) {
    return { name: 'missing_required_field', message: 'Missing `html` or `text` field.' };
  }
  if (email.to.some(to => refused.has(to.toLowerCase()))) return invalid('to');
  return { email };
}

function fieldFault(error: z.ZodError): { name: string; message: string } {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? 'to');
  const missing = issue?.code === 'invalid_type' && /undefined/.test(issue.message);
  return missing
    ? { name: 'missing_required_field', message: `Missing \`${field}\` field.` }
    : invalid(field);
}

function invalid(field: string): { name: string; message: string } {
  const forms =
    'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.';
  const hint = field === 'to' || field === 'from' ? ` ${forms}` : '';
  return { name: 'validation_error', message: `Invalid \`${field}\` field.${hint}` };
}
