import type { CatalogueProposal } from '../../storage/api/catalogue-proposals.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { DeskPage } from '../desk-page.tsx';
import { OlderLink } from '../older-link.tsx';
import { Who } from '../who.tsx';

interface ProposalsPageProps {
  /** Newest first. */
  readonly proposals: readonly CatalogueProposal[];
  /** Whether older ones follow. */
  readonly isMore: boolean;
  /** Of the catalogue in use; '' while there is none. */
  readonly inUse: string;
  readonly note: string;
}

export const PROPOSALS = '/desk/catalogue/proposals';

/** Catalogues that programs would like to be in force. Putting one there is done where the catalogue is, not here. */
export function ProposalsPage({ proposals, isMore, inUse, note }: ProposalsPageProps) {
  const last = proposals.at(-1);
  return (
    <DeskPage title="Proposed catalogues" at="catalogue" note={note}>
      <p className="lead">
        {
          'Other programs have proposed these; each was checked and has no error. None is in use by itself: to use one, save it where the catalogue is. '
        }
        <a href="/desk/catalogue">The catalogue in use</a>
      </p>
      {proposals.length === 0 ? (
        <p>Nothing was proposed.</p>
      ) : (
        <Table
          label="Proposed catalogues"
          folds
          columns={columnsFor(inUse)}
          lines={proposals}
          keyOf={({ id }) => id}
        />
      )}
      <OlderLink href={isMore && last ? `${PROPOSALS}?before=${last.id}` : null} />
    </DeskPage>
  );
}

function columnsFor(inUse: string): readonly Column<CatalogueProposal>[] {
  return [
    {
      head: 'Number',
      names: true,
      cell: ({ id }) => <a href={`${PROPOSALS}/${id}/catalogue.json`}>{`${id}, the file`}</a>,
    },
    {
      head: 'Proposed',
      className: 'who',
      cell: ({ proposedAt, proposedBy }) => (
        <>
          <Instant at={proposedAt} />
          {' by '}
          <Who who={proposedBy} />
        </>
      ),
    },
    { head: 'Note', className: 'many-words', dir: 'auto', cell: ({ note }) => note },
    {
      head: 'Standing',
      cell: ({ id, hash, setAsideAt, setAsideBy }) =>
        setAsideAt !== null ? (
          <span className="soft">{`set aside by ${setAsideBy}`}</span>
        ) : (
          <>
            {hash === inUse ? 'in use' : null}
            <ActForm action={`${PROPOSALS}/${id}/aside`}>
              <Button look="quiet small" label={`Set aside proposal ${id}`}>
                Set aside
              </Button>
            </ActForm>
          </>
        ),
    },
  ];
}
