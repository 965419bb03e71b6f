import { OpenAPIHono, type z } from '@hono/zod-openapi';

export type JsonSchema = Record<string, unknown>;

const COMPONENTS = '#/components/schemas/';

/**
 * JSON Schemas (2020-12) with everything that the API's document says of each field: made by what makes that document.
 * Schemas that are named there stand in `$defs`.
 */
export function jsonSchemas(schemas: ReadonlyMap<string, z.ZodType>): ReadonlyMap<string, JsonSchema> {
  const api = new OpenAPIHono();
  for (const [name, schema] of schemas) api.openAPIRegistry.register(name, schema);
  const { components } = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const all = (components?.schemas ?? {}) as Readonly<Record<string, JsonSchema>>;
  return new Map([...schemas.keys()].map(name => [name, alone(all, name)]));
}

/** One schema with all that it refers to. */
function alone(all: Readonly<Record<string, JsonSchema>>, name: string): JsonSchema {
  const needed = new Set<string>();
  const follow = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(follow);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => {
        if (key !== '$ref' || typeof value !== 'string') return [key, follow(value)];
        const to = value.slice(COMPONENTS.length);
        needed.add(to);
        return [key, `#/$defs/${to}`];
      }),
    );
  };
  const root = follow(all[name]) as JsonSchema;
  const defs: Record<string, unknown> = {};
  for (const to of needed) defs[to] = follow(all[to]);
  return needed.size === 0 ? root : { ...root, $defs: defs };
}
