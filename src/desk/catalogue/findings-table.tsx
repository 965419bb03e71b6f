import type { Problem } from '../../catalogue/problem.ts';
import { type Column, Table } from '../../web/table.tsx';
import { count, countOf } from '../count.ts';
import type { Findings } from './tool-line.ts';

const COLUMNS: readonly Column<Problem>[] = [
  { head: 'Where', className: 'whole', cell: ({ path }) => <code>{path}</code> },
  {
    head: 'What is wrong',
    cell: ({ severity, message }) => (
      <>
        {severity === 'error' ? <span className="grave-word">error: </span> : 'warning: '}
        {message}
      </>
    ),
  },
  { head: 'Found', className: 'who', cell: ({ found }) => <code>{found}</code> },
  { head: 'The fix', cell: ({ fix }) => fix },
];

interface FindingsTableProps {
  readonly findings: Findings;
  /** What prints all of them; '' where nothing does. */
  readonly command?: string;
}

/** Every problem with where it is and what mends it, as `catalogue check` prints them. */
export function FindingsTable({ findings, command = 'verdicts catalogue check' }: FindingsTableProps) {
  const { errors, warnings, listed } = findings;
  const hidden = errors + warnings - listed.length;
  return (
    <>
      <Table
        label="Problems of the file"
        folds
        columns={COLUMNS}
        lines={listed}
        keyOf={(_, index) => index}
      />
      {hidden > 0 ? (
        <p>
          {`… and ${count(hidden)} more.`}
          {command === '' ? null : (
            <>
              {' All of them: '}
              <code>{command}</code>
            </>
          )}
        </p>
      ) : null}
    </>
  );
}

/** `3 errors, 1 warning`. */
export function findingsWords({ errors, warnings }: Findings): string {
  const words = [
    ...(errors === 0 ? [] : [countOf(errors, 'error')]),
    ...(warnings === 0 ? [] : [countOf(warnings, 'warning')]),
  ];
  return words.length === 0 ? 'nothing wrong' : words.join(', ');
}
