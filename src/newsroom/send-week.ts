import { freezeAudience } from '../delivery/freeze.ts';
import { largestBatch } from '../delivery/payload-form.ts';
import { withTemplates } from '../delivery/publish.ts';
import { type SenderDeps, type SendOutcome, sendBatches } from '../delivery/sender.ts';
import type { Issue } from '../issue/issue.ts';
import { voteClose } from '../issue/vote-close.ts';
import { frozenMails } from '../storage/delivery/freezes.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { errorsIn } from './check-issue.ts';
import { draftIssue } from './draft.ts';
import { dueAt, isAskedNow, whyNotYet } from './due-at.ts';
import { current, settle, stopBlocked, stopBraked, tellOfPause } from './end-send.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';
import { cohortsOf, isWindowOpen } from './reader-hours.ts';
import { CLEAR_SAMPLE, misplacedSample, sampleWords } from './sample-run.ts';
import { type IssueStatus, statusOf } from './status.ts';
import { lookAtTrial, trialOf } from './subject-trial.ts';
import { whyWaiting } from './waiting.ts';

/** A send missed by more than this is held: last week's verdicts on Saturday help nobody. */
const MISSED_AFTER_MS = 12 * 3_600_000;

export interface SendOptions {
  /** Skips slot, window, undo delay and the readers' local hours; never the approval. */
  readonly now: boolean;
  readonly signal: AbortSignal;
  /** Longest wait for the mail API that is waited out here, ms. */
  readonly patienceMs: number;
  /** For the log. */
  readonly who: string;
  /** Called once the audience is frozen and batches go out. */
  readonly onSending?: (issue: Issue) => void;
}

export type SendWeekOutcome =
  | { readonly kind: 'sent' | 'already_sent'; readonly status: IssueStatus }
  | { readonly kind: 'too_early'; readonly at: number; readonly why: string }
  | { readonly kind: 'held'; readonly why: string; readonly fix: string }
  | { readonly kind: 'stopped'; readonly status: IssueStatus; readonly why: string }
  | { readonly kind: 'unfinished'; readonly status: IssueStatus; readonly why: string }
  | Refusal;

/**
 * Freezes an approved issue's audience and submits it until it is settled. Safe to kill anywhere and to repeat: every
 * step starts from what the database says.
 */
export async function sendWeek(room: Newsroom, week: string, options: SendOptions): Promise<SendWeekOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  switch (issue.state) {
    case 'sent':
      return { kind: 'already_sent', status: await statusOf(room, issue) };
    case 'aborted':
      return refused(
        `The issue of ${week} was aborted.`,
        'An aborted issue is never sent; pick another week.',
      );
    case 'stopped':
      return refused(
        `The issue of ${week} is stopped. ${issue.reason}`.trim(),
        `Run: verdicts resume --week ${week} --by EMAIL`,
      );
    case 'sending':
      if (options.now && (await room.freezes.forgetHours(issue.id, room.now())))
        await log(room, issue, options.who, 'local hours skipped', issue.approval?.hash ?? '');
      return (await stopSample(room, issue)) ?? submit(room, issue, options);
    case 'picked':
    case 'in_review':
    case 'held':
    case 'approved':
      return begin(room, issue, options);
  }
}

async function begin(room: Newsroom, issue: Issue, options: SendOptions): Promise<SendWeekOutcome> {
  const now = room.now();
  const due = dueAt(room, issue);
  if (!options.now && now < due) return { kind: 'too_early', at: due, why: whyNotYet(room, issue) };
  if (!issue.approval || issue.state !== 'approved') {
    return hold(
      room,
      issue,
      'Nobody has approved it.',
      `Run: verdicts approve --week ${issue.week} --by EMAIL`,
    );
  }
  if (!options.now && now > due + MISSED_AFTER_MS) {
    const fix = `If it should still go, run: verdicts approve --week ${issue.week} --by EMAIL`;
    return hold(room, issue, 'Its time passed more than 12 hours ago.', fix);
  }
  const atOnce = options.now || isAskedNow(issue);
  if (!atOnce && !isWindowOpen(room, issue.week)) {
    return refused('The time now is outside SEND_WINDOW.', 'Wait for the window, or use --now.');
  }
  const draft = await draftIssue(room, issue);
  if (draft.frozen.contentHash !== issue.approval.hash) {
    const why = 'Its content, templates or settings changed after the approval.';
    return hold(room, issue, why, 'Look at the preview and approve it again.');
  }
  const errors = await errorsIn(room, issue, draft);
  if (errors.length > 0) {
    const why = `The pre-flight found: ${errors.map(finding => finding.message).join(' ')}`;
    return hold(room, issue, why, `Run: verdicts preflight --week ${issue.week}`);
  }
  const instant = room.now();
  const trial = await trialOf(room, issue, draft, instant);
  const frozen = await room.freezes.begin({
    issueId: issue.id,
    approvedHash: issue.approval.hash,
    revision: issue.revision,
    now: instant,
    mails: draft.variants.map(variant => variant.frozen),
    links: draft.links,
    ...(trial && { trial }),
    cohorts: atOnce ? [] : await cohortsOf(room, issue.week, instant),
    voteClosesAt: voteClose(room.schedule, instant),
  });
  if (frozen) await log(room, issue, options.who, 'sending', issue.approval.hash);
  // Not frozen by us: another process was first, or an editor held it this instant. What is stored decides.
  return sendWeek(room, issue.week, options);
}

/** Freeze on, submit on, settle: the part that a kill interrupts and the next call takes up. */
async function submit(room: Newsroom, issue: Issue, options: SendOptions): Promise<SendWeekOutcome> {
  await freezeAudience(room.freezes, {
    issueId: issue.id,
    // Of the mailer that takes the most at once; one that takes fewer cuts its own off (docs/decisions/209).
    batchSize: largestBatch(room.mailers.map(({ mailer }) => mailer)),
    now: room.now,
  });
  options.onSending?.(issue);
  const frozen = await withTemplates(
    {
      store: room.templates,
      mailers: room.mailers,
      now: room.now,
      onFull: why => room.log.warn({ week: issue.week, why }, 'not the thin wire: mails go in full'),
      onHeld: wait => room.log.warn({ week: issue.week, ...waitLine(wait) }, 'everybody waits'),
      patienceMs: options.patienceMs,
    },
    {
      issueId: issue.id,
      week: issue.week,
      mails: await frozenMails(room.store, issue.id),
      installationId: room.installationId,
    },
    options.signal,
  );
  const trial = await lookAtTrial(room, issue.week);
  const outcome = await sendBatches(senderDeps(room, issue), frozen, options);
  // Whoever waited for a subject has one since, and is due.
  if (outcome.kind === 'waiting' && trial === 'open' && (await lookAtTrial(room, issue.week)) === 'decided')
    return submit(room, issue, options);
  return endOf(room, issue, options, outcome);
}

function senderDeps(room: Newsroom, issue: Issue): SenderDeps {
  return {
    store: room.batches,
    isSending: async () => (await room.issues.find(issue.week))?.state === 'sending',
    mailers: room.mailers,
    keyring: room.keyring,
    owner: room.owner,
    leaseMs: room.settings.SEND_LEASE_S * 1_000,
    now: room.now,
    ticks: room.ticks,
    onStep: step => {
      if (step.kind !== 'none' && step.kind !== 'settled')
        room.log.warn({ week: issue.week, ...step }, 'batch');
    },
    onHeld: wait => room.log.warn({ week: issue.week, ...waitLine(wait) }, 'everybody waits'),
    onSlow: wait => room.log.warn({ week: issue.week, ...waitLine(wait) }, 'an answer takes long'),
    onOtherHands: wait =>
      room.log.warn({ week: issue.week, ...waitLine(wait) }, 'what is left cannot be had yet'),
  };
}

function waitLine({ until, reason }: { readonly until: number; readonly reason: string }) {
  return { until: new Date(until).toISOString(), reason };
}

async function endOf(
  room: Newsroom,
  issue: Issue,
  options: SendOptions,
  outcome: SendOutcome,
): Promise<SendWeekOutcome> {
  switch (outcome.kind) {
    case 'settled':
      return settle(room, issue, options.who);
    case 'stopped': {
      const fresh = (await room.issues.find(issue.week)) ?? issue;
      const status = await statusOf(room, fresh);
      return fresh.state === 'sent'
        ? { kind: 'already_sent', status }
        : { kind: 'stopped', status, why: fresh.reason };
    }
    case 'interrupted':
      return { kind: 'unfinished', status: await current(room, issue), why: 'The process was asked to end.' };
    case 'waiting': {
      await tellOfPause(room, issue);
      const status = await current(room, issue);
      return { kind: 'unfinished', status, why: whyWaiting(status.waiting, outcome) };
    }
    case 'blocked':
      return stopBlocked(room, issue, outcome.reason);
    case 'braked':
      return stopBraked(room, issue, outcome.braked);
  }
}

/** An issue that the outbox began is not gone on with by a real provider while sample readers may stand in it. */
async function stopSample(room: Newsroom, issue: Issue): Promise<SendWeekOutcome | null> {
  const sample = await misplacedSample(room);
  return sample && stopBlocked(room, issue, `Its database holds ${sampleWords(sample)}. ${CLEAR_SAMPLE}`);
}

async function hold(room: Newsroom, issue: Issue, why: string, fix: string): Promise<SendWeekOutcome> {
  const changed = issue.state !== 'held' || issue.reason !== why;
  if (
    changed &&
    (await room.issues.move(issue.id, issue.state, 'held', { at: room.now(), reason: why, approval: null }))
  ) {
    await log(room, issue, 'schedule', 'held', '', why);
    await notifyEditors(room, issue, { about: 'held', reason: why, fix });
  }
  return { kind: 'held', why, fix };
}

async function log(
  room: Newsroom,
  issue: Issue,
  who: string,
  action: string,
  contentHash: string,
  detail = '',
) {
  await recordActivity(room.store, { at: room.now(), week: issue.week, who, action, detail, contentHash });
}
