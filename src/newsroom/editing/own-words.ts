import type { IssueEdits } from '../../issue/issue.ts';

/** A piece of the editors' own wording, by the name of its field: `subject`, `verdict.a-vs-b`, `pull.a`. */
export interface OwnWord {
  readonly field: string;
  readonly text: string;
}

const PLAIN = ['subject', 'preheader', 'intro'] as const;
const KINDS = { verdict: 'verdicts', pull: 'pulls' } as const;
type Kind = keyof typeof KINDS;

/** Everything the editors worded themselves, about whatever pairing. */
export function ownWords(edits: IssueEdits): OwnWord[] {
  const plain = PLAIN.map(field => ({ field, text: edits[field] ?? '' }));
  const keyed = (Object.keys(KINDS) as Kind[]).flatMap(kind =>
    Object.entries(edits[KINDS[kind]] ?? {}).map(([slug, text]) => ({ field: `${kind}.${slug}`, text })),
  );
  return [...plain, ...keyed].filter(({ text }) => text !== '');
}

/** The same without one of them: as generated. */
export function withoutWord(edits: IssueEdits, field: string): IssueEdits {
  return withWord(edits, field, '');
}

/** The same with other words in one field; '' for as generated. */
export function withWord(edits: IssueEdits, field: string, text: string): IssueEdits {
  const [, kind, of = ''] = /^(verdict|pull)\.(.*)$/.exec(field) ?? [];
  if (kind === undefined) return filled({ ...edits, [field]: text });
  const place = KINDS[kind as Kind];
  return { ...edits, [place]: filled({ ...edits[place], [of]: text }) };
}

function filled<T extends object>(words: T): T {
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== '')) as T;
}

const LABELS: Readonly<Record<string, string>> = {
  subject: 'Subject',
  preheader: 'Preheader',
  intro: 'Intro',
  verdict: 'Verdict line',
  pull: 'Pull quote',
};

/** What kind of word a field holds, whatever it is about. */
export function kindOf(field: string): string {
  return LABELS[field.split('.')[0] ?? ''] ?? field;
}
