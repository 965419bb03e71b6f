import { z } from 'zod';
import { PATTERN_WORDS } from './fields.ts';
import { catalogueSchema } from './schema.ts';
import { TOOL_PATTERN_WORDS } from './tool-fields.ts';

/**
 * What editors of catalogue files complete from and check by, as the text of a file (JSON Schema, draft 2020-12). It has
 * every rule of `catalogue check` that can be told of one entry alone.
 */
export function catalogueJsonSchema(): string {
  return jsonSchema(catalogueSchema, 'A catalogue: a panel, and the tools it gave its verdicts on');
}

/** A schema of ours as the text of a file that editors complete from. Rules that are no patterns must be in its `meta`. */
export function jsonSchema(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: part }) => {
      for (const rule of [part, ...(part.allOf ?? [])]) sayPattern(rule);
    },
  });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

/** `patternErrorMessage` is what VS Code says instead of the pattern; others pass it over. */
function sayPattern(rule: z.core.JSONSchema.BaseSchema): void {
  const pattern = rule.pattern ?? '';
  const words = PATTERN_WORDS.get(pattern) ?? TOOL_PATTERN_WORDS.get(pattern);
  if (words !== undefined) rule.patternErrorMessage = words;
}
