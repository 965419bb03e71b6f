import { z } from '@hono/zod-openapi';
import { EVERY_ROUTE } from '../api/v1/every-route.ts';
import type { Problem } from '../api/v1/problem.ts';
import { unreadableText } from '../api/v1/read-request.ts';
import type { Answer, ApiRoute, Call, FileAnswer } from '../api/v1/route.ts';
import type { AgentTool, Told } from './agent-tool.ts';

/** In place of If-Match. */
export const CONDITION = 'contentHash';

const condition = z.string().max(200).openapi({
  description:
    'The contentHash of the issue as you read it (read_issue, read_words, or the last change). If somebody was quicker, nothing is done.',
});

const TEXT = new TextDecoder();

/**
 * A tool that does what a route of the API does: the same schemas check what it is given, the same act does it. What the route
 * takes from path, query, body and If-Match are its arguments.
 * @param id of the route
 */
export function routeTool(id: string, tool: Pick<AgentTool, 'name' | 'title' | 'says' | 'hints'>): AgentTool {
  const route = EVERY_ROUTE.find(each => each.id === id);
  if (!route || route.scope === null) throw new Error(`No route with a scope is called ${id}.`);
  const { params, query, body, conditional, scope, answer = null } = route;
  const parts = [params, query, body].map(shapeOf);
  const shape = Object.assign({}, ...parts, conditional && { [CONDITION]: condition }) as z.ZodRawShape;
  return {
    ...tool,
    route: id,
    scope,
    input: z.strictObject(shape),
    output: answer,
    act: async (room, key, input) => {
      const unreadable = unreadableText(input);
      if (unreadable) return { ...unreadable, place: '' };
      const [path, search, sent] = parts.map(part => among(input, part));
      const call = {
        ...{ room, key, params: path, query: search, body: sent },
        bytes: new Uint8Array(),
        header: (name: string) => (name.toLowerCase() === 'if-match' ? `"${input[CONDITION] ?? ''}"` : ''),
      };
      return told(await route.act(call as unknown as Call<never, never, never>));
    },
  };
}

function shapeOf(schema: ApiRoute['params']): z.ZodRawShape {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function among(input: Readonly<Record<string, unknown>>, shape: z.ZodRawShape): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name in shape));
}

function told(said: Answer<unknown> | FileAnswer | Problem): Told | Problem {
  if (said.kind === 'problem') return said;
  if (said.kind === 'answer') return { kind: 'answer', body: said.body };
  const { bytes } = said;
  if (bytes instanceof ReadableStream) throw new Error('A tool answers at once, not with a stream.');
  return { kind: 'text', text: typeof bytes === 'string' ? bytes : TEXT.decode(bytes) };
}
