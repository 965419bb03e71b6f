import { LARGEST_IMPORT_BYTES } from '../../../desk/audience/limits.ts';
import type { Editor } from '../../../desk/session.ts';
import type { WebDeps } from '../../web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import { AudienceTabs } from './audience-tabs.tsx';

interface ImportPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly typed: { readonly as: 'pending' | 'confirmed'; readonly consent: string };
  readonly note?: string;
  readonly problem?: string;
}

const MEGABYTES = LARGEST_IMPORT_BYTES / 1_024 / 1_024;

/** Where a file goes in, to be looked through first, and where all subscribers come out. */
export function ImportPage({ deps, editor, typed, note, problem }: ImportPageProps) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Import and export"
      at="audience"
      heading={<AudienceTabs title="Import and export" at="files" />}
      {...(note !== undefined && { note })}
      {...(problem !== undefined && { problem })}
    >
      <h2>Import a file</h2>
      <p>
        {
          'First it is only looked through: you see what would happen, and every bad row by its line. A file of '
        }
        <code>email,name,timezone,interests,status</code>
        {`, of which only email must be there (semicolons or tabs between them will do); up to ${MEGABYTES} MB. Larger ones take the command `}
        <code>verdicts subscribers import</code>.
      </p>
      <form method="post" encType="multipart/form-data">
        <fieldset className="ways">
          <legend>Rows without a status, or marked confirmed</legend>
          <label>
            <input type="radio" name="as" value="pending" defaultChecked={typed.as === 'pending'} />
            are asked to confirm by mail, at the caps of sign-ups
          </label>
          <label>
            <input type="radio" name="as" value="confirmed" defaultChecked={typed.as === 'confirmed'} />
            have agreed already, in the words below; no mail
          </label>
        </fieldset>
        <div className="plain-field">
          <label htmlFor="consent">The words they agreed to</label>
          <p className="hint" id="consent-hint">
            Only for those who have agreed already: kept with each of them as proof, with today’s date.
          </p>
          <input
            id="consent"
            name="consent"
            type="text"
            defaultValue={typed.consent}
            maxLength={1_000}
            aria-describedby="consent-hint"
          />
        </div>
        <div className="plain-field">
          <label htmlFor="file">The file</label>
          <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" required />
        </div>
        <button type="submit" className="button">
          Look it through
        </button>
      </form>
      <p className="soft after">
        Unsubscribes and suppressions, in the file or known here, always win. Words that readers gave
        themselves are never overwritten. The same file twice changes nothing the second time.
      </p>
      <h2>Export</h2>
      <p>
        Every subscriber and suppressed address, in the same columns. Erased readers are not in it. That you
        took it is written in the log.
      </p>
      <form method="post" action="/desk/audience/export">
        <button type="submit" className="button quiet">
          Download subscribers.csv
        </button>
      </form>
    </DeskPage>
  );
}
