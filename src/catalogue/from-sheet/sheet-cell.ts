import { readToldDay } from '../../sheet/told-date.ts';
import { type Problem, shown } from '../problem.ts';
import { schemaProblems } from '../schema-problems.ts';
import { columnKey } from './column-key.ts';
import { PRICE_KINDS, type SheetField } from './sheet-field.ts';

/** Where a cell stands, for a message: `line 7, column "Says"`. */
export interface CellPlace {
  readonly file: string;
  readonly path: string;
}

type ReadCell =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] };

/**
 * What a cell says, as it stands in a catalogue file.
 * @param text not empty
 * @param words what the sheet's own words stand for
 */
export function readCell(
  field: SheetField,
  text: string,
  at: CellPlace,
  words: ReadonlyMap<string, string> | undefined,
): ReadCell {
  const given = words?.get(columnKey(text)) ?? text;
  const told = inForm(field, given);
  if (told.kind === 'bad') return { kind: 'bad', problems: [cellProblem(field, at, text, told)] };
  const { schema } = field;
  const result = schema?.safeParse(told.value);
  if (!schema || !result || result.success) return { kind: 'ok', value: told.value };
  const checked = { file: at.file, base: at.path, subject: field.name, raw: told.value, schema };
  const problems = schemaProblems(result.error.issues, checked);
  return { kind: 'bad', problems: problems.map(problem => withMapping(problem, field, given)) };
}

type Told =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'bad'; readonly message: string; readonly fix: string };

function inForm(field: SheetField, text: string): Told {
  const bare = text.trim();
  switch (field.form) {
    case 'line':
      return ok(bare);
    case 'prose':
      return ok(bare.replace(/\r\n?/gu, '\n'));
    case 'code':
      return ok(bare.toUpperCase());
    case 'list':
      return ok(bare.split(/\s*[;,|\n]\s*/u).filter(word => word !== ''));
    case 'word':
      return word(field, bare.toLowerCase().replace(/[\s-]+/gu, '_'));
    case 'number':
      return field.name === 'price.from.amount' && IN_THOUSANDS.test(bare) ? thousands(bare) : number(bare);
    case 'day':
      return day(bare);
  }
}

function word({ name }: SheetField, text: string): Told {
  if (name !== 'price.kind' || PRICE_KINDS.includes(text)) return ok(text);
  return bad('is not one of the known words', `use one of: ${PRICE_KINDS.join(', ')}`);
}

/** `1.299` is what a car costs to one and a coffee to another. */
const IN_THOUSANDS = /^[1-9]\d{0,2}(?:\.\d{3})+$|^[1-9]\d{0,2}(?:,\d{3})+$/u;

function thousands(text: string): Told {
  const whole = text.replace(/[.,]/gu, '');
  const [units, decimals] = text.split(/[.,]/u);
  return bad(
    'may mean thousands or decimals',
    `write ${whole} without a separator, or ${units}.${decimals?.slice(0, 2)} with at most two decimals`,
  );
}

/** `1,200` is twelve hundred to one and a bit more than one to another; `9,50` is the same to both. */
function number(text: string): Told {
  const plain = /^\d+,\d{1,2}$/u.test(text) ? text.replace(',', '.') : text;
  if (/^-?\d+(?:\.\d+)?$/u.test(plain)) return ok(Number(plain));
  return bad(
    'is not a number',
    'write digits, with a point before decimals, and nothing else: the currency has a column of its own',
  );
}

function day(text: string): Told {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text)) return ok(text);
  const told = readToldDay(text);
  if (told !== null) return ok(told);
  return bad('is not a day that leaves no doubt', 'write YYYY-MM-DD, for example 2026-11-02');
}

function cellProblem(
  { name }: SheetField,
  { file, path }: CellPlace,
  text: string,
  { message, fix }: { readonly message: string; readonly fix: string },
): Problem {
  return { file, path, found: shown(text), message: `${name} ${message}`, fix, severity: 'error' };
}

/** A word that the sheet uses for another one can be told in the mapping; every cell need not change. */
function withMapping(problem: Problem, { form, name }: SheetField, text: string): Problem {
  if (form !== 'word') return problem;
  const example = JSON.stringify({ [name]: { [text.trim()]: '…' } });
  return {
    ...problem,
    fix: `${problem.fix}; or say in the mapping what it stands for: "$words": ${example}`,
  };
}

function ok(value: unknown): Told {
  return { kind: 'ok', value };
}

function bad(message: string, fix: string): Told {
  return { kind: 'bad', message, fix };
}
