import { wasField } from '../desk-form.ts';

export interface WordFieldProps {
  /** Of the field in the form. */
  readonly name: string;
  readonly label: string;
  /** What stands in the field. */
  readonly value: string;
  /** What the field said when the page was made: how a quicker editor's change is told from this one's. */
  readonly was: string;
  /** What a blank field means; '' when nothing is printed then. */
  readonly generated: string;
  /** How much of the budget is used by what would go out now. */
  readonly budget: Budget;
  /** What it says now, where somebody else changed it in the meantime; null otherwise. */
  readonly stored?: string | null;
  readonly lines?: number;
  readonly hint?: string;
}

export interface Budget {
  readonly used: number;
  readonly most: number;
  readonly unit: 'words' | 'characters';
}

/** One piece of the wording: the editor's own words, or as generated where it is blank. */
export function WordField(props: WordFieldProps) {
  const { name, label, value, was, generated, budget, stored = null, lines = 1, hint = '' } = props;
  // As the findings of the pre-flight name it in their links.
  const id = name.replaceAll(/[^\w-]/g, '-');
  const over = budget.used > budget.most;
  const described = [`${id}-about`, ...(stored === null ? [] : [`${id}-stored`])].join(' ');
  const shared = { id, name, defaultValue: value, 'aria-describedby': described, dir: 'auto' as const };
  return (
    <div className={stored === null ? 'word' : 'word contested'}>
      <label htmlFor={id}>{label}</label>
      {lines > 1 ? (
        <textarea {...shared} rows={lines} />
      ) : (
        // No autoComplete="off": browsers would not have the words any more after going back.
        <input {...shared} type="text" />
      )}
      <input type="hidden" name={wasField(name)} value={was} />
      <p className="hint" id={`${id}-about`}>
        <span className={over ? 'over' : undefined}>
          {`${budget.used} of ${budget.most} ${budget.unit}${over ? ': over the budget, the pre-flight warns of it' : ''}`}
        </span>
        {hint === '' ? null : ` · ${hint}`}
        {generated === '' ? (
          ' · Left blank: none.'
        ) : (
          <>
            {' · Left blank: '}
            <q dir="auto">{generated}</q>
          </>
        )}
      </p>
      {stored === null ? null : (
        <p className="stored" id={`${id}-stored`}>
          {'Stored now: '}
          {stored === '' ? 'blank, as generated' : <q dir="auto">{stored}</q>}
        </p>
      )}
    </div>
  );
}
