import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { wasField } from '../desk-form.ts';
import type { TypedWords } from './edit-words.ts';

/** Every field of the words by its name in the form: `subject`, `verdict.a-vs-b`, `pull.a`. */
export type WordValues = Readonly<Record<string, string>>;

/** The editors' own words as they are kept, '' for as generated. */
export function storedValues({ pick, edits }: Issue): WordValues {
  return {
    subject: edits.subject ?? '',
    preheader: edits.preheader ?? '',
    intro: edits.intro ?? '',
    ...Object.fromEntries(
      pick.pairings.flatMap(({ a, b }) => [
        [`verdict.${a}-vs-${b}`, edits.verdicts?.[`${a}-vs-${b}`] ?? ''],
        [`pull.${a}`, edits.pulls?.[a] ?? ''],
        [`pull.${b}`, edits.pulls?.[b] ?? ''],
      ]),
    ),
  };
}

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

/** What was sent of the fields that this issue has. A chosen subject goes above a typed one. */
export function typedValues(fields: FormFields, stored: WordValues): WordValues {
  const sent = Object.keys(stored).flatMap(name => {
    const value = fields.one(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const chosen = fields.one('use');
  return { ...Object.fromEntries(sent), ...(chosen !== undefined && { subject: chosen }) };
}

/** By name of the field → by what the word belongs to. */
export function toTypedWords(values: WordValues): TypedWords {
  const { subject, preheader, intro } = values;
  return {
    ...(subject !== undefined && { subject }),
    ...(preheader !== undefined && { preheader }),
    ...(intro !== undefined && { intro }),
    verdicts: below('verdict.', values),
    pulls: below('pull.', values),
  };
}

/**
 * What stands in the fields after somebody else was quicker: what this editor typed, and where they left a field alone, what
 * it says now.
 */
export function mergedValues(typed: WordValues, fields: FormFields, stored: WordValues): WordValues {
  const entries = Object.entries(stored).map(([name, now]) => {
    const mine = typed[name];
    const untouched = mine === undefined || mine === fields.one(wasField(name));
    return [name, untouched ? now : mine] as const;
  });
  return Object.fromEntries(entries);
}

function below(prefix: string, values: WordValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
