import type { FetchedCatalogue, Look } from '../../storage/issue/catalogue-looks.ts';
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

/** Why the last look brought nothing good, in a sentence or two; '' when it did. */
export function lookFault({ look, version }: FetchedCatalogue): string {
  if (look === null || !isWrong(look)) return '';
  const meanwhile =
    version === ''
      ? 'There is no catalogue yet, so nothing can be picked.'
      : 'The last good catalogue stays in use.';
  return `${look.reason} ${meanwhile}`;
}

/** A catalogue that is fetched: from where, how it stands, and what its last version changed. */
export function Origin({ fetched, view: { file, findings } }: OriginProps) {
  const { look, version, fetchedAt, difference } = fetched;
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
      <ActForm action="/desk/catalogue/look">
        <Button look="quiet">Look for a new one now</Button>
      </ActForm>
      {look !== null && isWrong(look) ? <Trouble look={look} /> : null}
      {difference === null || fetchedAt === null ? null : <Changes difference={difference} at={fetchedAt} />}
    </>
  );
}

function Standing({ lookedAt, fetchedAt, confirmedAt, asked, answered }: FetchedCatalogue) {
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
      {lookedAt === null ? 'It has not been looked for yet. ' : null}
      {lookedAt === null || lookedAt === confirmedAt ? null : (
        <>
          {'The last look, on '}
          <Instant at={lookedAt} />
          {', brought nothing good. '}
        </>
      )}
      {asked > answered ? 'Another is under way. ' : ''}
    </>
  );
}

function Trouble({ look }: { readonly look: Look }) {
  const { fix, errors, warnings, problems } = look;
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

function isWrong({ kind }: Look): boolean {
  return kind === 'refused' || kind === 'failed';
}
