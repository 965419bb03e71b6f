import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, ok, refusal } from './answer.ts';
import type { ApiRequest } from './api.ts';

const reserved = new Set([
  'FIRST_NAME',
  'LAST_NAME',
  'EMAIL',
  'UNSUBSCRIBE_URL',
  'RESEND_UNSUBSCRIBE_URL',
  'contact',
  'this',
]);

const variable = z.object({
  key: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,50}$/)
    .refine(key => !reserved.has(key)),
  type: z.enum(['string', 'number']),
  fallback_value: z.union([z.string(), z.number()]).nullish(),
});

const creation = z.object({
  name: z.string().min(1),
  html: z.string().min(1),
  alias: z.string().min(1).nullish(),
  subject: z.string().nullish(),
  text: z.string().nullish(),
  from: z.string().nullish(),
  reply_to: z.union([z.string(), z.array(z.string())]).nullish(),
  variables: z.array(variable).max(50).nullish(),
});

/** A template as the API keeps it. Changing one is not played: nobody here does. */
export interface StoredTemplate extends z.output<typeof creation> {
  readonly id: string;
  readonly createdAt: number;
  readonly publishedAt: number | null;
}

/** The templates of the team, by id and by alias. */
export class TemplateShelf {
  readonly #byId = new Map<string, StoredTemplate>();

  find(idOrAlias: string): StoredTemplate | undefined {
    const named = [...this.#byId.values()].find(({ alias }) => alias === idOrAlias);
    return this.#byId.get(idOrAlias) ?? named;
  }

  put(template: StoredTemplate): void {
    this.#byId.set(template.id, template);
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  all(): readonly StoredTemplate[] {
    return [...this.#byId.values()];
  }

  reset(): void {
    this.#byId.clear();
  }
}

/** `POST /templates`, `POST /templates/:id/publish`, `GET` and `DELETE /templates/:id`; any id may be an alias. */
export function templateAnswer(request: ApiRequest, shelf: TemplateShelf, now: number): Answer {
  const [, , id = '', act = ''] = request.path.split('/').map(decodeURIComponent);
  if (id === '') {
    return request.method === 'POST'
      ? create(request, shelf, now)
      : refusal(405, 'method_not_allowed', 'Method is not allowed.');
  }
  const template = shelf.find(id);
  if (!template) return refusal(404, 'not_found', 'Template not found');
  switch (`${request.method} ${act}`) {
    case 'POST publish':
      shelf.put({ ...template, publishedAt: now });
      return ok({ object: 'template', id: template.id });
    case 'GET ':
      return ok(shown(template));
    case 'DELETE ':
      shelf.remove(template.id);
      return ok({ object: 'template', id: template.id, deleted: true });
    default:
      return refusal(405, 'method_not_allowed', 'Method is not allowed.');
  }
}

function create(request: ApiRequest, shelf: TemplateShelf, now: number): Answer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8'));
  } catch {
    return refusal(400, 'validation_error', 'The request body is not valid JSON.');
  }
  const wanted = creation.safeParse(parsed);
  if (!wanted.success) {
    return refusal(422, 'validation_error', `Invalid \`${wanted.error.issues[0]?.path.join('.')}\` field.`);
  }
  const { alias } = wanted.data;
  // What a second template of the same alias gets is not documented; a no is the harder case for a sender.
  if (alias && shelf.find(alias)) return refusal(422, 'validation_error', 'This alias is already in use.');
  const template = { ...wanted.data, id: randomUUID(), createdAt: now, publishedAt: null };
  shelf.put(template);
  return { status: 201, body: { object: 'template', id: template.id } };
}

function shown(template: StoredTemplate) {
  const { createdAt, publishedAt, variables, reply_to: replyTo, ...rest } = template;
  const at = new Date(createdAt).toISOString();
  return {
    object: 'template',
    ...rest,
    alias: rest.alias ?? null,
    subject: rest.subject ?? null,
    from: rest.from ?? null,
    text: rest.text ?? null,
    reply_to: replyTo ? [replyTo].flat() : null,
    status: publishedAt === null ? 'draft' : 'published',
    has_unpublished_versions: false,
    published_at: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    created_at: at,
    updated_at: at,
    variables: (variables ?? []).map(one => ({
      key: one.key,
      type: one.type,
      fallback_value: one.fallback_value ?? null,
      created_at: at,
      updated_at: at,
    })),
  };
}
