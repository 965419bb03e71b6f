import type { SubjectTrial } from '../../delivery/subject-trial.ts';
import type { Issue } from '../../issue/issue.ts';
import { keptStanding } from '../../issue/trial/kept-standing.ts';
import type { TrialStanding } from '../../issue/trial/trial-standing.ts';
import { findTrial } from '../../storage/delivery/subject-trials.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import type { Newsroom } from '../newsroom.ts';
import { standingOf } from '../subject-trial.ts';

/** An issue's subjects on trial, for who watches: as it is now, or as it was when it was decided. */
export interface TrialLook {
  readonly trial: SubjectTrial;
  /** By arm. */
  readonly subjects: readonly string[];
  /** Null where it was decided and what it knew was not kept. */
  readonly standing: TrialStanding | null;
}

/** Null for an issue that has one subject, or is not frozen. Reads only. */
export async function lookOnTrial(room: Newsroom, issue: Issue): Promise<TrialLook | null> {
  const trial = await findTrial(room.store.db, issue.id);
  const content = trial && (await frozenContent(room.store, issue.id));
  if (!trial || !content) return null;
  return {
    trial,
    subjects: [content.subject, ...(issue.edits.trial?.subjects ?? [])],
    standing: trial.decision
      ? keptStanding(trial.decision.evidence)
      : await standingOf(room, issue, trial, room.now()),
  };
}
