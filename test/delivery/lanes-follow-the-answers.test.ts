import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLaneCrew } from '../../src/delivery/lane-crew.ts';
import type { Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { openSqliteStore } from '../support/stores.ts';

const YES = { kind: 'settled', batch: 1, mails: 1, taken: 1, refusal: '' } as const;
const NO = { kind: 'later', batch: 1, at: 0, reason: 'no answer' } as const;

/** Lanes that do nothing but wait: how many were at work, and away at once, before each time that answers came. */
async function played(
  size: { readonly atWork: number; readonly most: number },
  answers: readonly boolean[],
  atOnce: (away: number) => number = () => 1,
) {
  const left = [...answers];
  const open: (() => void)[] = [];
  const seen = { atWork: 0, done: 0, away: [] as number[] };
  let atWork = 0;
  const crew = createLaneCrew(size, async lane => {
    while (!lane.isOneTooMany()) {
      const answer = left.shift();
      if (answer === undefined) return;
      atWork += 1;
      seen.atWork = Math.max(seen.atWork, atWork);
      await new Promise(setImmediate);
      atWork -= 1;
      const back = crew.leave(false);
      await new Promise<void>(resolve => void open.push(resolve));
      // As a lane that keeps an answer with others: all of them are back before the first goes on.
      await new Promise(setImmediate);
      seen.done += 1;
      back();
      crew.learn(answer ? YES : NO);
      await new Promise(setImmediate);
    }
  });
  let isOver = false;
  const over = crew.run().then(() => {
    isOver = true;
  });
  while (!isOver) {
    for (let turn = 0; turn < 3 * size.most + 5; turn++) await new Promise(setImmediate);
    seen.away.push(open.length);
    for (const answer of open.splice(0, atOnce(open.length))) answer();
  }
  await over;
  return seen;
}

describe('the lanes of one process', () => {
  it('finish everything, with no more at work and under way than may be, whatever is answered', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 6 }));
    const runs = fc.tuple(sizes, fc.array(fc.boolean(), { maxLength: 30 }), fc.integer({ min: 1, max: 9 }));
    await fc.assert(
      fc.asyncProperty(runs, async ([[atWork, more], answers, atOnce]) => {
        const size = { atWork, most: atWork + more };
        const seen = await played(size, answers, () => atOnce);
        expect(seen.done).toBe(answers.length);
        expect(seen.atWork).toBeLessThanOrEqual(atWork);
        expect(Math.max(...seen.away)).toBeLessThanOrEqual(size.most);
      }),
      { numRuns: 40 },
    );
  });

  it('are one more after each yes, half after one without yes or no, and never fewer than may be at work', async () => {
    const answers = [
      ...Array(7).fill(true),
      false,
      true,
      true,
      false,
      false,
      false,
      false,
      ...Array(12).fill(true),
    ];
    const seen = await played({ atWork: 2, most: 8 }, answers);
    const grown = [2, 3, 4, 5, 6, 7, 8];
    // From 8 to 4 and two more, then to 3, 2 and never below; those too many end as they come back.
    expect(seen.away).toEqual([...grown, 8, 7, 6, 6, 5, 4, 3, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 0]);
  });
});

/** Passes a batch on at once, and answers when it is told to. */
function slowApi(tellsPosted: boolean) {
  const api = keyedApi({});
  const open: ((answer?: MailerAnswer) => void)[] = [];
  const mailer: Mailer = {
    ...api,
    submit: async (messages, options) => {
      if (tellsPosted) options.onPosted?.();
      const said = await new Promise<MailerAnswer | undefined>(resolve => void open.push(resolve));
      return said ?? api.submit(messages, options);
    },
  };
  return { mailer, accepted: api.accepted, open };
}

const quiet = async () => {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
};

describe('an issue’s batches', () => {
  it.each([
    ['are under way in more lanes while answers are slow', true, [2, 3, 4, 5, 6, 7, 8, 8, 8]],
    ['are not where a mailer does not tell that it only waits', false, [2, 2, 2, 2, 2, 2, 2, 2, 2]],
  ])('%s', async (_what, tellsPosted, underWay) => {
    // Without `flushed`: what is counted is turns of the event loop, and the disk takes its time.
    const { db, dialect } = await openSqliteStore();
    const store = { db, dialect };
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 300, batchSize: 10 });
    const { mailer, accepted, open } = slowApi(tellsPosted);
    const deps = senderDeps(store, clock, [mailer], { lanes: 2, mostLanes: 8 });
    const sent = sendBatches(deps, issue, { signal: new AbortController().signal, patienceMs: 60_000 });
    const seen: number[] = [];
    for (const _ of underWay) {
      await quiet();
      seen.push(open.length);
      open.shift()?.();
    }
    let isOver = false;
    void sent.then(() => {
      isOver = true;
    });
    while (!isOver) {
      for (const answer of open.splice(0)) answer();
      await new Promise(setImmediate);
    }
    expect(await sent).toEqual({ kind: 'settled' });
    expect(seen).toEqual(underWay);
    expect([...accepted.values()]).toEqual(Array(300).fill(1));
  });
});
