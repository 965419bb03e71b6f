import { type ScheduledTask, schedule } from 'node-cron';
import type { App } from './compose.ts';
import { answerSignIns, tidyDesk } from './desk/door/answer-sign-ins.ts';
import { raiseSignInAlarms } from './desk/door/sign-in-alarms.ts';
import { countReports } from './desk/going/count-reports.ts';
import { queueCorrections } from './desk/going/queue-corrections.ts';
import { eachAtATime, oneAtATime } from './machine/one-at-a-time.ts';
import { askRecords } from './newsroom/ask-records.ts';
import { catalogueWatch } from './newsroom/catalogue/catalogue-round.ts';
import { cleanFile } from './newsroom/clean-file.ts';
import { tidyKeys } from './newsroom/keys/tidy-keys.ts';
import { pickWhatIsDue } from './newsroom/pick-due.ts';
import { templateWatch } from './newsroom/publish-ahead.ts';
import { remindEditors } from './newsroom/remind-editors.ts';
import { mailboxWatch } from './newsroom/returned/mailbox-watch.ts';
import { sendDue, weeksToSend, weeksUnderWay } from './newsroom/send-due.ts';
import { submitDueSingleMails } from './newsroom/single-mails.ts';
import { lookAtTrials } from './newsroom/subject-trial.ts';
import { takeInEvents } from './newsroom/take-in-events.ts';
import { suppressionWatch } from './newsroom/take-over-suppressions.ts';
import { watchVotes } from './newsroom/watch-votes.ts';
import { type WebhookWatch, webhookWatch } from './newsroom/webhooks/webhook-watch.ts';
import { answerLinkRequests } from './readers/lost-link/answer-link-requests.ts';
import { decideSignups } from './readers/signup/decide-signups.ts';
import { raiseSignupAlarms } from './readers/signup/signup-alarms.ts';
import { tidySignups } from './readers/signup/tidy-signups.ts';
import { sendWishes } from './storage/issue/send-wishes.ts';
import { noticeStepBack } from './storage/latest-time.ts';
import { aheadWords, timesAhead } from './storage/times-ahead.ts';

const SINGLE_MAILS_EVERY_MS = 1_000;
const EVENTS_EVERY_MS = 1_000;
const CATALOGUE_EVERY_MS = 1_000;
const SIGNUPS_EVERY_MS = 1_000;
const WEBHOOKS_EVERY_MS = 1_000;
const WORKER_LOOKS_EVERY_MS = 1_000;
/** One row is read: what an editor wants to go at once is on its way within two seconds. */
const WISHES_EVERY_MS = 300;
const LOOKS_AFTER_A_WISH = 4;

export interface Scheduler {
  /** Lets what is under way end and starts nothing new. */
  stop(): Promise<void>;
}

/**
 * Everything that happens by itself, on one page:
 *
 *   at PICK_CRON          fetch the catalogue where it has an address; pick the week's pairings, tell the editors
 *   at SEND_CRON          send if approved; hold and tell the editors if not (at the time an editor chose, or at once
 *                         when one said so; with SEND_LOCAL_TIME when that time comes at UTC+14, and then hour by hour
 *                         as it comes to the readers)
 *   24 and 3 hours before remind the editors of what nobody has approved
 *   every minute          ask mail APIs that keep a record of what nobody can vouch for, and once an hour whom they mail no
 *                         more; read the mailbox that bounces go to; the same as above, for what a restart, a gap in the
 *                         clock or a late approval left over; go on with sends that were interrupted; have the mail API
 *                         keep approved mails for the thin wire, and look once an hour that it does; forget sign-ups nobody confirmed; look whether
 *                         one of several subjects has won, and whether a vote is odd; count what readers did with the last issues; write down which keys were used; once an hour at most clear what
 *                         was erased out of the database file's free space
 *   three times a second  look whether an editor wants something to go at once: "send it now", "go on", an uncertain batch
 *                         that is to go again
 *   every second          answer sign-ups, sign-ins and who lost a link; single mails (confirmations, notices, corrections); what the mail
 *                         API reported; fetch the catalogue when somebody says that it is new; tell webhooks of what they have not got
 *
 * node-cron only wakes us: it forgets what it missed and skips hours that daylight saving swallows. What is due is
 * computed from the settings and the database, and each slot is claimed by a unique row, so two processes that fire
 * together do it once.
 */
export function startScheduler(app: App): Scheduler {
  const ending = new AbortController();
  const told = webhookWatch(app, { signal: ending.signal, onFault: faultOf(app) });
  const rounds = roundsOf(app, ending.signal, told);
  const { pick, send, wishes, remind, votes, clocks, records, bounces, tidy } = rounds;
  const { trials, mails, events, catalogue, signIns, signups, templates, webhooks } = rounds;
  const { PICK_CRON, SEND_CRON, PUBLICATION_TIMEZONE: timezone } = app.settings;
  const tasks: ScheduledTask[] = [
    schedule(PICK_CRON, pick.run, { timezone, name: 'pick' }),
    schedule(SEND_CRON, send.run, { timezone, name: 'send' }),
    schedule('* * * * *', pick.run, { timezone, name: 'every minute', suppressMissedWarning: true }),
    schedule('* * * * *', send.run, { name: 'send what is left', suppressMissedWarning: true }),
    schedule('* * * * *', remind.run, { name: 'remind', suppressMissedWarning: true }),
    schedule('* * * * *', templates.run, { name: 'templates', suppressMissedWarning: true }),
    schedule('* * * * *', trials.run, { name: 'trials', suppressMissedWarning: true }),
    schedule('* * * * *', votes.run, { name: 'votes', suppressMissedWarning: true }),
    schedule('* * * * *', clocks.run, { name: 'clocks', suppressMissedWarning: true }),
    schedule('* * * * *', records.run, { name: 'records', suppressMissedWarning: true }),
    schedule('* * * * *', bounces.run, { name: 'bounces', suppressMissedWarning: true }),
    schedule('* * * * *', tidy.run, { name: 'tidy', suppressMissedWarning: true }),
  ];
  const timers = [
    setInterval(() => void mails.run(), SINGLE_MAILS_EVERY_MS),
    setInterval(() => void events.run(), EVENTS_EVERY_MS),
    setInterval(() => void catalogue.run(), CATALOGUE_EVERY_MS),
    setInterval(() => void signups.run(), SIGNUPS_EVERY_MS),
    setInterval(() => void signIns.run(), SIGNUPS_EVERY_MS),
    setInterval(() => void webhooks.run(), WEBHOOKS_EVERY_MS),
    setInterval(() => void wishes.run(), WISHES_EVERY_MS),
  ];
  for (const atOnce of [clocks, pick, send, remind, templates]) void atOnce.run();
  return {
    stop: async () => {
      ending.abort();
      for (const timer of timers) clearInterval(timer);
      await Promise.all(tasks.map(task => task.destroy()));
      await Promise.all(Object.values(rounds).map(each => each.idle()));
      await told.end();
    },
  };
}

/** What is done again and again, each by itself. */
function roundsOf(app: App, signal: AbortSignal, told: WebhookWatch) {
  const fault = faultOf(app);
  const inTurn = (work: () => Promise<unknown>) =>
    oneAtATime(work, error => (signal.aborted && error === signal.reason ? undefined : fault(error)));
  const issues = sender(app, signal);
  const suppressions = suppressionWatch(app, signal);
  const send = inTurn(async () => {
    for (const week of await weeksToSend(app)) issues.run(week);
  });
  return {
    pick: inTurn(() => pickWhatIsDue(app, signal)),
    send,
    wishes: inTurn(wishWatch(app, send.run)),
    issues,
    remind: inTurn(() => remindEditors(app)),
    templates: inTurn(templateWatch(app, signal)),
    trials: inTurn(() => lookAtTrials(app)),
    votes: inTurn(() => watchVotes(app)),
    mails: inTurn(async () => {
      // First what somebody waits for; a fault in a correction keeps nobody from their confirmation.
      await submitDueSingleMails(app, signal);
      await queueCorrections(app, signal);
    }),
    events: inTurn(() => takeInEvents(app, signal)),
    catalogue: inTurn(catalogueWatch(app, signal)),
    signIns: inTurn(async () => {
      await answerSignIns(app, signal);
      await raiseSignInAlarms(app);
    }),
    signups: inTurn(async () => {
      await decideSignups(app, signal);
      await raiseSignupAlarms(app);
      await answerLinkRequests(app, signal);
    }),
    clocks: inTurn(clockWatch(app)),
    records: inTurn(async () => {
      await askRecords(app, { signal });
      await suppressions();
    }),
    bounces: inTurn(mailboxWatch(app, signal)),
    tidy: inTurn(async () => {
      await tidySignups(app, signal);
      await tidyDesk(app);
      await tidyKeys(app);
      await countReports(app, signal);
      await cleanFile(app, 'while running');
      await told.tidy();
    }),
    webhooks: inTurn(told.look),
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

/**
 * Sends as soon as an editor has wanted it, in whatever process; the first look sends what was wanted before. A process may
 * remember for a moment a pause that the wish has ended, so the next looks send as well.
 */
function wishWatch(app: App, send: () => Promise<void>): () => Promise<void> {
  const look = sendWishes(app.store);
  let seen: string | undefined;
  let left = 0;
  return async () => {
    const wishes = await look();
    if (wishes !== seen) left = LOOKS_AFTER_A_WISH;
    seen = wishes;
    if (left === 0) return;
    left -= 1;
    await send();
  };
}

/** Sends each week by itself: an issue may be hours on its way, and another goes and the next week is picked all the same. */
function sender(app: App, signal: AbortSignal) {
  return eachAtATime(week => sendDue(app, week, signal), faultOf(app));
}

function faultOf(app: App): (error: unknown) => void {
  return error => app.log.error({ err: error }, 'a scheduled round failed; the next one tries again');
}

/** Only what is under way: the batches of issues that are being sent, and single mails. Picks and decides nothing. */
export function startWorker(app: App): Scheduler {
  const ending = new AbortController();
  const issues = sender(app, ending.signal);
  const work = oneAtATime(async () => {
    await submitDueSingleMails(app, ending.signal);
    for (const week of await weeksUnderWay(app)) issues.run(week);
  }, faultOf(app));
  const timer = setInterval(() => void work.run(), WORKER_LOOKS_EVERY_MS);
  return {
    stop: async () => {
      ending.abort();
      clearInterval(timer);
      await work.idle();
      await issues.idle();
    },
  };
}

/** One look at everything that is due, one after the other. */
export async function runDue(app: App, signal: AbortSignal): Promise<void> {
  await pickWhatIsDue(app, signal);
  await lookAtTrials(app);
  for (const week of await weeksToSend(app)) await sendDue(app, week, signal);
  await remindEditors(app);
  await watchVotes(app);
}
