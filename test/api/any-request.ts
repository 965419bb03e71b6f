import fc from 'fast-check';
import type { OpenApiDocument, Operation } from './document.ts';

/** One request as it may come from anybody who has a key. */
export interface AnyRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Whether it brings a key. */
  readonly keyed: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

const WEEKS = [
  '2026-W47',
  '2026-W48',
  '2026-W49',
  '2026-W01',
  '2026-W53',
  '9999-W52',
  '0000-W01',
  '1900-W01',
  '2999-W52',
  '2026-W54',
];
/** What is there, in the world that is asked: so that requests get past the first look. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  week: WEEKS,
  id: ['1', '2', '3', '4', '5', '6', '99', '999999999999999', '0', '-1', '1e3'],
  form: ['html', 'text', 'eml', 'web', 'pdf'],
  slug: ['cursor', 'zed', 'none', '__proto__', 'a%2Fb'],
};
const HARD = [
  '',
  ' ',
  '\0',
  '\u0000a',
  '\ud800',
  '\u202e',
  '😀'.repeat(40),
  "'; drop table issues; --",
  '%',
  '../..',
  '{}',
  'null',
  '-1',
  '1e309',
  'a|b',
  'zed-vs-cursor',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HARD),
  fc.emailAddress(),
);
/** A value of any shape. */
export const anything = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 0, -1, 1e308, 2 ** 53, '', [], {}, true) },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 30 }) },
);

/** Requests to every address of a document, mostly as it says and now and then in some other way. */
export function anyRequest(document: OpenApiDocument): fc.Arbitrary<AnyRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestTo(document, { method, path, operation })),
  );
  return fc.oneof(...operations);
}

interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function requestTo(document: OpenApiDocument, { method, path, operation }: Place): fc.Arbitrary<AnyRequest> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameters = operation.parameters?.filter(({ in: where }) => where === 'query') ?? [];
  const schema = schemaOf(document, operation);
  return fc
    .record({
      method: mostly(
        fc.constant(method.toUpperCase()),
        fc.constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST'),
      ),
      values: fc.tuple(...names.map(name => pathValue(name))),
      query: mostly(
        fc.record(
          Object.fromEntries(
            parameters.map(each => [each.name, mostly(queryValue(each.schema as Schema), text)]),
          ),
          { requiredKeys: [] },
        ),
        fc.dictionary(text, text, { maxKeys: 3 }),
      ),
      body:
        schema === null ? fc.option(anything.map(json)) : fc.option(bodyOf(document, schema), { freq: 8 }),
      type: mostly(
        fc.constant('application/json'),
        fc.constantFrom('', 'text/plain', 'application/x-www-form-urlencoded'),
      ),
      match: fc.constantFrom('live', 'live', 'live', '*', '"x"', ''),
      idempotency: fc.option(fc.constantFrom('a', 'b', 'c', 'ä'), { freq: 1 }),
      keyed: mostly(fc.constant(true), fc.constant(false)),
    })
    .map(({ values, query, body, type, match, idempotency, keyed, ...asked }) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[names.indexOf(name)] ?? '');
      const search = new URLSearchParams(query as Record<string, string>).toString();
      return {
        method: asked.method,
        path: search === '' ? filled : `${filled}?${search}`,
        headers: {
          ...(type !== '' && { 'Content-Type': type }),
          ...(match !== '' && { 'If-Match': match }),
          ...(idempotency !== null && { 'Idempotency-Key': idempotency }),
        },
        body: ['GET', 'HEAD'].includes(asked.method) ? null : body,
        keyed,
      };
    });
}

function schemaOf(_document: OpenApiDocument, { requestBody }: Operation): Schema | null {
  const json = requestBody?.content['application/json'] as { readonly schema?: Schema } | undefined;
  return json?.schema ?? null;
}

function pathValue(name: string): fc.Arbitrary<string> {
  const known = fc.constantFrom(...(KNOWN[name] ?? ['none']));
  return mostly(
    known,
    text.map(value => encodeURIComponent(value.toWellFormed()) || 'x'),
  );
}

function queryValue(schema: Schema): fc.Arbitrary<string> {
  return ofSchema(null, schema).map(String);
}

function bodyOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: ofSchema(document, schema).map(json) },
    { weight: 2, arbitrary: anything.map(json) },
    { weight: 1, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.constantFrom('{', '[]]', '{"a":1,}', '['.repeat(5_000), '﻿{}', '{"__proto__":{"a":1}}'),
    },
  );
}

/** Values that a schema allows, and beside each of them, now and then, one that it does not. */
export function ofSchema(document: OpenApiDocument | null, schema: Schema): fc.Arbitrary<unknown> {
  const right = rightFor(document, schema);
  return fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function rightFor(document: OpenApiDocument | null, schema: Schema): fc.Arbitrary<unknown> {
  const { enum: among, const: only, anyOf, oneOf, type } = schema;
  if (Array.isArray(among)) return fc.constantFrom(...among);
  if (only !== undefined) return fc.constant(only);
  const choices = (anyOf ?? oneOf) as readonly Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map(choice => ofSchema(document, choice)));
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectFor(document, schema);
    case 'array':
      return fc.array(ofSchema(document, (schema.items ?? {}) as Schema), { maxLength: 4 });
    case 'integer':
      return fc.oneof(fc.integer({ min: -2, max: 60 }), fc.maxSafeInteger());
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(
        text,
        fc.constantFrom(...WEEKS, 'ada@readers.example', '2026-11-27', '15:30', 'Europe/Prague'),
      );
    default:
      return anything;
  }
}

function objectFor(document: OpenApiDocument | null, schema: Schema): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = (schema.required ?? []) as string[];
  const own = fc.record(
    Object.fromEntries(properties.map(([name, each]) => [name, ofSchema(document, each)])),
    { requiredKeys: required },
  );
  const more = schema.additionalProperties;
  if (typeof more !== 'object' || more === null) return own;
  const others = fc.dictionary(text, ofSchema(document, more as Schema), { maxKeys: 3 });
  return fc.tuple(own, others).map(([one, other]) => ({ ...other, ...(one as object) }));
}

function mostly<A, B>(usual: fc.Arbitrary<A>, odd: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
