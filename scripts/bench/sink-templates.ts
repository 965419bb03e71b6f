import type { IncomingMessage } from 'node:http';

/** The last template that was created: one a run. */
let kept = { id: '', body: {} as Readonly<Record<string, unknown>>, published: false };

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
    if (request.method === 'GET') {
      showTemplate(path, say);
      return;
    }
    if (path === '/templates') {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      // As long as the API's own ids: it stands in every mail.
      kept = { id: '0f8fad5b-d9cb-469f-a165-70867728950e', body, published: false };
    } else kept = { ...kept, published: true };
    say(200, { object: 'template', id: kept.id });
  });
  return true;
}

function showTemplate(path: string, say: (status: number, body: unknown) => void): void {
  const { id, body, published } = kept;
  if (path !== `/templates/${id}` && path !== `/templates/${String(body.alias)}`) {
    say(404, { statusCode: 404, name: 'not_found', message: 'Template not found' });
    return;
  }
  say(200, { ...body, id, status: published ? 'published' : 'draft', has_unpublished_versions: false });
}
