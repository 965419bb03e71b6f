import { HOURS, MOST_SUBJECTS, SHARES, type TrialWish } from '../../issue/trial/trial-wish.ts';
import { wasField } from '../desk-form.ts';
import { TRIAL_LABELS, type TrialValues, trialValues } from './typed-trial.ts';

interface TrialFieldsProps {
  readonly stored: TrialWish | undefined;
  /** What somebody wrote and was not saved: after a refusal. */
  readonly typed: TrialValues;
  /** Whether somebody else has changed the issue since: then what is stored stands beside what was typed. */
  readonly contested: boolean;
}

/** Further subjects for the same mail, and on how many readers and how long they are tried. */
export function TrialFields({ stored, typed, contested }: TrialFieldsProps) {
  const was = trialValues(stored);
  const isOpen = stored !== undefined || Object.keys(typed).length > 0;
  const field = (name: string) => {
    const value = typed[name] ?? was[name] ?? '';
    return { name, value, was: was[name] ?? '', contested: contested && value !== was[name] };
  };
  return (
    <details className="trial" open={isOpen} id="trial">
      <summary>Try other subjects beside it</summary>
      <p className="hint">
        {`Part of the readers get one of the subjects at once, drawn by lot. When one has drawn more clicks and votes than every other, beyond what chance explains, the rest gets that one; where none has in time, the subject above. Two are enough below 50,000 readers, and below 10,000 only large differences are found. Leave all blank to send it under one subject.`}
      </p>
      {Array.from({ length: MOST_SUBJECTS - 1 }, (_, index) => (
        <TrialField key={index} {...field(`trial.${index + 1}`)} />
      ))}
      <div className="trial-terms">
        <TrialField
          {...field('trial.share')}
          hint={`per cent of the readers, ${SHARES.least} to ${SHARES.most}`}
        />
        <TrialField
          {...field('trial.hours')}
          hint={`hours from the first mail on, ${HOURS.least} to ${HOURS.most}`}
        />
      </div>
    </details>
  );
}

interface TrialFieldProps {
  readonly name: string;
  readonly value: string;
  readonly was: string;
  readonly contested: boolean;
  /** Of a number: what it counts. */
  readonly hint?: string;
}

function TrialField({ name, value, was, contested, hint }: TrialFieldProps) {
  const id = name.replaceAll('.', '-');
  const about = hint === undefined ? undefined : `${id}-about`;
  return (
    <div className={contested ? 'word contested' : 'word'}>
      <label htmlFor={id}>{TRIAL_LABELS[name]}</label>
      <input
        id={id}
        name={name}
        type="text"
        defaultValue={value}
        dir="auto"
        inputMode={hint === undefined ? undefined : 'numeric'}
        aria-describedby={about}
      />
      <input type="hidden" name={wasField(name)} value={was} />
      {hint === undefined ? null : (
        <p className="hint" id={about}>
          {hint}
        </p>
      )}
      {contested ? (
        <p className="stored">
          {'Stored now: '}
          {was === '' ? 'nothing' : <q dir="auto">{was}</q>}
        </p>
      ) : null}
    </div>
  );
}
