import { linkBase } from '../delivery/reader-links.ts';
import type { FrozenTrial, TrialDecision, TrialShares } from '../delivery/subject-trial.ts';
import type { Issue } from '../issue/issue.ts';
import { keepStanding } from '../issue/trial/kept-standing.ts';
import type { TrialStanding } from '../issue/trial/trial-standing.ts';
import { decideTrial, findTrial, weeksOnTrial } from '../storage/delivery/subject-trials.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { wishToSend } from '../storage/issue/send-wishes.ts';
import type { IssueDraft } from './draft.ts';
import { notAnEditor } from './editors.ts';
import { ledMails } from './led-mails.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';

const HOUR_MS = 3_600_000;

/** What the freeze of an issue with several subjects needs; null where it has one. */
export async function trialOf(
  room: Newsroom,
  issue: Issue,
  { variants }: Pick<IssueDraft, 'variants'>,
  instant: number,
): Promise<(FrozenTrial & { readonly shares: TrialShares }) | null> {
  const wish = issue.edits.trial;
  if (!wish) return null;
  const trial: FrozenTrial = {
    arms: 1 + wish.subjects.length,
    share: wish.share,
    // The same after a restore, and another every week.
    seed: `${room.installationId}/${issue.week}/subjects`,
    deadline: instant + wish.hours * HOUR_MS,
  };
  const led = ledMails(
    issue,
    variants.map(({ frozen }) => frozen),
  );
  return { ...trial, shares: await room.freezes.trialShares(trial, { instant, led }) };
}

/** A look at every open trial, for a scheduler to call every minute. */
export async function lookAtTrials(room: Newsroom): Promise<void> {
  for (const week of await weeksOnTrial(room.store)) await lookAtTrial(room, week);
}

/**
 * Judges an issue's subjects by what readers did until now, and decides where one has won or the time is over: then the
 * editors' first choice goes. Any number of processes may look, at any time: the first decision stands.
 * @returns `decided` where the rest may go since, whoever decided
 */
export async function lookAtTrial(room: Newsroom, week: string): Promise<'decided' | 'open' | 'none'> {
  const issue = await room.issues.find(week);
  const trial = issue && (await findTrial(room.store.db, issue.id));
  // Nothing is decided of what was stopped: it may have been for one of its subjects.
  if (!trial || (issue.state !== 'sending' && issue.state !== 'sent')) return 'none';
  if (trial.decision) return 'decided';
  if (issue.batchedAt === null) return 'open';
  const at = room.now();
  const standing = await standingOf(room, issue, trial, at);
  const evidence = keepStanding(standing);
  if (standing.outcome.kind === 'winner') {
    await decide(room, issue, { arm: standing.outcome.arm, outcome: 'winner', at, by: '', evidence });
    return 'decided';
  }
  if (at < trial.deadline) return 'open';
  await decide(room, issue, { arm: 0, outcome: 'no_winner', at, by: '', evidence });
  return 'decided';
}

/**
 * An editor's word on which subject the rest gets, without waiting any longer.
 * @param choice.arm from 0, the first choice
 */
export async function decideByHand(
  room: Newsroom,
  week: string,
  { arm, by }: { readonly arm: number; readonly by: string },
): Promise<{ readonly kind: 'done' } | Refusal> {
  const stranger = notAnEditor(room, by);
  if (stranger) return stranger;
  const issue = await room.issues.find(week);
  const trial = issue && (await findTrial(room.store.db, issue.id));
  if (!trial || !['sending', 'stopped'].includes(issue.state))
    return refused(`No subjects of ${week} are on trial.`, 'Look at the issue as it is now.');
  if (!Number.isInteger(arm) || arm < 0 || arm >= trial.arms)
    return refused(`There is no subject ${arm + 1}.`, `Choose one from 1 to ${trial.arms}.`);
  const at = room.now();
  const evidence = keepStanding(await standingOf(room, issue, trial, at));
  const isOurs = await decide(room, issue, { arm, outcome: 'by_hand', at, by, evidence });
  if (!isOurs)
    return refused(`Which subject the rest of ${week} gets is decided.`, 'It cannot be another one now.');
  return { kind: 'done' };
}

/** Where a trial stands by what is known now. @param at the instant of the look, epoch ms */
export async function standingOf(
  room: Newsroom,
  { id }: Pick<Issue, 'id'>,
  { arms }: Pick<FrozenTrial, 'arms'>,
  at: number,
): Promise<TrialStanding> {
  // Few issues have a trial: no other send loads what judges one.
  const [{ testedReaders }, { trialStanding }] = await Promise.all([
    import('../storage/feedback/tested-readers.ts'),
    import('../issue/trial/trial-standing.ts'),
  ]);
  return trialStanding(await testedReaders(room.store, id, isLeaving(room)), arms, at);
}

function decide(room: Newsroom, issue: Issue, decision: TrialDecision): Promise<boolean> {
  const { arm, outcome, at, by } = decision;
  return decideTrial(room.store, issue.id, decision, async trx => {
    await recordActivity(trx, {
      at,
      week: issue.week,
      who: by === '' ? 'trial' : by,
      action: 'subject decided',
      detail: `subject ${arm + 1}, ${WHY[outcome]}`,
      contentHash: issue.approval?.hash ?? '',
    });
    // Whatever process sends looks at once.
    await wishToSend(trx);
  });
}

const WHY: Readonly<Record<TrialDecision['outcome'], string>> = {
  winner: 'the winner',
  no_winner: 'the editors’ first choice: no winner was found',
  by_hand: 'without waiting for the trial',
};

/** By these links readers leave, or want less of it. */
function isLeaving({ settings }: Newsroom): (link: string) => boolean {
  const bases = (['unsubscribe', 'preferences'] as const).map(slot => linkBase(settings.PUBLIC_URL, slot));
  return link => bases.some(base => link.startsWith(base));
}
