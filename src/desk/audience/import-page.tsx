import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { AudiencePage } from './audience-page.tsx';
import { LARGEST_IMPORT_BYTES } from './limits.ts';

interface ImportPageProps {
  readonly typed: { readonly as: 'pending' | 'confirmed'; readonly consent: string };
  readonly note?: string;
  readonly problem?: string;
}

const MEGABYTES = LARGEST_IMPORT_BYTES / 1_024 / 1_024;

/** Where a file goes in, to be looked through first, and where all subscribers come out. */
export function ImportPage({ typed, note, problem }: ImportPageProps) {
  return (
    <AudiencePage title="Import and export" at="files" note={note} problem={problem}>
      <h2>Import a file</h2>
      <p>
        {
          'The file is only looked through at first: you see what would happen, and every bad row by its line. Its columns are '
        }
        <code>email,name,timezone,interests,status</code>
        {`; only email is required, and semicolons or tabs between them will do. Above ${MEGABYTES} MB use the command `}
        <code>verdicts subscribers import</code>.
      </p>
      <form method="post" encType="multipart/form-data">
        <fieldset className="ways">
          <legend>Rows without a status, or marked confirmed</legend>
          <label>
            <input type="radio" name="as" value="pending" defaultChecked={typed.as === 'pending'} />
            are asked to confirm by mail, within the caps on sign-ups
          </label>
          <label>
            <input type="radio" name="as" value="confirmed" defaultChecked={typed.as === 'confirmed'} />
            have agreed already, in the words below; no mail
          </label>
        </fieldset>
        <Field
          id="consent"
          label="The words they agreed to"
          hint="Only for those who have agreed already: kept with each of them as proof, with today’s date."
          className="plain-field"
        >
          <input type="text" defaultValue={typed.consent} maxLength={1_000} />
        </Field>
        <Field id="file" label="The file" className="plain-field">
          <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" required />
        </Field>
        <Button>Look through it</Button>
      </form>
      <p className="soft after">
        Unsubscribes and suppressions, in the file or known here, always win. Words that readers gave
        themselves are never overwritten. Importing the same file again changes nothing.
      </p>
      <h2>Export</h2>
      <p>
        Every subscriber and suppressed address, in the same columns. Erased readers are not in it. The log
        records that you took it.
      </p>
      <ActForm action="/desk/audience/export">
        <Button look="quiet">Download subscribers.csv</Button>
      </ActForm>
    </AudiencePage>
  );
}
