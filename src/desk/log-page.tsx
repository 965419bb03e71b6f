import type { Activity } from '../storage/issue/activity.ts';
import { Instant } from '../web/instant.tsx';
import { type Column, Table } from '../web/table.tsx';
import { DeskPage } from './desk-page.tsx';
import { OlderLink } from './older-link.tsx';
import { Who } from './who.tsx';

type LogLine = Activity & { readonly id: number };

/** Who did what to which issue, and to which bytes. Nothing is ever taken out of it. @param lines newest first */
export function LogPage({ lines }: { lines: readonly LogLine[] }) {
  const oldest = lines.at(-1);
  return (
    <DeskPage title="Log" at="log">
      <Table label="Log" folds columns={COLUMNS} lines={lines} keyOf={line => line.id} />
      <OlderLink href={oldest === undefined || oldest.id === 1 ? null : `/desk/log?before=${oldest.id}`} />
    </DeskPage>
  );
}

const COLUMNS: readonly Column<LogLine>[] = [
  { head: 'When', foldedHead: '', cell: ({ at }) => <Instant at={at} /> },
  { head: 'Who', foldedHead: '', className: 'who', cell: ({ who }) => <Who who={who} /> },
  {
    head: 'What',
    foldedHead: '',
    className: 'many-words',
    cell: ({ action, detail }) => (
      <>
        {action}
        {detail === '' ? null : <span className="soft">{`: ${detail}`}</span>}
      </>
    ),
  },
  {
    head: 'Issue',
    foldedHead: '',
    className: 'whole',
    cell: ({ week }) => (week === '' ? '—' : <a href={`/desk/issues/${week}`}>{week}</a>),
  },
  {
    head: 'Content',
    foldedHead: '',
    cell: ({ contentHash: hash }) => (hash === '' ? '—' : <code title={hash}>{hash.slice(0, 12)}</code>),
  },
];
