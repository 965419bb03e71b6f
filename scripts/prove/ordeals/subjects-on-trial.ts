import type { FrozenTrial } from '../../../src/delivery/subject-trial.ts';
import { ledMails } from '../../../src/newsroom/led-mails.ts';
import { decideByHand } from '../../../src/newsroom/subject-trial.ts';
import { insertCohorts } from '../../../src/storage/delivery/cohorts.ts';
import { frozenMails } from '../../../src/storage/delivery/freezes.ts';
import { findTrial, insertTrial } from '../../../src/storage/delivery/subject-trials.ts';
import { trialCohorts } from '../../../src/storage/delivery/trial-places.ts';
import { inTransaction } from '../../../src/storage/transaction.ts';
import { EDITOR, WEEK } from '../approved-issue.ts';
import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';

/** Percent: with so many every batch of the test and of the rest has somebody in it. */
const SHARE = 50;
const ARMS = 2;
const HOUR_MS = 3_600_000;

/**
 * The issue has two subjects: the test goes first, and everybody else when one is decided, be it by the senders themselves once its
 * time is over, each of which may be the one, or by two editors who want different ones, before the test is out or after.
 */
export async function subjectsOnTrial(stage: Stage): Promise<Ordeal> {
  const { dice, store, editor } = stage;
  const issueId = await putOnTrial(stage);
  const way = dice.one(['time is over', 'editors early', 'editors late'] as const);
  const before = 1 + dice.below(4);
  const decided: number[] = [];
  const wrong: string[] = [];
  let deciding: Promise<void> | undefined;
  const editorsDecide = async () => {
    const arms = dice.chance(0.5) ? [0, 1] : [1, 0];
    const words = await Promise.all(arms.map(arm => decideByHand(editor.room, WEEK, { arm, by: EDITOR })));
    for (const [index, { kind }] of words.entries()) if (kind === 'done') decided.push(arms[index] ?? 0);
  };
  const timeIsOver = async () => {
    await store.db
      .updateTable('subject_trials')
      .set({ deadline: 1 })
      .where('issue_id', '=', issueId)
      .execute();
  };
  const decide = () => {
    deciding ??= way === 'time is over' ? timeIsOver() : editorsDecide();
    return deciding;
  };
  return {
    name: 'subjects on trial',
    run: async over => {
      if (way === 'editors early' && (await stage.afterRequests(before, over))) await decide();
    },
    attend: async outcome => {
      if (outcome.kind !== 'unfinished') return false;
      // Of several senders one may have ended before the decision, and be heard after it.
      const isAwaited = /trial of the subjects/.test(outcome.why);
      if (!isAwaited && !deciding) return false;
      await wrongly(stage, issueId, deciding !== undefined, wrong);
      await decide();
      return true;
    },
    times: () => (deciding === undefined ? 0 : 1),
    mayBeUncertain: () => false,
    wrongs: () => {
      if (way !== 'time is over' && deciding && decided.length !== 1)
        wrong.push(`${decided.length} editors decided which subject the rest gets`);
      return wrong;
    },
  };
}

/** As the freeze does where the editors have asked for it: the issue has begun, and not one of its rows is written. */
async function putOnTrial({ store, editor, dice }: Stage): Promise<number> {
  const issue = await editor.room.issues.find(WEEK);
  if (!issue?.frozenAt) throw new Error('The issue has not begun.');
  const { id, frozenAt } = issue;
  const trial: FrozenTrial = {
    arms: ARMS,
    share: SHARE,
    seed: String(dice.below(1_000_000)),
    deadline: frozenAt + HOUR_MS,
  };
  const led = ledMails(issue, await frozenMails(store, id));
  const shares = await editor.room.freezes.trialShares(trial, { instant: frozenAt, led });
  await inTransaction(store, async trx => {
    await insertCohorts(trx.db, id, trialCohorts(shares, frozenAt));
    await insertTrial(trx.db, id, trial);
  });
  return id;
}

/** Nobody of the rest may have gone while nothing was decided. */
async function wrongly(
  { store, provider }: Stage,
  issueId: number,
  isDecided: boolean,
  wrong: string[],
): Promise<void> {
  if (isDecided || (await findTrial(store.db, issueId))?.decision) return;
  const rest = await store.db
    .selectFrom('deliveries')
    .select('email')
    .where('issue_id', '=', issueId)
    .where('variant', '<', 0)
    .execute();
  const { addresses } = await provider.taken();
  const gone = rest.filter(({ email }) => addresses[email] !== undefined);
  if (gone.length > 0) wrong.push(`${gone.length} of the rest went before their subject was decided`);
  if (rest.length === 0) wrong.push('nobody was left for whom a subject was to be found');
}
