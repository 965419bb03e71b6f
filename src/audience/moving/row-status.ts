import { unguardFormula } from '../formula-guard.ts';
import { filled, type Mapping } from './mapping.ts';
import { isLeave, type Meaning, mayMeanLeft, saysClearly, saysLeft, saysSo, stronger } from './meaning.ts';

/** Why a row that may be of somebody who left makes nobody a reader. */
export interface StatusDoubt {
  readonly column: string;
  readonly found: string;
  readonly reason: string;
  readonly fix: string;
}

export interface RowStatus {
  /** What all columns about it say together, and what everybody in the file is. */
  readonly status: Meaning;
  /** What the row's own columns say. */
  readonly told: Meaning;
  /** A word in it is unknown. */
  readonly unknownWord: boolean;
  /** None where the row says that its reader left. */
  readonly doubts: readonly StatusDoubt[];
}

/** @param slipped its cells may stand in other columns' places */
export function readRowStatus(mapping: Mapping, cells: readonly string[], slipped: boolean): RowStatus {
  const { places, everyone } = mapping;
  let told: Meaning = '';
  const words: StatusDoubt[] = [];
  for (const at of places.status) {
    const cell = unguardFormula((cells[at] ?? '').trim());
    const { meaning, eitherOr, reversed } = mapping.readWord(cell, at);
    if (meaning !== null && (!slipped || !eitherOr)) told = stronger(told, meaning);
    if (meaning === null && cell !== '')
      words.push(reversed ? reversedWord(mapping, at, cell) : unknown(cell));
  }
  const flags: StatusDoubt[] = [];
  if (!slipped) {
    for (const field of ['left', 'suppressed'] as const) {
      for (const at of places[field]) {
        const says = tellsLeave(mapping, at, cells[at] ?? '');
        if (says === 'yes') told = stronger(told, field === 'left' ? 'unsubscribed' : 'suppressed');
        if (says === 'unclear') flags.push(unclear(mapping, at, cells[at] ?? ''));
      }
    }
  }
  const status = stronger(told, everyone ?? '');
  const doubts = isLeave(status)
    ? words.slice(0, 1)
    : [...words.slice(0, 1), ...missing(mapping, cells), ...flags, ...overlooked(mapping, cells)];
  return { status, told, unknownWord: words.length > 0, doubts };
}

/** Whether a column that tells who left says so of this row. */
export function tellsLeave({ guessed }: Mapping, at: number, cell: string): 'yes' | 'no' | 'unclear' {
  if (guessed.has(at)) return saysClearly(cell);
  return saysSo(cell) ? 'yes' : 'no';
}

function unknown(cell: string): StatusDoubt {
  return {
    column: 'status',
    found: cell,
    reason: 'this status is unknown',
    fix: 'say what it means: confirmed, pending, unsubscribed or suppressed',
  };
}

function reversedWord({ columns }: Mapping, at: number, cell: string): StatusDoubt {
  const name = columns[at]?.name ?? '';
  return {
    column: 'status',
    found: cell,
    reason: 'this column is about leaving, so a yes would mean that the reader has left',
    fix: `say left=${name} rather than status=${name}`,
  };
}

/** A row that ends before its status, or has none, is nobody's yes. */
function missing(mapping: Mapping, cells: readonly string[]): StatusDoubt[] {
  const { places, columns } = mapping;
  const sure = places.status.filter(at => columns[at]?.by !== 'name');
  const short = sure.find(at => at >= cells.length) ?? cutBefore(mapping, cells);
  if (short !== undefined) {
    const reason = `the row ends before “${columns[short]?.name ?? ''}”, which tells who has left`;
    return [{ column: '', found: cells.join(','), reason, fix: 'leave an empty cell for what is missing' }];
  }
  if (places.status.length === 0 || mapping.empty !== null) return [];
  if (places.status.some(at => (cells[at] ?? '').trim() !== '')) return [];
  const reason = 'the status is empty, and nobody knows what that means here';
  return [{ column: 'status', found: '', reason, fix: 'fill it in, or say what an empty one means' }];
}

/** A short row whose last cell is a yes or a day may have it in the wrong place. */
function cutBefore({ places, columns }: Mapping, cells: readonly string[]): number | undefined {
  const last = filled(cells).length - 1;
  const field = columns[last]?.field ?? null;
  const dated = field === 'asked' || field === 'confirmed' || field === 'email' || field === 'status';
  if (dated || saysClearly(cells[last] ?? '') !== 'yes') return undefined;
  return [...places.left, ...places.suppressed].find(at => at >= cells.length);
}

function unclear({ columns }: Mapping, at: number, cell: string): StatusDoubt {
  return {
    column: columns[at]?.name ?? '',
    found: cell,
    reason: 'this column’s name is about leaving, but this is neither a yes nor a no',
    fix: 'say that this column tells who left, or that it tells nothing',
  };
}

/**
 * Tells of a column that nobody reads and in which it says that this reader has left: read over, it would bring them back.
 * Where the service is unknown too, any of its words may be about leaving.
 */
function overlooked(mapping: Mapping, cells: readonly string[]): StatusDoubt[] {
  const { columns, unknown, overruled, overruledStatus, shape } = mapping;
  const suspicious = shape.name === 'csv' ? mayMeanLeft : saysLeft;
  const doubtOf = (at: number, reason: string, fix: string): StatusDoubt[] => [
    { column: columns[at]?.name ?? '', found: cells[at] ?? '', reason, fix },
  ];
  const at = unknown.find(place => suspicious(cells[place] ?? ''));
  if (at !== undefined) {
    const reason = 'this column is unknown, but may say that the reader has left';
    return doubtOf(at, reason, 'say that this column is the status, or that it tells nothing');
  }
  const over = overruled.find(place => {
    const cell = (cells[place] ?? '').trim();
    return (
      saysLeft(cell) || (overruledStatus.has(place) && isLeave(mapping.readWord(cell, place).meaning ?? ''))
    );
  });
  if (over === undefined) return [];
  const reason = 'this column is read as something else, but says that the reader has left';
  return doubtOf(over, reason, 'say that this column is the status');
}
