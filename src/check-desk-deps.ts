import type { App } from './compose.ts';
import { askLinksAgain } from './desk/check/ask-links-again.ts';
import { doneSince, lookAtCheck } from './desk/check/check-look.ts';
import { scheduleSend, unscheduleSend } from './desk/check/schedule-send.ts';
import { sendNow } from './desk/check/send-now.ts';
import { sendTests } from './desk/check/send-tests.ts';
import { windowWords } from './issue/send-window.ts';
import { approveSeen, steerWeek } from './newsroom/release.ts';
import type { CheckDeps } from './web/desk/check/check-deps.ts';

/** Checking and approving: the desk's part of what the web is given. */
export function checkDeps(app: App): CheckDeps {
  return {
    seeds: app.settings.SEED_LIST.length,
    window: windowWords(app.settings.SEND_WINDOW),
    look: (issue, by) => lookAtCheck(app, issue, by),
    doneSince: (week, lines) => doneSince(app, week, lines),
    approve: (week, by, seen) => approveSeen(app, week, by, seen),
    hold: (week, by, why) => steerWeek(app, week, 'hold', by, why),
    schedule: (issue, request) => scheduleSend(app, issue, request),
    unschedule: (issue, request) => unscheduleSend(app, issue, request),
    sendNow: (issue, request) => sendNow(app, issue, request),
    test: (week, by, form) => sendTests(app, week, by, form),
    askLinks: (issue, by) => askLinksAgain(app, issue, by),
  };
}
