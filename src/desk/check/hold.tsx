import type { ReactNode } from 'react';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { IssueForm } from '../issue-form.tsx';
import { Block, type PartProps } from './block.tsx';
import { seenIn } from './check-form.ts';

/** Keeps it from going out. */
export function Hold({ look, typed }: PartProps) {
  const { state } = look.issue;
  if (state !== 'picked' && state !== 'in_review') return null;
  return (
    <Block id="hold" heading="Hold">
      <p>A held issue does not go out until somebody approves it.</p>
      <HoldForm look={look} typed={typed} question="Why?">
        <Button look="quiet grave">Hold it</Button>
      </HoldForm>
    </Block>
  );
}

/** Takes an approval back as well: either way it waits for one. */
export function HoldForm(props: PartProps & { question: string; children: ReactNode }) {
  const { look, typed, question, children } = props;
  return (
    <IssueForm issue={look.issue} act="check/hold" fields={seenIn(look)}>
      <Field id="hold-reason" label={`${question} (for the log; may be left empty)`} className="above">
        <input name="reason" maxLength={300} defaultValue={typed.reason} />
      </Field>
      {children}
    </IssueForm>
  );
}
