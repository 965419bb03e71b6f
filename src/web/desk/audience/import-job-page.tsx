import type { ImportReport } from '../../../audience/import-report.ts';
import { assumptionWords, lineWords } from '../../../audience/import-words.ts';
import type { ImportJob } from '../../../desk/audience/import-desk.ts';
import type { Editor } from '../../../desk/session.ts';
import { printedSize } from '../../outbox/printed-size.ts';
import type { WebDeps } from '../../web-deps.ts';
import { count, countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import { Scroll } from '../scroll.tsx';
import { AudienceTabs } from './audience-tabs.tsx';

interface ImportJobPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly job: ImportJob;
}

const TITLES: Readonly<Record<ImportJob['state'], string>> = {
  checking: 'Looking the file through',
  checked: 'What would happen',
  importing: 'Importing',
  imported: 'Imported',
  broken: 'The import broke off',
};

/** One file: how far it is, what would happen, what happened. */
export function ImportJobPage({ deps, editor, job }: ImportJobPageProps) {
  const title = TITLES[job.state];
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={title}
      at="audience"
      heading={<AudienceTabs title={title} at="files" />}
      {...(job.state === 'broken' && {
        problem:
          'Something broke on our side, and it is written down. What was imported by then stays; the same file may be given again.',
      })}
    >
      <p className="lead">
        <strong className="address">{job.fileName}</strong>
        {`, ${printedSize(job.bytes)}. `}
        {job.consent === null
          ? 'Rows without a status become pending and are asked to confirm.'
          : `Rows without a status become confirmed; they agreed to: “${job.consent}”`}
      </p>
      {job.state === 'checking' || job.state === 'importing' ? <Underway job={job} /> : null}
      {job.state === 'checked' && job.forecast ? <Forecast job={job} report={job.forecast} /> : null}
      {job.state === 'imported' && job.report ? <Done job={job} report={job.report} /> : null}
    </DeskPage>
  );
}

function Underway({ job }: { readonly job: ImportJob }) {
  return (
    <p role="status">
      {`${countOf(job.rows, 'row')} so far; it goes on while you are elsewhere. `}
      <a href={`/desk/audience/import/${job.id}`}>Look again</a>
    </p>
  );
}

function Forecast({ job, report }: { readonly job: ImportJob; readonly report: ImportReport }) {
  const good = report.rows - report.refused;
  return (
    <>
      <Counts report={report} heading="Would become" />
      <Lines report={report} />
      {job.consent === null && report.added.pending > 0 ? (
        <p>{`${mailsWords(report.added.pending)} would be queued, spread over the hours as the caps allow.`}</p>
      ) : null}
      <form method="post" className="acts">
        {good === 0 ? null : (
          <button type="submit" name="act" value="write" className="button">
            {`Import ${countOf(good, 'good row')}`}
          </button>
        )}
        <button type="submit" name="act" value="drop" className="button quiet">
          Leave it
        </button>
        <span className="soft">Nothing has been written yet. The file is kept for half an hour.</span>
      </form>
      <Problems report={report} />
    </>
  );
}

/** Fewer where an address was asked within a day, or three times. */
function mailsWords(most: number): string {
  return `At most ${countOf(most, 'confirmation mail')}`;
}

function Done({ job, report }: { readonly job: ImportJob; readonly report: ImportReport }) {
  return (
    <>
      <Counts report={report} heading="Became" />
      <Lines report={report} />
      {job.asked === 0 ? null : (
        <p>{`Confirmation mails for ${count(job.asked)} are queued; they leave as the caps allow.`}</p>
      )}
      <p>
        <a href="/desk/audience">The audience now</a>
      </p>
      <Problems report={report} />
    </>
  );
}

function Counts({ report, heading }: { readonly report: ImportReport; readonly heading: string }) {
  const counts: readonly (readonly [string, number])[] = [
    ['new, confirmed', report.added.confirmed],
    ['new, pending', report.added.pending],
    ['new, unsubscribed', report.added.unsubscribed],
    ['changed: confirmed, left, or gaps filled', report.changed],
    ['unchanged: known already', report.unchanged],
    ['kept out: unsubscribed, suppressed or erased here', report.keptOut],
    ['suppressed', report.suppressed],
    ['refused, and not imported', report.refused],
  ];
  return (
    <Scroll label={heading}>
      <table className="rows counts">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col" className="number">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(([words, rows]) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              <td className="number">{count(rows)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <strong>all rows</strong>
            </th>
            <td className="number">
              <strong>{count(report.rows)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

/** Where the lines went, and what was taken for granted to read them. */
function Lines({ report }: { readonly report: ImportReport }) {
  return (
    <>
      <p className="soft">{`${lineWords(report)}.`}</p>
      {assumptionWords(report).map(words => (
        <p key={words}>{words}</p>
      ))}
      {report.leftDespite === 0 ? null : (
        <p>{`${countOf(report.leftDespite, 'row')} with something wrong ${report.leftDespite === 1 ? 'asks' : 'ask'} for no mail, and that counts.`}</p>
      )}
    </>
  );
}

function Problems({ report }: { readonly report: ImportReport }) {
  if (report.problemCount === 0) return <p>No row is bad.</p>;
  const hidden = report.problemCount - report.problems.length;
  return (
    <>
      <h2>{`What is wrong, by line: ${count(report.problemCount)}`}</h2>
      <Scroll label="Bad rows">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col" className="number">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">What is wrong</th>
              <th scope="col">Found</th>
              <th scope="col">The fix</th>
            </tr>
          </thead>
          <tbody>
            {report.problems.map((problem, index) => (
              <tr key={index}>
                <td className="number">{problem.line}</td>
                <td>{problem.column === '' ? '—' : problem.column}</td>
                <td>{problem.message}</td>
                <td className="who">
                  <code>{problem.found === '' ? '—' : problem.found}</code>
                </td>
                <td>{problem.fix}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hidden > 0 ? <p>{`… and ${count(hidden)} more of them.`}</p> : null}
    </>
  );
}
