import type { ComponentProps } from 'react';
import type { Issue } from '../issue/issue.ts';
import { ActForm } from '../web/act-form.tsx';

interface IssueFormProps extends Omit<ComponentProps<typeof ActForm>, 'action'> {
  readonly issue: Pick<Issue, 'week' | 'revision'>;
  /** Below the issue's address: `pin`. */
  readonly act: string;
}

/** A form of one act on an issue, which says on which revision of it it was made. */
export function IssueForm({ issue: { week, revision }, act, fields, ...form }: IssueFormProps) {
  return <ActForm {...form} action={`/desk/issues/${week}/${act}`} fields={{ revision, ...fields }} />;
}
