import { z } from 'zod';
import { nearestKey } from '../../words/nearest-key.ts';
import { type Problem, shown } from '../problem.ts';
import { headerSchema } from '../schema.ts';
import { schemaProblems } from '../schema-problems.ts';
import type { Panelist } from '../tool.ts';
import { columnKey } from './column-key.ts';
import { readCell } from './sheet-cell.ts';
import { FIELD_NAMES, type SheetField, sheetField } from './sheet-field.ts';

/** What the columns of a sheet say: told by whoever has it, never guessed. */
export interface SheetMapping {
  /** By `columnKey`; null for a column that is knowingly left out. */
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly field: SheetField | null }>;
  /** Where none is given it is made of the names that reviews go by. */
  readonly panel: readonly Panelist[] | null;
  /** By field: what the sheet's own words stand for, folded. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By field: what every tool has that says nothing else, as it would stand in a cell. */
  readonly always: ReadonlyMap<string, { readonly field: SheetField; readonly text: string }>;
}

type ReadMapping =
  | { readonly kind: 'ok'; readonly mapping: SheetMapping }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

const ownKeys = z.object({
  $panel: headerSchema.shape.panel.optional(),
  $words: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  $always: z.record(z.string(), z.string()).optional(),
  $comment: z.string().optional(),
});

/** @param raw the parsed mapping file, which `file` names in problems */
export function readMapping(raw: unknown, file: string): ReadMapping {
  const schema = ownKeys.catchall(z.string().nullable());
  const result = schema.safeParse(raw);
  if (!result.success) {
    const checked = { file, base: '$', subject: 'the mapping', raw, schema };
    return { kind: 'bad', problems: schemaProblems(result.error.issues, checked) };
  }
  const { $panel = null, $words = {}, $always = {}, $comment, ...columns } = result.data;
  const problems: Problem[] = [];
  const known = (name: string, path: string): SheetField | null => {
    const field = sheetField(name);
    if (field === null) problems.push(noSuchField(file, path, name));
    return field;
  };
  const mapping: SheetMapping = {
    columns: new Map(
      Object.entries(columns).map(([name, told]) => {
        const field = typeof told === 'string' ? known(told, `$[${JSON.stringify(name)}]`) : null;
        return [columnKey(name), { name, field }];
      }),
    ),
    panel: $panel,
    words: new Map(
      Object.entries($words).map(([name, words]) => {
        known(name, `$.$words[${JSON.stringify(name)}]`);
        return [name, new Map(Object.entries(words).map(([word, value]) => [columnKey(word), value]))];
      }),
    ),
    always: new Map(
      Object.entries($always).flatMap(([name, text]) => {
        const field = known(name, `$.$always[${JSON.stringify(name)}]`);
        if (field !== null && !isForAll(field)) problems.push(notForAll(file, name, text));
        return field === null ? [] : [[name, { field, text }] as const];
      }),
    ),
  };
  if (problems.length === 0) problems.push(...twoForOne(mapping, file), ...wrongValues(mapping, file));
  return problems.length === 0 ? { kind: 'ok', mapping } : { kind: 'bad', problems };
}

function noSuchField(file: string, path: string, name: string): Problem {
  const nearest = nearestKey(name, FIELD_NAMES);
  return {
    file,
    path,
    found: shown(name),
    message: `the mapping: there is no field ${shown(name)}`,
    fix: `${nearest ? `did you mean "${nearest}"? All of them` : 'use one of these'}: ${FIELD_NAMES.join(', ')}; null leaves a column out`,
    severity: 'error',
  };
}

/** What every tool may have alike: not its own name, and no review, which is somebody's of one tool. */
function isForAll({ of, key }: SheetField): boolean {
  return of === 'tool' && key !== 'slug' && key !== 'name' && key !== 'price.from.amount';
}

function notForAll(file: string, name: string, text: string): Problem {
  return {
    file,
    path: `$.$always[${JSON.stringify(name)}]`,
    found: shown(text),
    message: `the mapping: ${name} cannot be the same for every tool`,
    fix: 'take it out, and give it a column of its own',
    severity: 'error',
  };
}

/** Which of two columns a tool's name comes from nobody could tell. */
function twoForOne({ columns }: SheetMapping, file: string): Problem[] {
  const seen = new Map<string, string>();
  return [...columns.values()].flatMap(({ name, field }) => {
    if (field === null) return [];
    const first = seen.get(field.name);
    seen.set(field.name, name);
    if (first === undefined) return [];
    return [
      {
        file,
        path: `$[${JSON.stringify(name)}]`,
        found: shown(field.name),
        message: `the mapping: two columns are ${field.name}, ${shown(first)} and ${shown(name)}`,
        fix: 'keep one of them, and give the other null',
        severity: 'error' as const,
      },
    ];
  });
}

/** What the mapping itself gives as values is checked like a cell. */
function wrongValues({ words, always }: SheetMapping, file: string): Problem[] {
  const given = [
    ...[...words].flatMap(([name, told]) =>
      [...told].map(([word, text]) => ({ name, text, path: `$.$words[${JSON.stringify(name)}].${word}` })),
    ),
    ...[...always].map(([name, { text }]) => ({ name, text, path: `$.$always[${JSON.stringify(name)}]` })),
  ];
  return given.flatMap(({ name, text, path }) => {
    const field = sheetField(name);
    const read = field === null ? null : readCell(field, text, { file, path }, undefined);
    return read?.kind === 'bad' ? read.problems : [];
  });
}
