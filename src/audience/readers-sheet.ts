import type { SheetSense } from '../sheet/record.ts';
import { separatorBy } from '../sheet/separator.ts';
import { isLeavingWord, tellsAddress, tellsLeave } from './loose-line.ts';
import { fold } from './moving/field.ts';
import { fieldOfPerson } from './moving/shape.ts';

/**
 * What a sheet of readers is known by: a column of addresses, else any that is known; and that no honest cell has a line
 * that is an address.
 * @param asked names of columns that somebody spoke of, folded: they tell what separates the cells
 */
export function readersSheet(asked: readonly string[] = []): SheetSense {
  const known = [
    (name: string) => asked.includes(fold(name)),
    (name: string) => fieldOfPerson(fold(name)) === 'email',
    (name: string) => fieldOfPerson(fold(name)) !== null,
  ];
  return {
    separatorIn: lines => separatorBy(lines, known),
    swallows: ([first = '', ...others], cells) => {
      if (!holdsRows(first, others, cells)) return 'nothing';
      return tellsAddress(others.at(-1) ?? '') ? 'rows' : 'opened';
    },
  };
}

/**
 * Whether a cell holds what must be a row: CSV itself cannot tell, but no honest cell has a line that is an address. An
 * address that is a cell of its own, after one of several lines, is the reader's.
 */
function holdsRows(first: string, others: readonly string[], cells: readonly string[]): boolean {
  const several = cells.filter(cell => cell.includes('\n'));
  if (several.some(cell => cell.split('\n').some(tellsAddress))) return true;
  const addresses = cells.filter(cell => tellsAddress(cell)).length;
  if (addresses !== 1 && others.some(tellsAddress)) return true;
  return tellsLeave(first) && !cells.some(isLeavingWord);
}
