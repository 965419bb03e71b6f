import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine with fixed answers by path; anything else is 404. */
export async function startServer(
  answers: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? {
      status: 404,
      body: { statusCode: 404, name: 'not_found', message: 'Not found' },
    };
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
