import type { Issue } from '../../issue/issue.ts';
import { Button } from '../../web/button.tsx';
import { IssueForm } from '../issue-form.tsx';

interface QuietActProps {
  readonly issue: Issue;
  /** Below the issue's address: `pin`. */
  readonly act: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly words: string;
  /** Whom it is done to: the words alone do not say it. */
  readonly to: string;
}

/** An act that is one quiet button. */
export function QuietAct({ words, to, ...form }: QuietActProps) {
  return (
    <IssueForm {...form} className="inline">
      <Button look="quiet small" label={`${words}: ${to}`}>
        {words}
      </Button>
    </IssueForm>
  );
}
