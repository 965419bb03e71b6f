import type { Issue } from '../../issue/issue.ts';
import type { PreviewedDraft } from '../../newsroom/preview-mail.ts';
import type { Shown } from './preview-page.tsx';
import { previewHref } from './preview-query.ts';
import { SAMPLE_READERS } from './sample-readers.ts';

/** As whom the mail is read. Nobody's: no subscriber is looked up, and its links cast and change nothing. */
export function ReaderForm({ issue, shown }: { readonly issue: Issue; readonly shown: Shown }) {
  const { query, mails } = shown;
  return (
    <form action={previewHref(issue.week, '', {})} className="as-reader">
      {query.view === 'desktop' ? null : <input type="hidden" name="view" value={query.view} />}
      <div>
        <label htmlFor="lead">Reader’s interests</label>
        <select id="lead" name="lead" defaultValue={String(query.lead)}>
          {mails.variants.map(draft => (
            <option key={draft.frozen.variant} value={draft.frozen.variant}>
              {interestWords(draft)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="reader">Reader’s name</label>
        <select id="reader" name="reader" defaultValue={query.reader}>
          {SAMPLE_READERS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {mails.isFrozen || query.view === 'engines' ? null : (
        <div>
          <label htmlFor="engine">Made by</label>
          <select id="engine" name="engine" defaultValue={mails.engine}>
            <option value="react">React Email</option>
            <option value="mjml">MJML</option>
          </select>
        </div>
      )}
      <button type="submit" className="button">
        Show
      </button>
    </form>
  );
}

/** The interest that leads to this mail, and what it leads with. */
function interestWords({ frozen, content }: PreviewedDraft): string {
  const [lead] = content.pairings;
  if (!lead) return 'nothing';
  const title = `${lead.a.name} vs ${lead.b.name} leads`;
  return frozen.variant === 1 ? `none told, or ${lead.category}: ${title}` : `${lead.category}: ${title}`;
}
