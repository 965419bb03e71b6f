import type { IncomingMessage, ServerResponse } from 'node:http';

/** The last template that was created: one a run. */
let kept = { id: '', body: {} as Readonly<Record<string, unknown>>, published: false };

/** Answers what is about templates. @returns false when the request is about something else */
export function answerTemplate(request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url ?? '';
  if (!path.startsWith('/templates')) return false;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') {
      const { id, body, published } = kept;
      const known = path === `/templates/${id}` || path === `/templates/${String(body.alias)}`;
      response.statusCode = known ? 200 : 404;
      const missing = { statusCode: 404, name: 'not_found', message: 'Template not found' };
      const shown = {
        ...body,
        id,
        status: published ? 'published' : 'draft',
        has_unpublished_versions: false,
      };
      response.end(JSON.stringify(known ? shown : missing));
      return;
    }
    if (path === '/templates') {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      // As long as the API's own ids: it stands in every mail.
      kept = { id: '0f8fad5b-d9cb-469f-a165-70867728950e', body, published: false };
    } else kept = { ...kept, published: true };
    response.end(JSON.stringify({ object: 'template', id: kept.id }));
  });
  return true;
}
