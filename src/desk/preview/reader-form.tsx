import type { Issue } from '../../issue/issue.ts';
import type { PreviewedDraft } from '../../newsroom/preview-mail.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { previewHref } from './preview-query.ts';
import { SAMPLE_READERS } from './sample-readers.ts';
import type { Shown } from './shown.ts';

/** As whom the mail is read. Nobody's: no subscriber is looked up, and its links cast and change nothing. */
export function ReaderForm({ issue, shown }: { readonly issue: Issue; readonly shown: Shown }) {
  const { query, mails } = shown;
  return (
    <form action={previewHref(issue.week, '', {})} className="as-reader">
      {query.view === 'desktop' ? null : <input type="hidden" name="view" value={query.view} />}
      <Field id="lead" label="Reader’s interests" className="plain-field">
        <select defaultValue={String(query.lead)}>
          {mails.variants.map(draft => (
            <option key={draft.frozen.variant} value={draft.frozen.variant}>
              {interestWords(draft)}
            </option>
          ))}
        </select>
      </Field>
      <Field id="reader" label="Reader’s name" className="plain-field">
        <select defaultValue={query.reader}>
          {SAMPLE_READERS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      {mails.isFrozen || query.view === 'engines' ? null : (
        <Field id="engine" label="Made by" className="plain-field">
          <select defaultValue={mails.engine}>
            <option value="react">React Email</option>
            <option value="mjml">MJML</option>
          </select>
        </Field>
      )}
      <Button>Show</Button>
    </form>
  );
}

/** The interest that leads to this mail, and what it leads with. */
function interestWords({ frozen, content }: PreviewedDraft): string {
  const [lead] = content.pairings;
  if (!lead) return 'nothing';
  if (content.arm) return `none given, or ${lead.category}: “${content.subject}”, on trial`;
  const title = `${lead.a.name} vs ${lead.b.name} leads`;
  return frozen.variant === 1 ? `none given, or ${lead.category}: ${title}` : `${lead.category}: ${title}`;
}
