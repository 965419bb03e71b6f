import { oneLine } from '../../issue/clean-text.ts';
import type { Issue, IssueEdits } from '../../issue/issue.ts';
import { HOURS, MOST_SUBJECTS, SHARES, type TrialWish } from '../../issue/trial/trial-wish.ts';
import { type Newsroom, refused } from '../newsroom.ts';
import { type Act, type ChangeResult, changeIssue, type Planned } from './change-issue.ts';
import { LONGEST_SUBJECT } from './edit-words.ts';

/** What an editor typed; subjects that are blank are none. */
export interface TypedTrial {
  /** Beside the first choice, which is the issue's own subject. */
  readonly subjects: readonly string[];
  /** Percent. */
  readonly share?: number;
  readonly hours?: number;
}

/** Puts other subjects on trial beside the issue's own; without any, the issue has one subject again. */
export function setTrial(room: Newsroom, act: Act, typed: TypedTrial): Promise<ChangeResult> {
  return changeIssue(room, act, issue => planTrial(issue, typed));
}

function planTrial({ edits }: Issue, typed: TypedTrial): Planned {
  const { share = SHARES.usual, hours = HOURS.usual } = typed;
  const subjects = typed.subjects.map(oneLine).filter(subject => subject !== '');
  const fault = faultOf({ subjects, share, hours }, edits.subject);
  if (fault) return fault;
  const { trial: before, ...others } = edits;
  const after: IssueEdits = subjects.length === 0 ? others : { ...others, trial: { subjects, share, hours } };
  if (JSON.stringify(before) === JSON.stringify(after.trial)) return { kind: 'same' };
  const detail =
    subjects.length === 0
      ? 'no subjects on trial any more'
      : `subjects on trial, with ${share}% for ${hours} h: ${subjects.map(subject => `“${subject}”`).join(', ')}`;
  return { kind: 'plan', change: { edits: after }, detail };
}

function faultOf({ subjects, share, hours }: TrialWish, first = '') {
  if (subjects.length >= MOST_SUBJECTS)
    return refused(
      `There are ${subjects.length + 1} subjects.`,
      `Try at most ${MOST_SUBJECTS}, the first choice included.`,
    );
  if (subjects.some(subject => subject.length > LONGEST_SUBJECT))
    return refused('A subject is too long.', `Use at most ${LONGEST_SUBJECT} characters.`);
  if (new Set([first, ...subjects]).size <= subjects.length)
    return refused('Two of the subjects are the same.', 'Word one of them otherwise, or leave it blank.');
  if (!isWithin(share, SHARES))
    return refused(
      Number.isNaN(share)
        ? 'How many readers are on trial is no number.'
        : `A share of ${share}% cannot be tried.`,
      `Use whole percents from ${SHARES.least} to ${SHARES.most}.`,
    );
  if (!isWithin(hours, HOURS))
    return refused(
      Number.isNaN(hours) ? 'How long the rest waits is no number.' : `The rest cannot wait ${hours} hours.`,
      `Use whole hours from ${HOURS.least} to ${HOURS.most}.`,
    );
  return null;
}

function isWithin(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
