import type { Key, ReactNode } from 'react';
import { Scroll } from './scroll.tsx';

/** One column: what stands above it, and what a line has in it. */
export interface Column<Line> {
  readonly head: ReactNode;
  cell(line: Line, index: number): ReactNode;
  /** Of its cells; with a function, of one line's cell. */
  readonly className?: string | ((line: Line) => string | undefined);
  /** Of the cell above it, where it is not that of the others (`number`). */
  readonly headClass?: string;
  /** Over how many columns what stands above it reaches; 0 under what reaches here from the left. */
  readonly headSpan?: number;
  /** Of what strangers wrote: right to left where their words are. */
  readonly dir?: 'auto';
  /**
   * What it is called beside its cells where the lines are folded: `head` by default, nothing for `''` and in cells
   * that name their lines.
   */
  readonly foldedHead?: string;
  /** Whether its cells name their lines. */
  readonly names?: boolean;
  /** The name by which a script of ours finds a line's cell. */
  live?(line: Line): string;
}

/** Of a column of numbers: set to the right, what stands above it too. */
export const NUMBER = { className: 'number', headClass: 'number' } as const;

interface TableProps<Line> {
  /**
   * What the table is, for who hears it and for who scrolls it by keyboard; without it the table does not scroll by
   * itself.
   */
  readonly label?: string;
  readonly caption?: ReactNode;
  readonly columns: readonly Column<Line>[];
  readonly lines: readonly Line[];
  keyOf(line: Line, index: number): Key;
  readonly className?: string;
  readonly rowClass?: (line: Line) => string | undefined;
  /** Rows below the lines: sums. */
  readonly foot?: ReactNode;
  /**
   * Whether on a phone each line becomes a block, with what stands above the columns beside each cell: nothing is cut
   * off.
   */
  readonly folds?: boolean;
}

/** A table of lines. A head of `''` in every column leaves the heads out. */
export function Table<Line>(props: TableProps<Line>) {
  const { label, caption, columns, lines, keyOf, className = 'rows', rowClass, foot, folds = false } = props;
  const headed = columns.some(({ head }) => head !== '');
  const table = (
    <table className={folds ? `${className} folds` : className}>
      {caption === undefined ? null : <caption>{caption}</caption>}
      {headed ? (
        <thead>
          <tr>
            {columns.map(({ head, headClass, headSpan }, index) =>
              headSpan === 0 ? null : (
                <th key={index} scope="col" className={headClass} colSpan={headSpan}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
      ) : null}
      <tbody>
        {lines.map((line, index) => (
          <tr key={keyOf(line, index)} className={rowClass?.(line)}>
            {columns.map((column, place) => (
              <Cell key={place} column={column} line={line} index={index} folds={folds} />
            ))}
          </tr>
        ))}
      </tbody>
      {foot === undefined ? null : <tfoot>{foot}</tfoot>}
    </table>
  );
  return label === undefined ? table : <Scroll label={label}>{table}</Scroll>;
}

interface CellProps<Line> {
  readonly column: Column<Line>;
  readonly line: Line;
  readonly index: number;
  readonly folds: boolean;
}

function Cell<Line>({ column, line, index, folds }: CellProps<Line>) {
  const { className, dir, head, foldedHead, names = false } = column;
  const beside = foldedHead ?? (typeof head === 'string' && !names ? head : '');
  const folded = folds && beside !== '' ? beside : undefined;
  const live = column.live?.(line);
  const own = typeof className === 'function' ? className(line) : className;
  const words = column.cell(line, index);
  return names ? (
    <th scope="row" className={own} dir={dir} data-live={live} data-head={folded}>
      {words}
    </th>
  ) : (
    <td className={own} dir={dir} data-live={live} data-head={folded}>
      {words}
    </td>
  );
}
