import { HOURS, SHARES, type TrialWish } from '../../issue/trial/trial-wish.ts';
import type { TypedTrial } from '../../newsroom/editing/set-trial.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { wasField } from '../desk-form.ts';

/** The fields of a trial in the form of the words, by their names. */
export type TrialValues = Readonly<Record<string, string>>;

/** What each field is called on the page. */
export const TRIAL_LABELS: TrialValues = {
  'trial.1': 'Second subject',
  'trial.2': 'Third subject',
  'trial.3': 'Fourth subject',
  'trial.share': 'Readers on trial',
  'trial.hours': 'Longest wait of the others',
};

/** What stands in the fields; what is usual where nothing is on trial. */
export function trialValues(stored: TrialWish | undefined): TrialValues {
  const { subjects = [], share = SHARES.usual, hours = HOURS.usual } = stored ?? {};
  return {
    'trial.1': subjects[0] ?? '',
    'trial.2': subjects[1] ?? '',
    'trial.3': subjects[2] ?? '',
    'trial.share': String(share),
    'trial.hours': String(hours),
  };
}

/** All fields as they were typed; none where nobody wrote in any. */
export function typedTrialValues(fields: FormFields): TrialValues {
  const names = Object.keys(TRIAL_LABELS);
  const isTyped = names.some(name => {
    const value = fields.one(name);
    return value !== undefined && value !== fields.one(wasField(name));
  });
  return isTyped ? Object.fromEntries(names.map(name => [name, fields.one(name) ?? ''])) : {};
}

/** Null where nobody wrote in any field: then what is stored stays. */
export function typedTrial(fields: FormFields): TypedTrial | null {
  const values = typedTrialValues(fields);
  if (Object.keys(values).length === 0) return null;
  const number = (name: string) => Number((values[name] ?? '').trim().replace(/ ?%$/u, '') || Number.NaN);
  return {
    subjects: ['trial.1', 'trial.2', 'trial.3'].map(name => values[name] ?? ''),
    share: number('trial.share'),
    hours: number('trial.hours'),
  };
}
