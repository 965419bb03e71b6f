import { guessColumn, isOptIn, soundsOfLeaving } from './leaving-columns.ts';
import type { MappedColumn } from './mapped-column.ts';
import type { Meaning } from './meaning.ts';
import { isOurs } from './recognise.ts';
import type { Shape } from './shape.ts';
import { wordReader } from './status-word.ts';

/** How the words of the status columns are read, and what an empty one means. */
export function statusReading(told: {
  readonly shape: Shape;
  readonly names: readonly string[];
  readonly columns: readonly MappedColumn[];
  readonly places: { readonly status: readonly number[] };
  readonly words: ReadonlyMap<string, Meaning>;
  readonly asked: ReadonlyMap<string, Meaning>;
  readonly yesAndNo: boolean;
}): { readonly empty: Meaning | null; readonly readWord: ReturnType<typeof wordReader> } {
  const { shape, names, columns, places, words, asked } = told;
  const perhaps = places.status.filter(
    at => columns[at]?.by === 'name' && guessColumn(names[at] ?? '', shape.name === 'csv')?.perhaps,
  );
  const empty = asked.get('') ?? (shape.name === 'csv' && isOurs(names) && !told.yesAndNo ? '' : null);
  const readWord = wordReader({
    words,
    asked,
    // Where several columns tell it, one may be empty: the row is looked at as a whole.
    empty: places.status.length > 1 ? (empty ?? '') : empty,
    perhaps: new Set(perhaps),
    yesNo: new Set(
      places.status.filter(at => isOptIn(names[at] ?? '') || (shape.name === 'csv' && !perhaps.includes(at))),
    ),
    reversed: new Set(places.status.filter(at => soundsOfLeaving(names[at] ?? ''))),
  });
  return { empty: perhaps.length === places.status.length ? '' : empty, readWord };
}
