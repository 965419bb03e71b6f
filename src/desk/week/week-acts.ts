import type { WeekDeps } from '../../web/desk/week/week-deps.ts';
import type { FormFields } from '../../web/form-fields.ts';
import type { Act, ChangeResult } from './change-issue.ts';
import type { Ban } from './steer-picking.ts';
import { storedValues, toTypedWords, typedValues } from './word-values.ts';

/** One form of the content tab. */
interface WeekAct {
  /** Below the issue's address. */
  readonly path: string;
  /** The code of what to say once it is done. */
  done(fields: FormFields): keyof typeof DONE;
  run(week: WeekDeps, act: Act, fields: FormFields): Promise<ChangeResult>;
}

/** What was just done, by the code in the address. */
export const DONE = {
  picked: 'The week is picked.',
  same: 'It was so already: nothing was changed.',
  words: 'The words are saved.',
  pinned: 'Pinned: it stays when the issue is picked again.',
  unpinned: 'Unpinned.',
  banned: 'Banned for this issue. What is in it now stays until you swap it or pick again.',
  lifted: 'The ban is lifted.',
  moved: 'Moved. The first pairing leads, and the generated subject is about it.',
  swapped: 'Swapped.',
  again: 'Picked again.',
} as const;

export const WEEK_ACTS: readonly WeekAct[] = [
  {
    path: 'words',
    done: () => 'words',
    run: async (week, act, fields) => {
      const now = await week.read(act.week);
      if (!now) return { kind: 'unknown' };
      return week.words(act, toTypedWords(typedValues(fields, storedValues(now.issue))));
    },
  },
  {
    path: 'pin',
    done: fields => (fields.one('pinned') === 'no' ? 'unpinned' : 'pinned'),
    run: (week, act, fields) => week.pin(act, pairIn(fields), fields.one('pinned') !== 'no'),
  },
  { path: 'ban', done: () => 'banned', run: (week, act, fields) => week.ban(act, banIn(fields)) },
  { path: 'lift', done: () => 'lifted', run: (week, act, fields) => week.lift(act, banIn(fields)) },
  {
    path: 'move',
    done: () => 'moved',
    run: (week, act, fields) => week.move(act, pairIn(fields), fields.one('by') === 'up' ? -1 : 1),
  },
  {
    path: 'swap',
    done: () => 'swapped',
    run: (week, act, fields) =>
      week.swap(act, { out: pairIn(fields), a: fields.one('a') ?? '', b: fields.one('b') ?? '' }),
  },
  {
    path: 'again',
    done: () => 'again',
    run: (week, act, fields) => week.pickAgain(act, fields.one('reason') ?? ''),
  },
];

function pairIn(fields: FormFields): string {
  return fields.one('pair') ?? '';
}

function banIn(fields: FormFields): Ban {
  const pair = fields.one('pair');
  return pair === undefined ? { tool: fields.one('tool') ?? '' } : { pair };
}
