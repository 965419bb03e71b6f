import type { IssueContent } from '../../issue/content.ts';
import type { WordValues } from '../../newsroom/editing/word-values.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { wasField } from '../desk-form.ts';

/** What each field is called on the page. */
export function wordLabels({ pairings }: IssueContent): WordValues {
  return {
    subject: 'Subject',
    preheader: 'Preheader',
    intro: 'Intro',
    ...Object.fromEntries(
      pairings.flatMap(({ slug, a, b }) => [
        [`verdict.${slug}`, `Verdict line of ${a.name} vs ${b.name}`],
        [`pull.${a.slug}`, `Pull quote on ${a.name}`],
        [`pull.${b.slug}`, `Pull quote on ${b.name}`],
      ]),
    ),
  };
}

/**
 * What somebody wrote: the fields that this issue has and that no longer say what they said when the page was made. A
 * subject that was chosen goes above a typed one, and a field that goes back to what is generated is ''.
 */
export function typedValues(fields: FormFields, stored: WordValues): WordValues {
  const sent = Object.keys(stored).flatMap(name => {
    const value = fields.one(name);
    return value === undefined || value === fields.one(wasField(name)) ? [] : [[name, value] as const];
  });
  const chosen = fields.one('use');
  const back = fields.one('back');
  return {
    ...Object.fromEntries(sent),
    ...(chosen !== undefined && { subject: chosen }),
    ...(back !== undefined && Object.hasOwn(stored, back) && { [back]: '' }),
  };
}

/** What the fields of this issue said when the page was made, as far as the form tells. */
export function wasValues(fields: FormFields, stored: WordValues): WordValues {
  return Object.fromEntries(
    Object.keys(stored).flatMap(name => {
      const was = fields.one(wasField(name));
      return was === undefined ? [] : [[name, was] as const];
    }),
  );
}
