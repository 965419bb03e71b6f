import type { Dictionary } from './dictionary.ts';

/**
 * JSON Schema of a publication's own words, for editors of files that complete and explain keys: each with the English that
 * stands there without it. What the checks say beyond it is said by `words check` and at the start.
 */
export function wordsSchema(english: Dictionary): object {
  const keys = Object.entries(english).map(([key, said]) => [key, ofKey(said)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(keys),
    patternProperties: { '^\\$': {} },
    additionalProperties: false,
  };
}

function ofKey(said: string | readonly string[]): object {
  return typeof said === 'string'
    ? { type: 'string', minLength: 1, description: said }
    : { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 }, description: said.join('\n') };
}
