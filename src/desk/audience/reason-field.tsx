import { LONGEST_REASON } from '../../newsroom/audience/limits.ts';
import { Field } from '../../web/field.tsx';

interface ReasonFieldProps {
  readonly label: string;
  readonly hint: string;
  /** What was typed before. */
  readonly typed?: string;
}

/** Asks why: the next editor will look for it. */
export function ReasonField({ label, hint, typed }: ReasonFieldProps) {
  return (
    <Field id="reason" label={label} hint={hint} className="plain-field">
      <input type="text" defaultValue={typed} maxLength={LONGEST_REASON} autoComplete="off" required />
    </Field>
  );
}
