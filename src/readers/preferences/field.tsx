import { cloneElement, type ReactElement } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly problem: string | undefined;
  /** The control; it is given the id and what describes it. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** One question: its label, what to know, what is wrong, and the control. */
export function Field({ id, label, hint, problem, children }: FieldProps) {
  return (
    <div className={problem === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {problem === undefined ? null : (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {cloneElement(children, {
        id,
        'aria-describedby': problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`,
        'aria-invalid': problem === undefined ? undefined : true,
      })}
    </div>
  );
}
