import { z } from 'zod';
import { nearestKey } from '../words/nearest-key.ts';
import type { Problem } from './problem.ts';
import { shown } from './problem.ts';

/** What was checked: a tool, a panel or a whole file. */
export interface Checked {
  readonly file: string;
  /** The path of `raw` in the file: `$.tools[3]`, or `line 4, $`. */
  readonly base: string;
  /** How messages call it: `tool "example-tool"`. */
  readonly subject: string;
  readonly raw: unknown;
  readonly schema: z.ZodType;
}

/** Every problem that the schema finds, in the order of the file's fields; none when it fits. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], checked: Checked): Problem[] {
  return issues.flatMap(issue =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue, checked) : [fieldProblem(issue, checked)],
  );
}

/** `['price', 'from']` → `.price.from`, `['tools', 3]` → `.tools[3]`, an odd key → `["odd key"]`. */
function jsonPath(path: readonly PropertyKey[]): string {
  return path
    .map(step => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
}

function fieldProblem(issue: z.core.$ZodIssue, { file, base, subject, raw }: Checked): Problem {
  const value = valueAt(raw, issue.path);
  const [what, fix] = wording(issue, value);
  const field = jsonPath(issue.path).replace(/^\./, '');
  return {
    file,
    path: base + jsonPath(issue.path),
    found: shown(value),
    message: `${subject}${field ? `: ${field}` : ''} ${what}`,
    fix,
    severity: 'error',
  };
}

const TYPE_WORDS: Record<string, string> = {
  string: 'text in double quotes',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

function wording(issue: z.core.$ZodIssue, value: unknown): [what: string, fix: string] {
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    const options =
      issue.code === 'invalid_value' ? issue.values : (issue as { options?: unknown[] }).options;
    const list = (options ?? []).map(String).join(', ');
    if (value === undefined) return ['is missing', `add it, one of: ${list}`];
    return ['is not one of the known words', `use one of: ${list}`];
  }
  if (issue.code === 'invalid_type') {
    const expected = TYPE_WORDS[issue.expected] ?? issue.expected;
    if (value === undefined) return ['is missing', `add it, as ${expected}`];
    if (value === null) return ['is null', `write ${expected}, or leave the field out if it is optional`];
    return ['is of the wrong type', `write ${expected}`];
  }
  const [what = '', fix = ''] = issue.message.split(/; (.*)/s);
  return [what, fix];
}

/** Of one entry; a hostile one may have any number, of any length. */
const MOST_UNKNOWN = 1_000;
const LONGEST_KEY = 80;

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, checked: Checked): Problem[] {
  const { file, base, subject, raw, schema } = checked;
  return issue.keys.slice(0, MOST_UNKNOWN).map(key => {
    const known = keysAt(schema, issue.path).filter(name => name !== key && !name.startsWith('$'));
    const name = key.length <= LONGEST_KEY ? key : `${key.slice(0, LONGEST_KEY)}…`;
    const nearest = nearestKey(name, known);
    return {
      file,
      path: base + jsonPath([...issue.path, name]),
      found: shown(valueAt(raw, [...issue.path, key])),
      message: `${subject}: unknown field ${JSON.stringify(name)}`,
      fix: nearest ? `did you mean "${nearest}"?` : `take it out; known here: ${known.join(', ')}`,
      severity: 'error',
    };
  });
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return [...new Set(schema.options.flatMap(option => keysAt(option as z.ZodType, path)))];
  }
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element as z.ZodType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (step === undefined) return Object.keys(schema.shape);
  const child: unknown = schema.shape[String(step)];
  return child instanceof z.ZodType ? keysAt(child, rest) : [];
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<PropertyKey, unknown>)[step];
  }, raw);
}
