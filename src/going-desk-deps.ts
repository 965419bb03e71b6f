import type { App } from './compose.ts';
import {
  approveCorrection,
  compiledCorrection,
  correctionProgress,
  reviseCorrection,
  whyNotNow,
} from './desk/going/correct.ts';
import { fillCorrection } from './desk/going/correction-mails.ts';
import { mendLink, namedLinks } from './desk/going/mend-link.ts';
import { storyOf } from './desk/going/one-recipient.ts';
import { progressOf } from './desk/going/progress.ts';
import { findRecipients } from './desk/going/recipients.ts';
import { exportRecipients } from './desk/going/recipients-csv.ts';
import { reportCsv, reportOf } from './desk/going/report.ts';
import { steerWeek } from './newsroom/release.ts';
import { resolveBatch } from './newsroom/resolve-batch.ts';
import { countWrongReaders } from './storage/delivery/correction-queue.ts';
import { correctionOf } from './storage/delivery/corrections.ts';
import { uncertainBatches } from './storage/delivery/progress.ts';
import type { CorrectionDeps, GoingDeps } from './web/desk/going/going-deps.ts';

const LOOK_EVERY_MS = 1_000;

/** The part of the desk that watches an issue go out and puts right what was wrong. */
export function goingDeps(app: App): GoingDeps {
  const { store } = app;
  return {
    progress: week => progressOf(app, week),
    lookEveryMs: LOOK_EVERY_MS,
    steer: (week, action, by) => steerWeek(app, week, action, by),
    uncertain: issue => uncertainBatches(store, issue.id),
    resolve: (week, resolution) => resolveBatch(app, week, resolution),
    report: issue => reportOf(app, issue),
    reportCsv,
    recipients: {
      find: (issue, query) => findRecipients(app, issue, query),
      exportCsv: (editor, issue) => exportRecipients(app, issue, editor),
      one: (issue, seq) => storyOf(app, issue, seq),
    },
    links: issue => namedLinks(app, issue),
    mend: (week, request) => mendLink(app, week, request),
    correction: correction(app),
  };
}

function correction(app: App): CorrectionDeps {
  return {
    find: issue => correctionOf(app.store, issue.id),
    usualUrl: issue => `${app.settings.PUBLIC_URL}/issues/${issue.week}`,
    revise: (week, request) => reviseCorrection(app, week, request),
    approve: (week, request) => approveCorrection(app, week, request),
    preview: async (issue, words) => {
      const { mail, hash } = await compiledCorrection(app, issue, words);
      const { subject, html, text } = fillCorrection(app, mail, 0);
      return { subject, html, text, hash };
    },
    audience: issue => countWrongReaders(app.store, issue.id),
    whyNotNow: (issue, found, by) => whyNotNow(app, issue, found, by),
    progress: (issue, found) => correctionProgress(app, issue, found),
  };
}
