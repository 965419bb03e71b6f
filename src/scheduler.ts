import { type ScheduledTask, schedule } from 'node-cron';
import type { App } from './compose.ts';
import { answerSignIns, tidyDesk } from './desk/door/answer-sign-ins.ts';
import { raiseSignInAlarms } from './desk/door/sign-in-alarms.ts';
import { countReports } from './desk/going/count-reports.ts';
import { queueCorrections } from './desk/going/queue-corrections.ts';
import { type DueSlot, dueSlots } from './issue/cron-slot.ts';
import type { Issue, IssueState } from './issue/issue.ts';
import { cleanFile } from './newsroom/clean-file.ts';
import { dueAt, isAskedNow } from './newsroom/due-at.ts';
import { notifyEditors } from './newsroom/notify-editors.ts';
import { pickWeek } from './newsroom/pick-week.ts';
import { sendWeek } from './newsroom/send-week.ts';
import { submitDueSingleMails } from './newsroom/single-mails.ts';
import { takeInEvents } from './newsroom/take-in-events.ts';
import { watchVotes } from './newsroom/watch-votes.ts';
import { answerLinkRequests } from './readers/lost-link/answer-link-requests.ts';
import { decideSignups } from './readers/signup/decide-signups.ts';
import { raiseSignupAlarms } from './readers/signup/signup-alarms.ts';
import { tidySignups } from './readers/signup/tidy-signups.ts';
import { claimSlot, releaseSlot } from './storage/issue/cron-runs.ts';
import { noticeStepBack } from './storage/latest-time.ts';
import { firstStartedAt } from './storage/meta.ts';
import { aheadWords, timesAhead } from './storage/times-ahead.ts';

/** How far back a start looks for what it missed, ms: a pick older than this is next week's business. */
const LOOK_BACK_MS = 8 * 24 * 3_600_000;
/** Longest wait for the mail API within one round, ms; the next round takes it up. */
const PATIENCE_MS = 20_000;
const SINGLE_MAILS_EVERY_MS = 1_000;
const EVENTS_EVERY_MS = 1_000;
const SIGNUPS_EVERY_MS = 1_000;
const WORKER_LOOKS_EVERY_MS = 1_000;

export interface Scheduler {
  /** Lets what is under way end and starts nothing new. */
  stop(): Promise<void>;
}

/**
 * Everything that happens by itself, on one page:
 *
 *   at PICK_CRON          pick the week's pairings, tell the editors
 *   at SEND_CRON          send if approved; hold and tell the editors if not (at the time an editor chose, or at once
 *                         when one said so; with SEND_LOCAL_TIME when that time comes at UTC+14, and then hour by hour
 *                         as it comes to the readers)
 *   every minute          the same two, for what a restart, a gap in the clock or a late approval left over;
 *                         go on with sends that were interrupted; forget sign-ups nobody confirmed; look whether
 *                         a vote is odd; count what readers did with the last issues; once an hour at most clear what
 *                         was erased out of the database file's free space
 *   every second          answer sign-ups, sign-ins and who lost a link; single mails (confirmations, notices, corrections); what the mail
 *                         API reported
 *
 * node-cron only wakes us: it forgets what it missed and skips hours that daylight saving swallows. What is due is
 * computed from the settings and the database, and each slot is claimed by a unique row, so two processes that fire
 * together do it once.
 */
export function startScheduler(app: App): Scheduler {
  const ending = new AbortController();
  const round = oneAtATime(() => pickWhatIsDue(app, ending.signal), app);
  // By itself: an issue may be hours on its way, and the next week is picked all the same.
  const sends = oneAtATime(() => sendWhatIsDue(app, ending.signal), app);
  const votes = oneAtATime(() => watchVotes(app), app);
  const mails = oneAtATime(async () => {
    // First what somebody waits for; a fault in a correction keeps nobody from their confirmation.
    await submitDueSingleMails(app, ending.signal);
    await queueCorrections(app, ending.signal);
  }, app);
  const events = oneAtATime(() => takeInEvents(app, ending.signal), app);
  const signIns = oneAtATime(async () => {
    await answerSignIns(app, ending.signal);
    await raiseSignInAlarms(app);
  }, app);
  const signups = oneAtATime(async () => {
    await decideSignups(app, ending.signal);
    await raiseSignupAlarms(app);
    await answerLinkRequests(app, ending.signal);
  }, app);
  const clocks = oneAtATime(clockWatch(app), app);
  const tidying = oneAtATime(async () => {
    await tidySignups(app, ending.signal);
    await tidyDesk(app);
    await countReports(app, ending.signal);
    await cleanFile(app, 'while running');
  }, app);
  const { PICK_CRON, SEND_CRON, PUBLICATION_TIMEZONE: timezone } = app.settings;
  const tasks: ScheduledTask[] = [
    schedule(PICK_CRON, round.run, { timezone, name: 'pick' }),
    schedule(SEND_CRON, sends.run, { timezone, name: 'send' }),
    schedule('* * * * *', round.run, { timezone, name: 'every minute', suppressMissedWarning: true }),
    schedule('* * * * *', sends.run, { name: 'send what is left', suppressMissedWarning: true }),
    schedule('* * * * *', votes.run, { name: 'votes', suppressMissedWarning: true }),
    schedule('* * * * *', clocks.run, { name: 'clocks', suppressMissedWarning: true }),
    schedule('* * * * *', tidying.run, { name: 'tidy', suppressMissedWarning: true }),
  ];
  const timers = [
    setInterval(() => void mails.run(), SINGLE_MAILS_EVERY_MS),
    setInterval(() => void events.run(), EVENTS_EVERY_MS),
    setInterval(() => void signups.run(), SIGNUPS_EVERY_MS),
    setInterval(() => void signIns.run(), SIGNUPS_EVERY_MS),
  ];
  void clocks.run();
  void round.run();
  void sends.run();
  return {
    stop: async () => {
      ending.abort();
      for (const timer of timers) clearInterval(timer);
      await Promise.all(tasks.map(task => task.destroy()));
      await Promise.all(
        [round, sends, votes, mails, events, signups, signIns, clocks, tidying].map(each => each.idle()),
      );
    },
  };
}

/** Names times that lie ahead, each time they change. */
function clockWatch(app: App): () => Promise<void> {
  let told = '';
  return async () => {
    const now = app.now();
    const words = aheadWords(await timesAhead(app.store, now));
    const latest = await noticeStepBack(app.store, now);
    if (latest !== null) app.log.warn({ latest: new Date(latest).toISOString() }, 'the clock was put back');
    if (words !== told && words !== '') app.log.warn(words);
    told = words;
  };
}

/** Only what is under way: the batches of issues that are being sent, and single mails. Picks and decides nothing. */
export function startWorker(app: App): Scheduler {
  const ending = new AbortController();
  const work = oneAtATime(async () => {
    await submitDueSingleMails(app, ending.signal);
    await sendUnderWay(app, ending.signal);
  }, app);
  const timer = setInterval(() => void work.run(), WORKER_LOOKS_EVERY_MS);
  return {
    stop: async () => {
      ending.abort();
      clearInterval(timer);
      await work.idle();
    },
  };
}

/** One look at everything that is due, one after the other. */
export async function runDue(app: App, signal: AbortSignal): Promise<void> {
  await pickWhatIsDue(app, signal);
  await sendWhatIsDue(app, signal);
  await watchVotes(app);
}

/** Also called at start, which is how a missed slot is caught up. */
async function pickWhatIsDue(app: App, signal: AbortSignal): Promise<void> {
  const now = app.now();
  const since = Math.max(await firstStartedAt(app.store, now), now - LOOK_BACK_MS);
  for (const slot of dueSlots(app.schedule, since, now)) {
    if (slot.kind === 'pick' && !signal.aborted) await once(app, slot, () => pickDue(app, slot));
  }
}

/** Every issue whose time has come, the waiting ones left out. */
async function sendWhatIsDue(app: App, signal: AbortSignal): Promise<void> {
  const start = await firstStartedAt(app.store, app.now());
  for (const issue of await app.issues.all()) {
    // What an editor chose by hand is due however old the week is.
    const counts = issue.sendAt > knownSince(issue, start) || issue.goAt !== null || isAskedNow(issue);
    const isDue = counts && dueAt(app, issue) <= app.now();
    if (isDue && BEFORE_THE_SEND.has(issue.state)) await goOn(app, issue, signal);
  }
  await sendUnderWay(app, signal);
}

/** An issue that was picked or approved before the first start shows that this was recorded under a wrong clock. */
function knownSince(issue: Issue, firstStart: number): number {
  return Math.min(firstStart, issue.createdAt, issue.approval?.at ?? firstStart);
}

const BEFORE_THE_SEND = new Set<IssueState>(['picked', 'in_review', 'approved']);

async function sendUnderWay(app: App, signal: AbortSignal): Promise<void> {
  for (const issue of await app.issues.all()) {
    if (issue.state === 'sending' && !(await rests(app, issue))) await goOn(app, issue, signal);
  }
}

/** Whether nothing of an issue may be tried for a while: a pause of everybody, or readers whose hour has not come. */
async function rests(app: App, issue: Issue): Promise<boolean> {
  if (issue.batchedAt === null) return false;
  const soon = app.now() + PATIENCE_MS;
  const due = await app.batches.nextDue(issue.id, app.now());
  if (due === null) return false;
  if (due > soon) return true;
  const pauses = await Promise.all(app.mailers.map(({ pacer }) => pacer.held()));
  return pauses.every(pause => pause !== null && pause.until > soon);
}

async function goOn(app: App, issue: Issue, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const outcome = await sendWeek(app, issue.week, {
    now: false,
    signal,
    patienceMs: PATIENCE_MS,
    who: 'schedule',
  });
  app.log.info({ week: issue.week, outcome: outcome.kind }, 'send');
}

async function pickDue(app: App, slot: DueSlot): Promise<void> {
  const outcome = await pickWeek(app, slot.week, 'schedule');
  if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
  if (outcome.kind === 'picked') await notifyEditors(app, outcome.issue, { about: 'picked' });
}

/** Runs a slot's work in exactly one process; work that failed gives the slot back to be tried again. */
async function once(app: App, slot: DueSlot, work: () => Promise<void>): Promise<void> {
  if (!(await claimSlot(app.store, slot.kind, slot.at, app.now()))) return;
  try {
    await work();
  } catch (error) {
    await releaseSlot(app.store, slot.kind, slot.at);
    throw error;
  }
}

/** A round that is still going when the next one is called takes that call with it: one more when it ends. */
function oneAtATime(work: () => Promise<unknown>, app: App) {
  let running: Promise<void> | undefined;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await work().catch(error =>
        app.log.error({ err: error }, 'a scheduled round failed; the next one tries again'),
      );
    } while (again);
    running = undefined;
  };
  return {
    run: async () => {
      again = running !== undefined;
      running ??= loop();
      await running;
    },
    idle: () => running ?? Promise.resolve(),
  };
}
