import { type ComposeInput, composeContent } from '../../issue/compose-content.ts';
import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { wasField } from '../desk-form.ts';
import { withoutWord } from './own-words.ts';

/** Every field of the words by its name in the form: `subject`, `verdict.a-vs-b`, `pull.a`. */
export type WordValues = Readonly<Record<string, string>>;

/**
 * What an editor typed, field by field. '' means as generated, and so does what would be generated anyway, so that it goes on
 * following the content. A field that was not sent stays as it is.
 */
export interface TypedWords {
  readonly subject?: string;
  readonly preheader?: string;
  readonly intro?: string;
  /** By a pairing's slug. */
  readonly verdicts?: Readonly<Record<string, string>>;
  /** By a tool's slug. */
  readonly pulls?: Readonly<Record<string, string>>;
}

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

/** What is printed, whoever worded it. */
export function printedValues({ subject, preheader, intro, pairings }: IssueContent): WordValues {
  return {
    subject,
    preheader,
    intro,
    ...Object.fromEntries(
      pairings.flatMap(({ slug, verdict, a, b }) => [
        [`verdict.${slug}`, verdict],
        [`pull.${a.slug}`, a.pull?.pull ?? ''],
        [`pull.${b.slug}`, b.pull?.pull ?? ''],
      ]),
    ),
  };
}

/** What each field would print without the editors' own words in it; all their other words stay as they are. */
export function generatedValues(sources: ComposeInput): WordValues {
  const printed = printedValues(composeContent(sources));
  const entries = Object.entries(printed).map(([field, text]) => {
    const edits = withoutWord(sources.edits, field);
    const isOwn = JSON.stringify(edits) !== JSON.stringify(sources.edits);
    return [
      field,
      isOwn ? (printedValues(composeContent({ ...sources, edits }))[field] ?? '') : text,
    ] as const;
  });
  return Object.fromEntries(entries);
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

function below(prefix: string, values: WordValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
