import type { Field } from './field.ts';
import { guessColumn } from './leaving-columns.ts';
import type { Shape } from './shape.ts';

/** How one column of a file is read. */
export interface MappedColumn {
  /** As the file calls it, fit to print. */
  readonly name: string;
  /** null: it is left out. */
  readonly field: Field | null;
  /**
   * Who says so: the service's table, the person who imports, or nobody. `name`: what its name sounds like. `second`:
   * another column tells the same.
   */
  readonly by: 'table' | 'name' | 'asked' | 'unknown' | 'second';
}

/** What a column of this name is where nobody says otherwise. */
export function fieldByName(shape: Shape, name: string): Pick<MappedColumn, 'field' | 'by'> {
  if (Object.hasOwn(shape.columns, name)) return { field: shape.columns[name] ?? null, by: 'table' };
  const guess = guessColumn(name, shape.name === 'csv');
  return guess ? { field: guess.field, by: 'name' } : { field: null, by: 'unknown' };
}

export function isStatusByName(shape: Shape, name: string): boolean {
  return fieldByName(shape, name).field === 'status';
}
