import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/* What OpenAPI 3.1.0 says of a document, as far as ours has it: every object closed, so that a slip of the pen is seen. */

const text = { type: 'string', minLength: 1 };
const schema = { type: ['object', 'boolean'] };
const content = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[\\w.+-]+/[\\w.+-]+$' },
  additionalProperties: {
    type: 'object',
    properties: { schema, example: {} },
    required: ['schema'],
    additionalProperties: false,
  },
};
const parameter = {
  type: 'object',
  properties: {
    name: text,
    in: { enum: ['path', 'query', 'header'] },
    required: { type: 'boolean' },
    description: text,
    schema,
  },
  required: ['name', 'in', 'schema'],
  if: { properties: { in: { const: 'path' } } },
  then: { properties: { required: { const: true } }, required: ['required'] },
  additionalProperties: false,
};
const response = {
  type: 'object',
  properties: {
    description: text,
    content,
    headers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { description: text, schema },
        required: ['schema'],
        additionalProperties: false,
      },
    },
  },
  required: ['description'],
  additionalProperties: false,
};
const operation = {
  type: 'object',
  properties: {
    operationId: { type: 'string', pattern: '^[a-z][A-Za-z]*$' },
    tags: { type: 'array', items: text, minItems: 1, maxItems: 1 },
    summary: text,
    description: text,
    security: { const: [{ key: [] }] },
    parameters: { type: 'array', items: parameter },
    requestBody: {
      type: 'object',
      properties: { required: { type: 'boolean' }, content },
      required: ['content'],
      additionalProperties: false,
    },
    responses: {
      type: 'object',
      minProperties: 2,
      patternProperties: { '^(?:[1-5]\\d\\d|default)$': response },
      additionalProperties: false,
    },
  },
  patternProperties: { '^x-': {} },
  required: ['operationId', 'tags', 'summary', 'description', 'security', 'responses'],
  additionalProperties: false,
};
const OPENAPI = {
  type: 'object',
  properties: {
    openapi: { const: '3.1.0' },
    info: {
      type: 'object',
      properties: { title: text, version: text, description: text },
      required: ['title', 'version'],
      additionalProperties: false,
    },
    servers: {
      type: 'array',
      items: { type: 'object', properties: { url: text }, required: ['url'], additionalProperties: false },
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        properties: { get: operation, post: operation, put: operation, patch: operation, delete: operation },
        additionalProperties: false,
      },
    },
    webhooks: { type: 'object', maxProperties: 0 },
    components: {
      type: 'object',
      properties: {
        schemas: {
          type: 'object',
          propertyNames: { pattern: '^[\\w.-]+$' },
          additionalProperties: schema,
        },
        parameters: { type: 'object', maxProperties: 0 },
        securitySchemes: {
          const: { key: { type: 'http', scheme: 'bearer', description: expectedDescription() } },
        },
      },
      additionalProperties: false,
    },
  },
  required: ['openapi', 'info', 'paths', 'components'],
  additionalProperties: false,
};

function expectedDescription(): string {
  return 'A key that an editor made at the desk, or `verdicts keys create` on the server.';
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: unknown }>> }>
  >;
}

/** What is wrong with a document of ours; empty when nothing is. */
export function documentFaults(document: unknown): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const validate = ajv.compile(OPENAPI);
  return validate(document) ? [] : told(validate);
}

/** Judges values by the schemas of a document, wherever they stand in it. */
export function judgeOf(document: OpenApiDocument) {
  // Of 3.1 every schema is one of JSON Schema 2020-12; `format` is told and not judged.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ ...document, $id: 'https://document.invalid/' });
  return (pointer: readonly string[], value: unknown): string[] => {
    const path = pointer
      .map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = ajv.compile({ $ref: `https://document.invalid/#/${path}` });
    return validate(value) ? [] : told(validate);
  };
}

/** Every schema of the document is one, whether anything is judged by it or not. */
export function schemaFaults(document: OpenApiDocument): string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return schemasIn(document).flatMap(one =>
    ajv.validateSchema(one as object) === true ? [] : [ajv.errorsText()],
  );
}

function schemasIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'schema' in value ? [value.schema] : [];
  return [...own, ...Object.values(value).flatMap(schemasIn)];
}

function told({ errors }: ValidateFunction): string[] {
  return (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
