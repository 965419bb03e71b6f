import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { openWebServer } from '../../src/web/web-server.ts';
import type { openSite } from '../web/site.ts';

export interface Answer {
  readonly status: number;
  /** Sorted, without the time of day. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string> | undefined;
}

/** One request over a connection of its own. */
export async function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: Asked = {},
): Promise<Answer> {
  const asked = request({ port, host: '127.0.0.1', path, method, headers, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const pairs = answer.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name !== 'Date' ? [`${name}: ${answer.rawHeaders[index + 1]}`] : [],
  );
  return { status: answer.statusCode ?? 0, headers: pairs.sort(), body: Buffer.concat(chunks) };
}

/** A published site as `serve` opens it. @returns with how many requests have come to its routes so far */
export async function served(site: Awaited<ReturnType<typeof openSite>>) {
  const { app } = site;
  let routed = 0;
  const place = { hostname: '127.0.0.1', port: 0 };
  const fetch: typeof app.fetch = (...asked) => {
    routed += 1;
    return app.fetch(...asked);
  };
  const server = await openWebServer({ fetch, early: app.early }, place);
  onTestFinished(() => server.close());
  return { ...site, port: server.port, routed: () => routed };
}
