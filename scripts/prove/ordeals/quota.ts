import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';

/** The day's mails are used up with most batches open; the quota is raised and an editor has it go on. */
export function quota(stage: Stage): Ordeal {
  const { api } = stage.provider;
  let isUsedUp = true;
  let times = 0;
  api?.limit({ dailyQuota: stage.batchSize * (2 + stage.dice.below(4)) });
  return {
    name: 'quota',
    run: async () => {},
    attend: async outcome => {
      // Others are told by the editor's stop.
      if (outcome.kind !== 'unfinished') return outcome.kind === 'stopped' || outcome.kind === 'refused';
      if (!/quota/.test(outcome.why) || !/\d{4}-\d\d-\d\dT/.test(outcome.why)) return false;
      if (isUsedUp) times += 1;
      isUsedUp = false;
      api?.limit({ dailyQuota: null });
      // Again where an answer from before came in late: what it says holds until somebody has it go on once more.
      await stage.editor.goOn(true);
      return true;
    },
    times: () => times,
    mayBeUncertain: () => false,
    wrongs: () => [],
  };
}
