import { EXIT } from '../exit.ts';
import { type SendWeekOutcome, sendWeek } from '../newsroom/send-week.ts';
import type { IssueStatus } from '../newsroom/status.ts';
import { endProcess, untilDrained } from './asked-to-end.ts';
import { ledgerLines } from './ledger-lines.ts';
import { showProgress } from './progress.ts';
import { SENDERS_CACHE_KB } from './senders-cache.ts';
import { chosenWeek, endSignal, withApp } from './with-app.ts';
import { letYoungGrow } from './young-heap.ts';

/** A wait for the mail API longer than this ends the command; `serve` and `worker` go on by themselves. */
const PATIENCE_MS = 5 * 60_000;

export function sendCommand(options: { readonly week?: string; readonly now?: boolean }): Promise<number> {
  return withApp(
    async app => {
      const week = chosenWeek(app, options);
      const signal = endSignal();
      const progress = showProgress(app);
      const sending = sendWeek(app, week, {
        now: options.now ?? false,
        signal,
        patienceMs: PATIENCE_MS,
        who: 'command line',
        onSending: issue => {
          letYoungGrow();
          progress.start(issue);
        },
      }).finally(progress.end);
      const outcome = await untilDrained(app, sending, signal);
      if (outcome === 'cut') {
        console.error(
          `${week} is not finished: it was told to stop, and the database or the mail API did not answer in time. ` +
            'Nothing is lost: once they answer, run the same command again.',
        );
        return endProcess(app, EXIT.no);
      }
      return reportSend(week, outcome);
    },
    { cacheKb: SENDERS_CACHE_KB },
  );
}

/** Tells how a send ended. @returns the exit code */
export function reportSend(week: string, outcome: SendWeekOutcome): number {
  switch (outcome.kind) {
    case 'sent':
      console.log(ledgerLines(outcome.status).join('\n'));
      return success(outcome.status);
    case 'already_sent':
      console.log(
        [`${week} has already been sent; nothing was sent this time.`, ...ledgerLines(outcome.status)].join(
          '\n',
        ),
      );
      return success(outcome.status);
    case 'too_early':
      console.error(
        `${week} is due at ${new Date(outcome.at).toISOString()} (${outcome.why}). Wait, or use --now.`,
      );
      return EXIT.no;
    case 'held':
      console.error(`${week} is held. ${outcome.why}\n${outcome.fix}`);
      return EXIT.no;
    case 'stopped':
      console.error(
        `${week} is stopped. ${outcome.why}\nNothing is lost. Put that right, then run: verdicts resume --week ${week} --by EMAIL, then verdicts send --week ${week}`,
      );
      console.log(ledgerLines(outcome.status).join('\n'));
      return EXIT.no;
    case 'unfinished':
      console.error(`${week} is not finished. ${outcome.why} Nothing is lost: run the same command again.`);
      console.log(ledgerLines(outcome.status).join('\n'));
      return EXIT.no;
    case 'refused':
      console.error(`${outcome.why}\n${outcome.fix}`);
      return EXIT.no;
  }
}

/** An issue of which nothing was taken has not gone out, however well its ledger sums. */
function success({ week, audience, submitted, suppressed }: IssueStatus): number {
  if (submitted > 0 || audience === suppressed) return EXIT.done;
  console.error(
    `No mail of ${week} was accepted. The desk shows who was refused, and why. To send to uncertain readers again: verdicts resolve --week ${week} --all --as not-sent --by EMAIL; with --rejected, to those refused for a reason on our side.`,
  );
  return EXIT.no;
}
