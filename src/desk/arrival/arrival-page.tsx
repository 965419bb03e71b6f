import type { DoctorFinding, FindingState } from '../../doctor/finding.ts';
import { HOW_TO_SAVE } from '../../doctor/received/how-to-save.ts';
import { Button } from '../../web/button.tsx';
import { Facts } from '../../web/facts.tsx';
import { Field } from '../../web/field.tsx';
import { Table } from '../../web/table.tsx';
import { DeskPage } from '../desk-page.tsx';

interface ArrivalPageProps {
  /** What was read; absent before a copy is uploaded. */
  readonly findings?: readonly DoctorFinding[];
  readonly problem?: string;
}

/** How a mail of ours arrived: where its source goes in, and what it tells. */
export function ArrivalPage({ findings, problem }: ArrivalPageProps) {
  return (
    <DeskPage title="How a mail arrived" at="issues" problem={problem}>
      {findings ? <Read findings={findings} /> : null}
      <h2>{findings ? 'Read another copy' : 'Read a copy'}</h2>
      <p>
        Upload the source of a mail of ours, as it came out at a mailbox: a test send, or the one that the
        command <code>verdicts doctor --mail</code> sends. It tells whether SPF, DKIM and DMARC passed there,
        whether the unsubscribe headers are signed, and what was changed on the way. Nothing of the file is
        kept.
      </p>
      <form method="post" encType="multipart/form-data">
        <Field id="file" label="The source of the mail" className="plain-field">
          <input type="file" accept=".eml,.txt,message/rfc822,text/plain" required />
        </Field>
        <Button>Read it</Button>
      </form>
      <h2>How to save the source</h2>
      <Facts of={HOW_TO_SAVE.map(({ name, value }) => [name, value])} />
    </DeskPage>
  );
}

const STATES: Readonly<Record<FindingState, string>> = {
  error: 'wrong',
  warning: 'look at it',
  unknown: 'not known',
  ok: 'in order',
};

function Read({ findings }: { readonly findings: readonly DoctorFinding[] }) {
  const wrong = findings.filter(({ state }) => state === 'error').length;
  return (
    <>
      <p className="lead" role="status">
        {wrong === 0
          ? 'Nothing in this copy is wrong.'
          : wrong === 1
            ? 'One thing in this copy is wrong.'
            : `${wrong} things in this copy are wrong.`}
      </p>
      <Table
        label="What the copy tells"
        folds
        columns={[
          { head: 'Looked at', cell: ({ check }) => check, names: true },
          {
            head: 'State',
            cell: ({ state }) => STATES[state],
            className: ({ state }) => (state === 'error' ? 'whole grave-word' : 'whole'),
          },
          { head: 'Found', cell: finding => <Found {...finding} />, className: 'who' },
        ]}
        lines={findings}
        keyOf={({ check }, index) => `${check} ${index}`}
      />
    </>
  );
}

function Found({ found, fix }: DoctorFinding) {
  return (
    <>
      <bdi>{found}</bdi>
      {fix === '' ? null : (
        <>
          <br />
          <span className="soft">{`→ ${fix}`}</span>
        </>
      )}
    </>
  );
}
