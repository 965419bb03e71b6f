import type { FormFields } from '../../web/form-fields.ts';
import { Page } from '../../web/page.tsx';
import { wasField } from '../desk-form.ts';
import { type UnsavedWord, UnsavedWords } from '../unsaved-words.tsx';
import { SIGN_IN_PATH } from './sign-in-path.ts';

/**
 * For who sends a form signed out, the same for every form there could be. Not every browser has the words after going back
 * to a page that nothing may keep, so they are shown here as well.
 * @param form null where it was not read
 */
export function SignedOutPage({ form }: { readonly form: FormFields | null }) {
  const title = 'You are signed out.';
  return (
    <Page title={title} aside="401">
      <h1>{title}</h1>
      <p className="lead">
        {'Nothing was saved. '}
        <a href={SIGN_IN_PATH} target="_blank" rel="noopener">
          Sign in in a new tab
        </a>
        {' first, then go back in this one and send it again.'}
      </p>
      {form === null ? null : (
        <div className="desk">
          <UnsavedWords words={writtenIn(form)} />
        </div>
      )}
    </Page>
  );
}

/** The fields in which somebody writes for longer than a moment. */
const WRITTEN: Readonly<Record<string, string>> = {
  subject: 'Subject',
  preheader: 'Preheader',
  intro: 'Intro',
  wrong: 'What was wrong, word for word',
  right: 'What it should say',
  reason: 'Why',
  addresses: 'Addresses of the test',
};

function writtenIn(form: FormFields): UnsavedWord[] {
  return form.names.flatMap(name => {
    const label = labelOf(name);
    const words = form.one(name) ?? '';
    const isUntouched = words === form.one(wasField(name));
    return label === '' || isUntouched ? [] : [[label, words] as const];
  });
}

/** '' for what nobody writes. */
function labelOf(name: string): string {
  const [, kind, of] = /^(verdict|pull)\.([\w-]+)$/.exec(name) ?? [];
  if (kind !== undefined) return `${kind === 'verdict' ? 'Verdict line' : 'Pull quote'}, ${of}`;
  return Object.hasOwn(WRITTEN, name) ? (WRITTEN[name] ?? '') : '';
}
