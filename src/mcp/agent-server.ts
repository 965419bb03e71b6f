import { McpServer } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import { type Problem, problem } from '../api/v1/problem.ts';
import { parsed } from '../api/v1/read-request.ts';
import { VERSION } from '../machine/version.ts';
import type { LiveKey } from '../newsroom/keys/api-keys.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import type { AgentTool, Told } from './agent-tool.ts';
import { EVERY_TOOL } from './every-tool.ts';
import { instructions } from './instructions.ts';
import { problemWords } from './problem-words.ts';
import { allHiddenShown, quoted, withHiddenShown } from './quoted.ts';
import { addResources } from './resources.ts';
import { type JsonSchema, jsonSchemas } from './tool-schemas.ts';

/**
 * A server for one agent: the tools and resources that its key opens, and no other.
 * @param key as whom the log names what it does
 */
export function agentServer(room: PublicRoom, key: LiveKey): McpServer {
  const server = new McpServer(
    { name: 'verdicts', title: room.publication.name, version: VERSION },
    { instructions: instructions(room.publication.name), capabilities: { tools: {} } },
  );
  const tools = toolsFor(key);
  // The SDK lists tools once there is one.
  if (tools.length === 0) server.server.setRequestHandler('tools/list', async () => ({ tools: [] }));
  for (const tool of tools) {
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.says,
        annotations: {
          title: tool.title,
          readOnlyHint: tool.hints.reads,
          destructiveHint: tool.hints.ends,
          idempotentHint: tool.hints.again,
          openWorldHint: false,
        },
        inputSchema: unchecked(schemaOf(`${tool.name}.input`)),
        ...(tool.output && { outputSchema: unchecked(schemaOf(`${tool.name}.output`)) }),
      },
      input => answerOf(room, key, tool, input),
    );
  }
  if (key.scopes.includes('read')) addResources(server, room, key);
  return server;
}

function toolsFor({ scopes }: Pick<LiveKey, 'scopes'>): readonly AgentTool[] {
  return EVERY_TOOL.filter(({ scope }) => scopes.includes(scope));
}

async function answerOf(room: PublicRoom, key: LiveKey, tool: AgentTool, input: unknown) {
  const said = await saidBy(room, key, tool, input);
  // Half of a secret is as hard to guess as all of it, and easier to read over.
  const mark = room.newSecret().slice(0, 16);
  const text = (words: string) => ({ type: 'text' as const, text: words });
  switch (said.kind) {
    case 'problem':
      return { isError: true, content: [text(withHiddenShown(problemWords(said)))] };
    case 'answer': {
      const shown = allHiddenShown(said.body) as Record<string, unknown>;
      return { structuredContent: shown, content: [text(quoted(JSON.stringify(shown, null, 1), mark))] };
    }
    case 'text':
      return { content: [text(quoted(withHiddenShown(said.text), mark))] };
    case 'picture': {
      const data = Buffer.from(said.png).toString('base64');
      return {
        content: [
          { type: 'image' as const, data, mimeType: 'image/png' },
          text(quoted(withHiddenShown(said.shows), mark)),
        ],
      };
    }
  }
}

async function saidBy(
  room: PublicRoom,
  key: LiveKey,
  tool: AgentTool,
  input: unknown,
): Promise<Told | Problem> {
  const read = parsed(tool.input, input ?? {}, 'body');
  if (read.kind === 'problem') return read;
  try {
    return await tool.act(room, key, read.value);
  } catch (error) {
    const request = room.newSecret().slice(0, 8);
    room.log.error({ err: error, request, tool: tool.name }, 'a tool of an agent failed');
    const detail = 'Something broke while this was answered.';
    const fix = `Try again in a moment; whoever runs this finds it in the log under ${request}.`;
    return problem('fault', { place: '', detail, fix });
  }
}

/** All tools' at once: they share what is named in them. */
let schemas: ReadonlyMap<string, JsonSchema> | null = null;

function schemaOf(name: string): JsonSchema {
  schemas ??= jsonSchemas(
    new Map(
      EVERY_TOOL.flatMap((tool): [string, z.ZodType][] => [
        [`${tool.name}.input`, tool.input],
        ...(tool.output ? ([[`${tool.name}.output`, tool.output]] as [string, z.ZodType][]) : []),
      ]),
    ),
  );
  const schema = schemas.get(name);
  if (!schema) throw new Error(`There is no schema ${name}.`);
  return schema;
}

/** A schema as the SDK wants it, which only tells of it: what is sent is checked here, with place and fix of what is wrong. */
function unchecked(schema: JsonSchema) {
  const same = () => schema;
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'verdicts',
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: same, output: same },
    },
  };
}
