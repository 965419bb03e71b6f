import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/storage/database.ts';
import { type ApiWorld, openWorld, PICKED } from '../api/api-world.ts';
import { onPort } from '../support/reader-site.ts';

/** What a tool says, as the SDK's client gives it. */
export interface Said {
  readonly isError: boolean;
  readonly texts: readonly string[];
  readonly pictures: readonly Buffer[];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly structured: any;
}

/** The world of the API, served on a port, with the SDK's own client. */
export async function openAgentWorld(store: Store, options: Parameters<typeof openWorld>[1] = {}) {
  const world = await openWorld(store, options);
  const address = await onPort(world.web);
  return { ...world, address, connect: (key?: string) => connectTo(address, key ?? world.all) };
}

export async function connectTo(address: string, key: string): Promise<Agent> {
  const transport = new StreamableHTTPClientTransport(new URL(`${address}/mcp`), {
    requestInit: { headers: { Authorization: `Bearer ${key}` } },
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return agent(client);
}

export type Agent = ReturnType<typeof agent>;

/** A client that has been connected, with short ways to ask. */
export function agent(client: Client) {
  const call = async (name: string, input: Record<string, unknown> = {}): Promise<Said> => {
    const said = await client.callTool({ name, arguments: input });
    const content = said.content as readonly { type: string; text?: string; data?: string }[];
    return {
      isError: said.isError === true,
      texts: content.flatMap(({ type, text }) => (type === 'text' ? [text ?? ''] : [])),
      pictures: content.flatMap(({ type, data }) =>
        type === 'image' ? [Buffer.from(data ?? '', 'base64')] : [],
      ),
      structured: said.structuredContent,
    };
  };
  const yes = async (name: string, input: Record<string, unknown> = {}) => {
    const said = await call(name, input);
    if (said.isError) throw new Error(`${name}: ${said.texts.join('\n')}`);
    return said;
  };
  return { client, call, yes };
}

/** The issue that waits is on its way, as if an editor had approved it. */
export async function goesOut(store: Store): Promise<void> {
  await store.db
    .updateTable('issues')
    .set({ state: 'sending', frozen_at: Date.parse('2026-11-25T09:30:00Z'), audience: 5 })
    .where('week', '=', PICKED)
    .execute();
}

export type AgentWorld = Awaited<ReturnType<typeof openAgentWorld>>;

/** One JSON-RPC message as a client of 2025 posts it, answered whole. */
export async function post(
  { web, all }: Pick<ApiWorld, 'web' | 'all'>,
  message: unknown,
  {
    key = all,
    headers = {},
  }: { readonly key?: string | null; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  return web.request('/mcp', {
    method: 'POST',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
}

/** What such an answer says, whether it came as JSON or as the one event of a stream; null for none. */
export async function said(answer: Response) {
  const text = await answer.text();
  if (text === '') return null;
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const json = isStream ? (/^data: (.*)$/m.exec(text)?.[1] ?? 'null') : text;
  return JSON.parse(json);
}
