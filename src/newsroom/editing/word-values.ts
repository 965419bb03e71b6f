import { type ComposeInput, composeContent } from '../../issue/compose-content.ts';
import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
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
