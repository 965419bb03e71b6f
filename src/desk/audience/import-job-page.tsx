import type { ImportReport } from '../../audience/import-report.ts';
import { assumptionWords, lineWords } from '../../audience/import-words.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { printedSize } from '../../web/printed-size.ts';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count, countOf } from '../count.ts';
import { AudiencePage } from './audience-page.tsx';
import type { ImportJob } from './import-desk.ts';
import { LeftOut, Understood } from './understood.tsx';

interface ImportJobPageProps {
  readonly job: ImportJob;
  readonly note?: string | undefined;
}

const TITLES: Readonly<Record<ImportJob['state'], string>> = {
  checking: 'Looking through the file',
  checked: 'What would happen',
  importing: 'Importing',
  imported: 'Imported',
  broken: 'The import broke off',
};

const BROKEN =
  'Something broke on our side, and it has been logged. What was imported by then stays; you can upload the same file again.';

/** One file: how far it is, what would happen, what happened. */
export function ImportJobPage({ job, note }: ImportJobPageProps) {
  return (
    <AudiencePage
      title={TITLES[job.state]}
      at="files"
      note={note}
      problem={job.state === 'broken' ? BROKEN : ''}
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
    </AudiencePage>
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
      <ActForm>
        {report.understood ? (
          <Understood understood={report.understood} mapping={job.mapping} consented={job.consent !== null} />
        ) : null}
        <h2>What it would do</h2>
        <Counts report={report} heading="Would become" />
        <Lines report={report} />
        {job.consent === null && report.added.pending > 0 ? (
          <p>{`${mailsWords(report.added.pending)} would be queued, spread over the hours as the caps allow.`}</p>
        ) : null}
        <p className="acts">
          {good === 0 ? null : (
            <Button name="act" value="write">
              {`Import ${countOf(good, 'good row')}`}
            </Button>
          )}
          <Button name="act" value="drop" look="quiet">
            Leave it
          </Button>
          <span className="soft">Nothing has been written yet. The file is kept for half an hour.</span>
        </p>
      </ActForm>
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
      {report.understood ? <LeftOut understood={report.understood} /> : null}
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
  const columns: readonly Column<(typeof counts)[number]>[] = [
    { head: heading, names: true, cell: ([words]) => words },
    { head: 'Rows', ...NUMBER, cell: ([, rows]) => count(rows) },
  ];
  const foot = (
    <tr>
      <th scope="row">
        <strong>all rows</strong>
      </th>
      <td className="number">
        <strong>{count(report.rows)}</strong>
      </td>
    </tr>
  );
  return (
    <Table
      label={heading}
      className="rows counts"
      columns={columns}
      lines={counts}
      keyOf={([words]) => words}
      foot={foot}
    />
  );
}

const PROBLEM_COLUMNS: readonly Column<ImportReport['problems'][number]>[] = [
  { head: 'Line', ...NUMBER, cell: ({ line }) => line },
  { head: 'Column', cell: ({ column }) => column || '—' },
  { head: 'What is wrong', cell: ({ message }) => message },
  { head: 'Found', className: 'who', cell: ({ found }) => <code>{found || '—'}</code> },
  { head: 'The fix', cell: ({ fix }) => fix },
];

/** Where the lines went, and what was taken for granted to read them. */
function Lines({ report }: { readonly report: ImportReport }) {
  return (
    <>
      <p className="soft">{`${lineWords(report)}.`}</p>
      {assumptionWords(report).map(words => (
        <p key={words}>{words}</p>
      ))}
      {report.leftDespite === 0 ? null : (
        <p>{`${countOf(report.leftDespite, 'row')} with something wrong ${report.leftDespite === 1 ? 'asks' : 'ask'} for no mail, and ${report.leftDespite === 1 ? 'gets' : 'get'} none.`}</p>
      )}
    </>
  );
}

function Problems({ report }: { readonly report: ImportReport }) {
  if (report.problemCount === 0) return <p>There are no bad rows.</p>;
  const hidden = report.problemCount - report.problems.length;
  return (
    <>
      <h2>{`What is wrong, by line: ${count(report.problemCount)}`}</h2>
      <Table label="Bad rows" columns={PROBLEM_COLUMNS} lines={report.problems} keyOf={(_, index) => index} />
      {hidden > 0 ? <p>{`… and ${count(hidden)} more.`}</p> : null}
    </>
  );
}
