import type { FetchedCatalogue, Pull } from '../../storage/issue/fetched-catalogue.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import type { CatalogueView } from './catalogue-shelf.ts';
import { Changes } from './changes.tsx';
import { FindingsTable, findingsWords } from './findings-table.tsx';

interface OriginProps {
  readonly fetched: FetchedCatalogue;
  readonly view: CatalogueView;
}

/** Why what the last pull brought was not accepted, in a sentence or two; '' when it did. */
export function pullFault({ pull, version }: FetchedCatalogue): string {
  if (pull === null || !isWrong(pull)) return '';
  const meanwhile =
    version === ''
      ? 'There is no catalogue yet, so nothing can be picked.'
      : 'The last good catalogue stays in use.';
  return `${pull.reason} ${meanwhile}`;
}

/** A catalogue that is fetched: from where, how it stands, and what its last version changed. */
export function Origin({ fetched, view: { file, findings } }: OriginProps) {
  const { pull, version, fetchedAt, difference } = fetched;
  return (
    <>
      <p>
        {'It is fetched from '}
        <code className="who">{file}</code>
        {' before each pick, when its owner says that it is new, and here. '}
        <Standing {...fetched} />
        {version !== '' && findings !== null && findings.warnings > 0 ? (
          <a href="/desk/catalogue/problems">{findingsWords(findings)}</a>
        ) : null}
      </p>
      <ActForm action="/desk/catalogue/pull">
        <Button look="quiet">Look for a new one now</Button>
      </ActForm>
      {pull !== null && !isWrong(pull) && pull.reason !== '' ? <p>{`${pull.reason} ${pull.fix}`}</p> : null}
      {pull !== null && isWrong(pull) ? <Trouble pull={pull} /> : null}
      {difference === null || fetchedAt === null ? null : <Changes difference={difference} at={fetchedAt} />}
    </>
  );
}

function Standing({ pulledAt, fetchedAt, confirmedAt, asked, answered }: FetchedCatalogue) {
  return (
    <>
      {fetchedAt === null || confirmedAt === null ? null : (
        <>
          {'This version came on '}
          <Instant at={fetchedAt} />
          {confirmedAt === fetchedAt ? null : (
            <>
              {' and was still the newest on '}
              <Instant at={confirmedAt} />
            </>
          )}
          {'. '}
        </>
      )}
      {pulledAt === null ? 'It has not been looked for yet. ' : null}
      {pulledAt === null || pulledAt === confirmedAt ? null : (
        <>
          {'What came of the last pull, on '}
          <Instant at={pulledAt} />
          {', was not accepted. '}
        </>
      )}
      {asked > answered ? 'Another is under way. ' : ''}
    </>
  );
}

function Trouble({ pull }: { readonly pull: Pull }) {
  const { fix, errors, warnings, problems } = pull;
  return (
    <>
      <h2>What to do about the last answer</h2>
      <p>{fix}</p>
      {problems.length === 0 ? null : (
        <FindingsTable findings={{ errors, warnings, listed: problems }} command="" />
      )}
      <p className="soft">
        Issues already picked keep the catalogue they were picked from, whatever comes: they can be edited,
        approved and sent.
      </p>
    </>
  );
}

function isWrong({ kind }: Pull): boolean {
  return kind === 'refused' || kind === 'failed';
}
