import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

interface Template {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isPublished: boolean;
}

/** By id, for as long as the sink runs: an issue is approved once and sent many times. */
const kept = new Map<string, Template>();

/**
 * Answers what is about templates, through `say`.
 * @returns false when the request is about something else
 */
export function answerTemplate(
  request: IncomingMessage,
  say: (status: number, body: unknown) => void,
): boolean {
  const path = request.url ?? '';
  if (!path.startsWith('/templates')) return false;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (path === '/templates') {
      create(JSON.parse(Buffer.concat(chunks).toString()) as Template['body'], say);
      return;
    }
    const [, , name = ''] = path.split('/');
    const template = kept.get(name) ?? [...kept.values()].find(({ body }) => body.alias === name);
    if (!template) say(404, { statusCode: 404, name: 'not_found', message: 'Template not found' });
    else if (request.method === 'GET') say(200, shown(template));
    else {
      kept.set(template.id, { ...template, isPublished: true });
      say(200, { object: 'template', id: template.id });
    }
  });
  return true;
}

/** Its id is as long as the API's own: it stands in every mail. */
function create(body: Template['body'], say: (status: number, body: unknown) => void): void {
  const id = randomUUID();
  kept.set(id, { id, body, isPublished: false });
  say(200, { object: 'template', id });
}

function shown({ id, body, isPublished }: Template) {
  return { ...body, id, status: isPublished ? 'published' : 'draft', has_unpublished_versions: false };
}
