import type { App } from './compose.ts';
import { editWords } from './desk/week/edit-words.ts';
import { pickAgain } from './desk/week/pick-again.ts';
import { readWeek } from './desk/week/read-week.ts';
import { ban, liftBan, movePairing, pinPairing } from './desk/week/steer-picking.ts';
import { swapPairing, weighSwap } from './desk/week/swap-pairing.ts';
import { pickWeek } from './newsroom/pick-week.ts';
import type { WeekDeps } from './web/desk/week/week-deps.ts';

/** The content tab's part of what the desk is given. */
export function weekDeps(app: App): WeekDeps {
  return {
    read: week => readWeek(app, week),
    pick: async (week, who) => {
      const outcome = await pickWeek(app, week, who);
      return outcome.kind === 'invalid_catalogue' ? outcome.message : '';
    },
    weigh: (issue, swap) => weighSwap(app, issue, swap),
    words: (act, typed) => editWords(app, act, typed),
    pin: (act, pair, pinned) => pinPairing(app, act, pair, pinned),
    ban: (act, what) => ban(app, act, what),
    lift: (act, what) => liftBan(app, act, what),
    move: (act, pair, by) => movePairing(app, act, pair, by),
    swap: (act, swap) => swapPairing(app, act, swap),
    pickAgain: (act, reason) => pickAgain(app, act, reason),
  };
}
