import { isWebTarget } from '../../issue/go-link.ts';
import type { Issue } from '../../issue/issue.ts';
import { tallyBatches } from '../../storage/delivery/batches.ts';
import { countWrongReaders, unsettledCorrections } from '../../storage/delivery/correction-queue.ts';
import {
  addCorrection,
  approveCorrectionRow,
  type Correction,
  type CorrectionWords,
  changeCorrection,
  correctionOf,
} from '../../storage/delivery/corrections.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { notAnEditor } from '../editors.ts';
import { type Newsroom, type Refusal, refused } from '../newsroom.ts';
import { compiledCorrection } from './correction-mails.ts';

/** Longest wording of either side, characters. */
const LONGEST_WORDS = 1_000;

type DraftOutcome =
  | { readonly kind: 'drafted' | 'there'; readonly issue: Issue; readonly correction: Correction }
  | Refusal;

/**
 * Opens the one correction an issue may have; again: what is there. Its words may be empty until it is approved.
 * @param by an editor, or `command line`
 */
export async function draftCorrection(
  room: Newsroom,
  week: string,
  by: string,
  words: Partial<CorrectionWords> = {},
): Promise<DraftOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  if (issue.frozenAt === null) {
    return refused(`Nobody has got the issue of ${week} yet.`, 'Change the issue itself.');
  }
  const drafted = await addCorrection(room.store, {
    issueId: issue.id,
    by,
    at: room.now(),
    wrong: cut(words.wrong),
    right: cut(words.right),
    url: words.url ?? usualUrl(room, week),
  });
  if (drafted) await log(room, issue, by, 'correction drafted', '', '');
  const correction = await correctionOf(room.store, issue.id);
  if (!correction) throw new Error(`The correction of ${week} vanished while it was drafted.`);
  return { kind: drafted ? 'drafted' : 'there', issue, correction };
}

/** Where a correction leads that nobody has written yet: the issue's own page. */
export function usualUrl(room: Newsroom, week: string): string {
  return `${room.settings.PUBLIC_URL}/issues/${week}`;
}

type ReviseOutcome =
  | { readonly kind: 'saved' }
  /** Somebody else was first; what they left. */
  | { readonly kind: 'stale'; readonly correction: Correction | null }
  | { readonly kind: 'faults'; readonly faults: CorrectionFaults }
  | Refusal;

/** What is wrong with each field; '' for nothing. */
export type CorrectionFaults = Readonly<Record<keyof CorrectionWords, string>>;

/** Puts a draft into other words. @param revision the one they were typed on; 0 opens the draft with them */
export async function reviseCorrection(
  room: Newsroom,
  week: string,
  request: { readonly by: string; readonly revision: number; readonly words: CorrectionWords },
): Promise<ReviseOutcome> {
  const { by, revision, words } = request;
  const faults = faultsIn(words);
  if (faults) return { kind: 'faults', faults };
  if (revision === 0) {
    const outcome = await draftCorrection(room, week, by, words);
    if (outcome.kind === 'refused') return outcome;
    return outcome.kind === 'drafted' ? { kind: 'saved' } : { kind: 'stale', correction: outcome.correction };
  }
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, 'Look at the list of issues.');
  const before = await correctionOf(room.store, issue.id);
  // Saying the same again makes nobody its author.
  if (before?.state === 'draft' && before.revision === revision && saysTheSame(before, words))
    return { kind: 'saved' };
  if (!(await changeCorrection(room.store, { issueId: issue.id, revision }, { ...words, by }))) {
    return { kind: 'stale', correction: await correctionOf(room.store, issue.id) };
  }
  await log(room, issue, by, 'correction changed', '', '');
  return { kind: 'saved' };
}

type ApproveCorrectionOutcome =
  | { readonly kind: 'approved'; readonly audience: number; readonly hash: string }
  | { readonly kind: 'stale'; readonly correction: Correction | null }
  | { readonly kind: 'faults'; readonly faults: CorrectionFaults }
  | Refusal;

/**
 * An editor's yes to exactly these bytes, for those who got the issue and are still there. It cannot be taken back: the
 * first mails leave within seconds.
 * @param request.hash of the preview the editor looked at
 */
export async function approveCorrection(
  room: Newsroom,
  week: string,
  request: { readonly by: string; readonly revision: number; readonly hash: string },
): Promise<ApproveCorrectionOutcome> {
  const { by, revision, hash } = request;
  const stranger = notAnEditor(room, by);
  if (stranger) return stranger;
  const issue = await room.issues.find(week);
  const correction = issue && (await correctionOf(room.store, issue.id));
  if (!issue || !correction) {
    return refused(`There is no correction of ${week}.`, `Run: verdicts correct --week ${week}`);
  }
  if (correction.state !== 'draft' || correction.revision !== revision) return { kind: 'stale', correction };
  const hindrance = await whyNotNow(room, issue, correction, by);
  if (hindrance) return hindrance;
  const faults = faultsIn(correction);
  if (faults) return { kind: 'faults', faults };
  const compiled = await compiledCorrection(room, issue, correction);
  if (compiled.hash !== hash) return { kind: 'stale', correction };
  const audience = await countWrongReaders(room.store, issue.id);
  const approval = { hash, mail: JSON.stringify(compiled.mail), by, at: room.now(), audience };
  if (!(await approveCorrectionRow(room.store, { issueId: issue.id, revision }, approval))) {
    return { kind: 'stale', correction: await correctionOf(room.store, issue.id) };
  }
  await log(room, issue, by, 'correction approved', `audience ${audience}`, hash);
  return { kind: 'approved', audience, hash };
}

/** Why a correction may not go out yet; null when it may. */
export async function whyNotNow(
  room: Newsroom,
  issue: Issue,
  correction: Correction,
  by: string,
): Promise<Refusal | null> {
  if (issue.state !== 'sent' && issue.state !== 'aborted') {
    const why = 'The issue itself is still going out: readers who get it later would miss the correction.';
    return refused(why, 'Let it finish, or abort it.');
  }
  const open = (await tallyBatches(room.store, issue.id)).some(
    ({ state }) => state === 'uncertain' || state === 'submitting',
  );
  if (open) {
    const why = 'It is not known yet whether some batches arrived: their readers would miss the correction.';
    return refused(why, 'Wait for their answers, or resolve them under “Going out”.');
  }
  if (room.settings.APPROVAL_BY_OTHER && correction.by.toLowerCase() === by.toLowerCase()) {
    return refused('You wrote it yourself.', 'Somebody else must approve it (APPROVAL_BY_OTHER).');
  }
  return null;
}

/** How far a correction's mails are. */
export interface CorrectionProgress {
  /** Mails the mail API took. */
  readonly submitted: number;
  /** Queued and not through, or not queued yet. */
  readonly pending: number;
  readonly rejected: number;
  readonly uncertain: number;
  /** Left since it was approved, or before. */
  readonly leftOut: number;
}

/** Null for a draft. */
export async function correctionProgress(
  room: Newsroom,
  issue: Issue,
  correction: Correction,
): Promise<CorrectionProgress | null> {
  if (!correction.approval) return null;
  const { open, rejected, uncertain } = await unsettledCorrections(room.store, issue.week);
  const unqueued =
    correction.state === 'queued' ? 0 : Math.max(0, correction.approval.audience - correction.queued);
  return {
    submitted: correction.queued - open - rejected - uncertain,
    pending: open + unqueued,
    rejected,
    uncertain,
    leftOut: correction.leftOut,
  };
}

function faultsIn({ wrong, right, url }: CorrectionWords): CorrectionFaults | null {
  const fault = (words: string) =>
    words.trim() === ''
      ? 'Say it in a sentence.'
      : words.length > LONGEST_WORDS
        ? `At most ${LONGEST_WORDS} characters; this has ${words.length}.`
        : '';
  const faults = {
    wrong: fault(wrong),
    right: fault(right),
    url: isWebTarget(url) ? '' : 'This is not a full web address: start it with https:// and a host.',
  };
  return Object.values(faults).some(Boolean) ? faults : null;
}

function saysTheSame(one: CorrectionWords, other: CorrectionWords): boolean {
  return one.wrong === other.wrong && one.right === other.right && one.url === other.url;
}

function cut(words: string | undefined): string {
  return (words ?? '').slice(0, LONGEST_WORDS);
}

async function log(
  room: Newsroom,
  issue: Issue,
  who: string,
  action: string,
  detail: string,
  contentHash: string,
): Promise<void> {
  await recordActivity(room.store, { at: room.now(), week: issue.week, who, action, detail, contentHash });
}
