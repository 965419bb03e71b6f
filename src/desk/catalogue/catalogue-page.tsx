import type { FetchedCatalogue } from '../../storage/issue/fetched-catalogue.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { count, countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { CatalogueView } from './catalogue-shelf.ts';
import { FindingsTable, findingsWords } from './findings-table.tsx';
import { Origin, pullFault } from './origin.tsx';
import type { CatalogueSummary } from './tool-line.ts';
import {
  countPriceAges,
  type Featured,
  type FoundTools,
  PRICE_OLD_DAYS,
  type ToolSearch,
} from './tool-search.ts';
import { ToolsTable } from './tools-table.tsx';

interface CataloguePageProps {
  readonly view: CatalogueView;
  /** null where it is a file. */
  readonly fetched: FetchedCatalogue | null;
  /** What was just done; '' for nothing. */
  readonly note: string;
  /** Catalogues that programs have proposed and no editor has looked at yet. */
  readonly proposals: number;
  readonly search: ToolSearch;
  readonly found: FoundTools;
  readonly featured: ReadonlyMap<string, readonly Featured[]>;
  readonly today: string;
}

/** The catalogue as it is loaded: how the file stands, then its tools. */
export function CataloguePage(props: CataloguePageProps) {
  const { view, fetched } = props;
  const isBroken = view.state === 'broken';
  return (
    <DeskPage
      title="Catalogue"
      at="catalogue"
      problem={(fetched && pullFault(fetched)) || (isBroken ? brokenWords(fetched) : '')}
      note={view.state === 'reading' ? readingWords(view) : props.note}
    >
      {fetched ? <Origin fetched={fetched} view={view} /> : <WhereEdited {...props} />}
      {props.proposals === 0 ? null : <Proposed proposals={props.proposals} />}
      {isBroken && view.findings && fetched?.version !== '' ? (
        <>
          <h2>{`What is wrong: ${findingsWords(view.findings)}`}</h2>
          <FindingsTable findings={view.findings} />
          <Meanwhile {...props} />
        </>
      ) : null}
      {fetched && view.summary ? <h2>In use</h2> : null}
      {view.summary ? <Tools {...props} summary={view.summary} /> : null}
    </DeskPage>
  );
}

function Proposed({ proposals }: { readonly proposals: number }) {
  return (
    <p>
      {proposals === 1
        ? 'A program has proposed a new version. '
        : `Programs have proposed ${count(proposals)} new versions. `}
      <a href="/desk/catalogue/proposals">Look at what was proposed</a>
    </p>
  );
}

function brokenWords(fetched: FetchedCatalogue | null): string {
  if (fetched === null) return 'The file is broken: nothing can be picked from it until it is put right.';
  return fetched.version === ''
    ? 'The catalogue has not been fetched yet, so nothing can be picked.'
    : 'This version of the program refuses the catalogue that was fetched: nothing can be picked until a good one comes.';
}

function readingWords({ summary }: CatalogueView): string {
  return summary === null
    ? 'The file is being read, which takes a moment for one so large. Open this page again shortly.'
    : 'The file has changed and is being read again. Until then you see it as it was.';
}

function Counts({ summary, today }: { readonly summary: CatalogueSummary; readonly today: string }) {
  const ages = countPriceAges(summary, today);
  return (
    <p className="lead">
      <strong>{`${count(summary.lines.length)} tools`}</strong>
      {` in ${count(summary.categories.length)} categories, ${count(summary.reviews)} reviews by ${count(summary.panel.length)} panellists. `}
      {`Prices: ${count(ages.fresh)} checked in the last ${PRICE_OLD_DAYS} days, `}
      <a href="/desk/catalogue?prices=old">{`${count(ages.old)} older`}</a>
      {', '}
      <a href="/desk/catalogue?prices=never">{`${count(ages.never)} never`}</a>.
    </p>
  );
}

function WhereEdited({ view: { file, state, findings } }: CataloguePageProps) {
  return (
    <p>
      {'It is edited in the file '}
      <code className="who">{file}</code>
      {', not here; a change shows here, and counts for the next pick, as soon as it is saved. '}
      {state === 'good' && findings !== null ? (
        findings.warnings === 0 ? (
          'Nothing is wrong with it.'
        ) : (
          <a href="/desk/catalogue/problems">{findingsWords(findings)}</a>
        )
      ) : null}
    </p>
  );
}

function Meanwhile({ view }: CataloguePageProps) {
  return (
    <>
      <h2>What is used meanwhile</h2>
      <p>
        {
          'Issues already picked keep the catalogue they were picked from, whatever happens to the file: they can be edited, approved and sent. The site goes on with the panel and the categories it knew. While the file is broken every pick is refused, and the editors are told. '
        }
        {view.summary === null || view.readAt === null ? (
          'No version without errors has been read since this process started, so there is nothing to list below.'
        ) : (
          <>
            {'Below are the tools as they were read on '}
            <Instant at={view.readAt} />
            {', the last version without errors.'}
          </>
        )}
      </p>
    </>
  );
}

function Tools(props: CataloguePageProps & { readonly summary: CatalogueSummary }) {
  const { search, found, summary, today } = props;
  return (
    <>
      <Counts summary={summary} today={today} />
      <SieveForm search={search} summary={summary} />
      <p role="status">
        {found.count === 0
          ? 'No tool matches.'
          : `${countOf(found.count, 'tool')} ${found.count === 1 ? 'matches' : 'match'}${found.pages > 1 ? `, page ${Math.min(search.page, found.pages)} of ${count(found.pages)}` : ''}.`}
      </p>
      {found.count === 0 ? null : <ToolsTable {...props} />}
    </>
  );
}

function SieveForm({ search, summary }: { readonly search: ToolSearch; readonly summary: CatalogueSummary }) {
  return (
    <search>
      <form method="get" action="/desk/catalogue" className="sieve">
        <Field id="q" label="Name, maker or slug" className="plain-field">
          <input type="text" defaultValue={search.text} maxLength={120} autoComplete="off" />
        </Field>
        <Field id="category" label="Category" className="plain-field">
          <select defaultValue={search.category}>
            <option value="">all</option>
            {summary.categories.map(([name, tools]) => (
              <option key={name} value={name}>
                {`${name} (${count(tools)})`}
              </option>
            ))}
          </select>
        </Field>
        <Field id="prices" label="Price checked" className="plain-field">
          <select defaultValue={search.prices ?? ''}>
            <option value="">whenever</option>
            <option value="fresh">{`in the last ${PRICE_OLD_DAYS} days`}</option>
            <option value="old">longer ago</option>
            <option value="never">never</option>
          </select>
        </Field>
        <Button>Show</Button>
      </form>
    </search>
  );
}
