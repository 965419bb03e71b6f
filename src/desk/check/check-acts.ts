import type { Issue } from '../../issue/issue.ts';
import { tickOf } from '../../issue/preflight/tick.ts';
import type { Newsroom, Refusal } from '../../newsroom/newsroom.ts';
import { approveSeen } from '../../newsroom/release.ts';
import { scheduleSend, unscheduleSend } from '../../newsroom/schedule-send.ts';
import { steerWeek } from '../../newsroom/steer-week.ts';
import type { FormFields } from '../../web/form-fields.ts';
import { askLinksAgain } from './ask-links-again.ts';
import type { Shown } from './check-answer.tsx';
import { NOTHING_TYPED, type SeenFields, seenFields, testFields } from './check-form.ts';
import { doneSince } from './check-look.ts';
import { sendNow } from './send-now.ts';
import { sendTests } from './send-tests.ts';

/** One form of the page. Answers with the code of what it did, or with what the page is to say instead. */
export type CheckAct = (room: Newsroom, issue: Issue, posted: Posted) => Promise<string | Shown>;

/** The code of an act after which there is nothing left to check, but something to watch. */
export const ASKED_NOW = 'now';

interface Posted {
  readonly form: FormFields;
  /** The editor's address. */
  readonly by: string;
}

export const approveAsSeen: CheckAct = async (room, issue, { form, by }) => {
  const seen = seenFields(form);
  const outcome = await approveSeen(room, issue.week, by, { ...seen, ticks: form.all('tick') ?? [] });
  switch (outcome.kind) {
    case 'approved':
      return 'approved';
    case 'changed':
      return changedSince(room, issue, seen);
    case 'errors':
      return { status: 422, problem: 'Nothing was approved: it still has errors.' };
    case 'unticked': {
      const missing = outcome.findings.map(tickOf);
      const which = missing.length === 1 ? 'one warning is' : `${missing.length} warnings are`;
      return { status: 422, problem: `Nothing was approved: ${which} not ticked.`, missing };
    }
    case 'refused':
      return refusal(outcome, 422, 'Nothing was approved. ');
  }
};

/** Never refused for being late: it keeps mail from going out. */
export const holdIssue: CheckAct = async (room, { week }, { form, by }) => {
  const outcome = await steerWeek(room, week, 'hold', by, form.one('reason') ?? '');
  return outcome.kind === 'done' ? 'held' : refusal(outcome, 409);
};

export const askTheLinks: CheckAct = async (room, issue, { by }) => {
  const outcome = await askLinksAgain(room, issue, by);
  return outcome.kind === 'asked' ? 'links' : refusal(outcome, 422);
};

export const chooseTime: CheckAct = async (room, issue, { form, by }) => {
  const seen = seenFields(form);
  const { revision } = seen;
  if (form.one('action') === 'slot') {
    const outcome = await unscheduleSend(room, issue, { revision, by });
    if (outcome.kind === 'done') return 'slot';
    const why = outcome.kind === 'refused' ? refusal(outcome, 422) : await changedSince(room, issue, seen);
    return { ...why, typed: NOTHING_TYPED };
  }
  const wanted = { date: form.one('date') ?? '', time: form.one('time') ?? '' };
  const outcome = await scheduleSend(room, issue, { ...wanted, revision, by });
  switch (outcome.kind) {
    case 'scheduled':
      return outcome.clock === 'once' ? 'scheduled' : `scheduled-${outcome.clock}`;
    case 'changed':
      return changedSince(room, issue, seen);
    case 'refused':
      return refusal(outcome, 422);
  }
};

export const sendTheTest: CheckAct = async (room, { week }, { form, by }) => {
  const outcome = await sendTests(room, week, by, testFields(form));
  return outcome.kind === 'queued' ? 'test' : refusal(outcome, 422, 'No test was sent. ');
};

export const letItGoNow: CheckAct = async (room, issue, { form, by }) => {
  const seen = seenFields(form);
  const outcome = await sendNow(room, issue, { ...seen, by });
  if (outcome.kind === 'asked') return ASKED_NOW;
  return outcome.kind === 'changed' ? changedSince(room, issue, seen) : refusal(outcome, 409);
};

function refusal({ why, fix }: Refusal, status: 409 | 422, before = ''): Shown {
  return { status, problem: `${before}${why} ${fix}` };
}

async function changedSince(room: Newsroom, { week }: Issue, seen: SeenFields): Promise<Shown> {
  const done = await doneSince(room, week, seen.lines);
  const problem = 'Nothing was done: it has changed since you looked at it.';
  return { status: 409, problem, since: { seen, done } };
}
