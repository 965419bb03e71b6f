import { Button } from '../../web/button.tsx';
import { wasField } from '../desk-form.ts';

export interface WordFieldProps {
  /** Of the field in the form. */
  readonly name: string;
  readonly label: string;
  /** What stands in the field. */
  readonly value: string;
  /** What it said when the page was made: how what somebody wrote is told from what they left alone. */
  readonly was: string;
  /** What would be printed without the editors' own words; '' when nothing would. */
  readonly generated: string;
  /** Whether an editor worded what is printed now. */
  readonly isOwn: boolean;
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

/** One piece of the wording, filled in with what would be printed. */
export function WordField(props: WordFieldProps) {
  const { name, label, value, was, generated, isOwn, budget, stored = null, lines = 1, hint = '' } = props;
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
          {`${budget.used} of ${budget.most} ${budget.unit}${over ? ': over budget, and the pre-flight warns of it' : ''}`}
        </span>
        {hint === '' ? null : ` · ${hint}`}
      </p>
      <BackToGenerated name={name} label={label} generated={generated} isOwn={isOwn} />
      {stored === null ? null : (
        <p className="stored" id={`${id}-stored`}>
          {'Stored now: '}
          {stored === '' ? 'nothing' : <q dir="auto">{stored}</q>}
        </p>
      )}
    </div>
  );
}

/** Beside a field that an editor changed; hidden and ready for the script beside every other. */
function BackToGenerated(props: Pick<WordFieldProps, 'name' | 'label' | 'generated' | 'isOwn'>) {
  const { name, label, generated, isOwn } = props;
  const words = generated === '' ? 'Leave it out' : 'Back to generated';
  return (
    <p className="yours" data-own={name} hidden={!isOwn}>
      <Button look="quiet small" name="back" value={name} label={`${words}: ${label}`}>
        {words}
      </Button>
      <span>
        {'Edited.'}
        {generated === '' ? null : (
          <>
            {' Generated: '}
            <q dir="auto">{generated}</q>
          </>
        )}
      </span>
    </p>
  );
}
