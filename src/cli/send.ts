import { EXIT } from '../exit.ts';
import { type SendWeekOutcome, sendWeek } from '../newsroom/send-week.ts';
import type { IssueStatus } from '../newsroom/status.ts';
import { endProcess, untilDrained } from './asked-to-end.ts';
import { ledgerLines } from './ledger-lines.ts';
import { showProgress } from './progress.ts';
import { keepHeapSmall } from './small-heap.ts';
import { chosenWeek, endSignal, withApp } from './with-app.ts';

/** A wait for the mail API longer than this ends the command; `serve` and `worker` go on by themselves. */
const PATIENCE_MS = 5 * 60_000;

export function sendCommand(options: { readonly week?: string; readonly now?: boolean }): Promise<number> {
  keepHeapSmall();
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const signal = endSignal();
    const progress = showProgress(app);
    const sending = sendWeek(app, week, {
      now: options.now ?? false,
      signal,
      patienceMs: PATIENCE_MS,
      who: 'command line',
      onSending: progress.start,
    }).finally(progress.end);
    const outcome = await untilDrained(app, sending, signal);
    if (outcome === 'cut') {
      console.error(
        `${week} is not finished: it was asked to end, and the database or the mail API did not answer in time. ` +
          'Nothing is lost: once they do, run the same command again.',
      );
      return endProcess(app, EXIT.no);
    }
    return reportSend(week, outcome);
  });
}

/** Tells how a send ended. @returns the exit code */
export function reportSend(week: string, outcome: SendWeekOutcome): number {
  switch (outcome.kind) {
    case 'sent':
      console.log(ledgerLines(outcome.status).join('\n'));
      return success(outcome.status);
    case 'already_sent':
      console.log(
        [`${week} was sent before; nothing was sent now.`, ...ledgerLines(outcome.status)].join('\n'),
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
        `${week} is stopped. ${outcome.why}\nNothing is lost. Put that right, then run: verdicts resume --week ${week} --by EMAIL, and verdicts send --week ${week}`,
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
    `Nothing of ${week} was taken. See who was refused and why at the desk; verdicts resolve --week ${week} --all --as not-sent --by EMAIL lets uncertain readers go again, with --rejected those who were refused for a reason about us.`,
  );
  return EXIT.no;
}
