import { type Problem, shown } from '../problem.ts';
import { type CellPlace, readCell } from './sheet-cell.ts';
import type { ToolField } from './sheet-field.ts';
import type { SheetMapping } from './sheet-mapping.ts';
import type { SheetCell, SheetRow } from './sheet-rows.ts';

interface Said {
  readonly value: unknown;
  readonly line: number;
  readonly file: string;
}

/** One tool while its rows come in: each may say something of it, none something else than an earlier one. */
export class SheetTool {
  readonly slug: string;
  readonly #said = new Map<string, Said>();
  readonly #reviews = new Map<string, Map<string, Said>>();

  constructor(slug: string) {
    this.slug = slug;
  }

  /** Takes in a cell about the tool itself, or `panelist`'s review of it. @returns what is wrong with it */
  take(cell: SheetCell, panelist: string | null, row: SheetRow, mapping: SheetMapping): Problem[] {
    const { field, text, column } = cell;
    const at = placeOf(row, column);
    const read = readCell(field, text, at, mapping.words.get(field.name));
    if (read.kind === 'bad') return [...read.problems];
    const said = panelist === null ? this.#said : this.#reviewBy(panelist);
    const before = said.get(field.key);
    if (before === undefined) said.set(field.key, { value: read.value, line: row.line, file: row.file });
    else if (JSON.stringify(before.value) !== JSON.stringify(read.value)) {
      return [this.#otherwise(field.name, before, text, at)];
    }
    return [];
  }

  /** Opens `panelist`'s review of it. A second row about it is refused: two verdicts of one panellist are one too many. */
  begin(panelist: string, row: SheetRow, at: CellPlace): Problem[] {
    const first = this.#reviews.get(panelist)?.get('panelist');
    if (first === undefined) {
      this.#reviewBy(panelist).set('panelist', { value: panelist, line: row.line, file: row.file });
      return [];
    }
    const message = `tool ${shown(this.slug)}: ${shown(panelist)} has two reviews, the first ${placed(first)}`;
    return [{ ...at, found: shown(panelist), message, fix: 'keep the newer one', severity: 'error' }];
  }

  /** As it stands in a catalogue file. */
  entry(mapping: SheetMapping): Record<string, unknown> {
    const value = (key: ToolField) => this.#said.get(key)?.value;
    const reviews = [...this.#reviews].map(([panelist, said]) => ({
      panelist,
      ...defined(
        Object.fromEntries(
          ['verdict', 'quote', 'pull', 'reviewedOn'].map(key => [key, said.get(key)?.value]),
        ),
      ),
    }));
    const usual = (key: ToolField) => value(key) ?? alwaysOf(key, mapping);
    return {
      slug: this.slug,
      ...defined(Object.fromEntries(PLAIN.map(key => [key, usual(key)]))),
      price: priceOf(usual, value('price.from.amount')),
      reviews,
    };
  }

  #reviewBy(panelist: string): Map<string, Said> {
    const known = this.#reviews.get(panelist);
    if (known) return known;
    const review = new Map<string, Said>();
    this.#reviews.set(panelist, review);
    return review;
  }

  #otherwise(name: string, before: Said, text: string, at: CellPlace): Problem {
    return {
      ...at,
      found: shown(text),
      message: `tool ${shown(this.slug)}: ${name} is ${shown(before.value)} ${placed(before)}`,
      fix: 'let all rows of a tool say the same, or leave the cell empty in all but one',
      severity: 'error',
    };
  }
}

const PLAIN = [
  'name',
  'maker',
  'tagline',
  'pickWhen',
  'description',
  'category',
  'tags',
  'url',
  'priceCheckedOn',
  'addedOn',
  'family',
  'affiliation',
  'note',
  'popularity',
  'status',
] as const satisfies readonly ToolField[];

export function placeOf({ file, line }: SheetRow, column: string): CellPlace {
  return { file, path: `line ${line}, column ${shown(column)}` };
}

function placed({ file, line }: Said): string {
  return `on line ${line} of ${file}`;
}

/** A sheet that says nothing of prices has not said that they are free. */
function priceOf(usual: (key: ToolField) => unknown, amount: unknown): unknown {
  const kind = usual('price.kind');
  if (kind === undefined && amount === undefined) return { kind: 'unknown' };
  const none = amount === undefined || (kind === 'free' && amount === 0);
  if (none) return defined({ kind });
  const from = defined({ amount, currency: usual('price.from.currency'), per: usual('price.from.per') });
  return defined({ kind, from });
}

/** A cell that was checked when the mapping was read. */
function alwaysOf(key: ToolField, { always }: SheetMapping): unknown {
  const told = always.get(key);
  if (told === undefined) return undefined;
  const read = readCell(told.field, told.text, { file: '', path: '' }, undefined);
  return read.kind === 'ok' ? read.value : undefined;
}

function defined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
