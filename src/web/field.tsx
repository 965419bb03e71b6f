import { cloneElement, type ReactElement, type ReactNode } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: ReactNode;
  /** What to know before answering. */
  readonly hint?: ReactNode;
  /** What is wrong with the answer; undefined when nothing is. */
  readonly problem?: string | undefined;
  /** How the field is set: `field` for readers, `plain-field` at the desk. */
  readonly className?: string;
  /** The control; it is given the id, the name where it has none, and what describes it. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** One question: its label, what to know, what is wrong, and the control. */
export function Field({ id, label, hint, problem, className = 'field', children }: FieldProps) {
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`];
  return (
    <div className={problem === undefined ? className : `${className} wrong`}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {cloneElement(children, {
        id,
        name: children.props.name ?? id,
        'aria-describedby': described.filter(one => one !== '').join(' ') || undefined,
        'aria-invalid': problem === undefined ? undefined : true,
      })}
    </div>
  );
}
