import { ISSUES_SHOWN } from '../../newsroom/audience/limits.ts';
import type { Person } from '../../newsroom/audience/person.ts';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { Detail } from '../detail.tsx';

/** What is kept of one subscriber: issues, consents, mails. */
export function PersonHistory({ person: { deliveries, consents, mails } }: { readonly person: Person }) {
  const keyOf = (_: unknown, index: number) => index;
  return (
    <>
      <h2>{`The last ${ISSUES_SHOWN} issues`}</h2>
      {deliveries.length === 0 ? (
        <p>No issue has gone out yet.</p>
      ) : (
        <Table label="Deliveries" columns={DELIVERIES} lines={deliveries} keyOf={keyOf} />
      )}
      <h2>Consents on record</h2>
      <Table label="Consents" columns={CONSENTS} lines={consents} keyOf={keyOf} />
      {mails.length === 0 ? null : (
        <>
          <h2>Other mails</h2>
          <Table label="Other mails" columns={MAILS} lines={mails} keyOf={keyOf} />
        </>
      )}
      <p className="soft">Nobody is shown how a reader voted, not even editors.</p>
    </>
  );
}

type Delivery = Person['deliveries'][number];

const DELIVERIES: readonly Column<Delivery>[] = [
  {
    head: 'Issue',
    names: true,
    cell: ({ week }) => <a href={`/desk/issues/${week}/progress`}>{week}</a>,
  },
  {
    head: 'Handed over',
    cell: delivery => (
      <>
        {delivery.state}
        <Detail words={'reason' in delivery ? delivery.reason : ''} />
      </>
    ),
  },
  { head: 'What came back', cell: delivery => <CameBack delivery={delivery} /> },
];

function CameBack({ delivery }: { readonly delivery: Delivery }) {
  if (!('outcome' in delivery) || delivery.outcome === null) return '—';
  const { what, at } = delivery.outcome;
  return (
    <>
      {`${what.replace('_', ', ')} `}
      <Instant at={at} />
    </>
  );
}

const CONSENTS: readonly Column<Person['consents'][number]>[] = [
  { head: 'When', cell: ({ at }) => <Instant at={at} /> },
  { head: 'What', cell: ({ event }) => event },
  { head: 'From', cell: ({ source }) => source },
  { head: 'In these words', className: 'wording', cell: ({ wording }) => wording || '—' },
  { head: 'Recorded with it', className: 'who', cell: ({ evidence }) => evidenceWords(evidence) || '—' },
];

function evidenceWords(evidence: Person['consents'][number]['evidence']): string {
  return Object.entries(evidence)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

const MAILS: readonly Column<Person['mails'][number]>[] = [
  { head: 'Queued', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { head: 'Kind', cell: ({ kind }) => kind },
  { head: 'Subject', dir: 'auto', cell: ({ subject }) => subject },
  { head: 'State', cell: ({ state }) => state },
];
