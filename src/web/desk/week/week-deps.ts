import type { Act, ChangeResult } from '../../../desk/week/change-issue.ts';
import type { TypedWords } from '../../../desk/week/edit-words.ts';
import type { DeskWeek } from '../../../desk/week/read-week.ts';
import type { Ban } from '../../../desk/week/steer-picking.ts';
import type { Swap, WeighedSwap } from '../../../desk/week/swap-pairing.ts';
import type { Issue } from '../../../issue/issue.ts';

/** Looking at one week and changing it. Every act names the revision it was made on. */
export interface WeekDeps {
  /** Null for a week that was not picked. Reads only. */
  read(week: string): Promise<DeskWeek | null>;
  /** Picks a week; '' when it is picked now, else what is wrong with the catalogue. */
  pick(week: string, who: string): Promise<string>;
  /** What a swap would cost. Reads only. */
  weigh(issue: Issue, swap: Swap): Promise<WeighedSwap>;
  words(act: Act, typed: TypedWords): Promise<ChangeResult>;
  pin(act: Act, pair: string, pinned: boolean): Promise<ChangeResult>;
  ban(act: Act, what: Ban): Promise<ChangeResult>;
  lift(act: Act, what: Ban): Promise<ChangeResult>;
  move(act: Act, pair: string, by: 1 | -1): Promise<ChangeResult>;
  swap(act: Act, swap: Swap): Promise<ChangeResult>;
  pickAgain(act: Act, reason: string): Promise<ChangeResult>;
}
