import type { AskedMapping } from '../../audience/moving/asked-mapping.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { AudiencePage } from './audience-page.tsx';
import { LARGEST_IMPORT_BYTES } from './limits.ts';
import { ServiceChoice } from './understood.tsx';

interface ImportPageProps {
  readonly typed: {
    readonly as: 'pending' | 'confirmed';
    readonly consent: string;
    readonly from: AskedMapping['from'];
  };
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
          'The export of Mailchimp, Substack, beehiiv, Ghost, Kit, Buttondown or listmonk, as it is, or any CSV file with addresses. It is only looked through at first: you see how each column and status is read, and can change it; what would happen; and every bad row by its line. Above '
        }
        {`${MEGABYTES} MB use the command `}
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
        <ServiceChoice from={typed.from} />
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
        Every subscriber and suppressed address, as CSV that can be imported here again. Erased readers are
        not in it. The log records that you took it.
      </p>
      <ActForm action="/desk/audience/export">
        <Button look="quiet">Download subscribers.csv</Button>
      </ActForm>
    </AudiencePage>
  );
}
