import { createWebApp } from '../../src/app.ts';
import { signToken } from '../../src/audience/token.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import type { Store } from '../../src/storage/database.ts';
import { castBallot } from '../../src/storage/vote/ballot-box.ts';
import type { Choice } from '../../src/vote/ballot.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { addReaders, keyedApi } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';

export const WEEK = '2026-W48';
/** PICK_CRON of the week after: when the vote closes. */
export const CLOSES = '2026-11-30T09:00:00Z';

/** An issue that was sent to so many readers on a Thursday at nine, and the site they vote on. */
export async function sentIssue<S extends Store>(
  store: S,
  options: { readonly readers: number; readonly settings?: Record<string, string> },
) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const app = await openTestApp(store, clock, {
    mailer: keyedApi({}),
    ...(options.settings && { settings: options.settings }),
  });
  await addReaders(store, options.readers, clock);
  await sendNow(app, WEEK);
  const issue = await app.issues.find(WEEK);
  if (issue?.state !== 'sent') throw new Error(`The issue is ${issue?.state}.`);
  const web = await createWebApp(app);
  const token = (subscriberId: number, position = 1) =>
    signToken(app.keyring.current, 'vote', `${issue.id}.${position}.${subscriberId}`);
  return { store, clock, app, web, issue, token };
}

/** Picked, approved and sent at once. */
export async function sendNow(app: TestApp, week: string): Promise<void> {
  await pickWeek(app, week, 'schedule');
  const approved = await approveWeek(app, week, 'editor@example.com');
  if (approved.kind !== 'approved') throw new Error(JSON.stringify(approved));
  const signal = new AbortController().signal;
  await sendWeek(app, week, { now: true, signal, patienceMs: 0, who: 'test' });
}

/** Ballots of readers 1, 2, 3 … in the order of the choices, straight into the box. */
export async function castAll(
  store: Store,
  clock: FixedClock,
  issueId: number,
  choices: readonly Choice[],
  position = 1,
): Promise<void> {
  for (const [index, choice] of choices.entries()) {
    const result = await castBallot(store, {
      issueId,
      position,
      subscriberId: index + 1,
      choice,
      network: '',
      now: clock.now,
    });
    if (result !== 'cast') throw new Error(`Ballot ${index + 1}: ${result}.`);
  }
}

export function times(count: number, choice: Choice): Choice[] {
  return Array<Choice>(count).fill(choice);
}
