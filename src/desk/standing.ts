import type { Issue } from '../issue/issue.ts';
import { draftIssue } from '../newsroom/draft.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Wait, waitOf } from '../newsroom/waiting.ts';
import { lastApproval } from '../storage/issue/approvals.ts';
import { lastEditor } from '../storage/issue/releases.ts';
import { weekInNeed } from './week-in-need.ts';

/** What stands above every page of an issue, beyond what the issue itself knows. */
export interface Standing {
  /** The approval that no longer counts; null where none was given, or it still counts. */
  readonly voided: Voided | null;
  /** What an issue that is going out waits for; null when it does not wait. */
  readonly wait: Wait | null;
  /** Where to go from an issue that is over; null for any other, and where nothing else is open. */
  readonly next: string | null;
}

interface Voided {
  readonly by: string;
  readonly at: number;
  /** Who changed the issue after it; '' where the catalogue, a template or a setting did. */
  readonly changedBy: string;
}

const OVER = new Set<Issue['state']>(['sent', 'aborted']);

/** Reads only. Null for a week that was not picked. */
export async function standingOf(room: Newsroom, week: string): Promise<Standing | null> {
  const issue = await room.issues.find(week);
  if (!issue) return null;
  const next = OVER.has(issue.state) ? await weekInNeed(room) : week;
  return {
    voided: await voidedOf(room, issue),
    wait: await waitOf(room, issue),
    next: next === week ? null : next,
  };
}

async function voidedOf(room: Newsroom, issue: Issue): Promise<Voided | null> {
  if (issue.state === 'in_review') {
    const last = await lastApproval(room.store, issue.id);
    return last && { by: last.by, at: last.at, changedBy: await lastEditor(room.store, issue.week) };
  }
  if (issue.state !== 'approved' || issue.approval === null) return null;
  const { frozen } = await draftIssue(room, issue);
  const { hash, by, at } = issue.approval;
  return frozen.contentHash === hash ? null : { by, at, changedBy: '' };
}
