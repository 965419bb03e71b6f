import { setTimeout as sleep } from 'node:timers/promises';
import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';
import { letPass } from '../stored-times.ts';
import { triedButOpen } from '../tried-but-open.ts';

const HOUR = 3_600_000;
/** Longer than the API remembers a key. */
const DAY_MS = 24.5 * HOUR;

/**
 * One sender's clock is ahead when it begins, or steps there, and is put right some requests later. In some rounds a day
 * passes after that: what was first asked under the wrong clock is forgotten by the API before our own time is up.
 */
export function clockSteps(stage: Stage): Ordeal {
  const { dice, provider } = stage;
  const ahead = dice.chance(0.5) ? HOUR : 25 * HOUR;
  const [late, right] = [dice.below(3), 1 + dice.below(4)];
  const aDayPasses = ahead > DAY_MS && dice.chance(0.5);
  const unclear = new Set<string>();
  let steps = 0;
  const step = (ms: number) => {
    steps += 1;
    stage.place = { ...stage.place, clockAheadMs: ms };
    const [first] = stage.senders;
    first?.setClock(ms);
  };
  // Answers are lost meanwhile, so that something is to be asked again.
  provider.api?.fault({ do: 'reset', accept: true, times: 2, after: late + 1 });
  if (late === 0) step(ahead);
  return {
    name: 'clock steps',
    run: async over => {
      if (late > 0) {
        if (!(await stage.afterRequests(late, over))) return;
        step(ahead);
      }
      const wasWrong = stage.afterRequests(right, over);
      await watchOpen(stage, wasWrong, unclear);
      if (!(await wasWrong)) return;
      // Its last leases are from under the wrong clock: whoever put it right has started the sender again.
      await stage.betweenLives(async () => {
        step(0);
        // How old a question is that was first asked under the wrong clock, no clock tells any more.
        for (const email of await triedButOpen(stage.store)) unclear.add(email);
        if (!aDayPasses) return;
        for (const mail of provider.api?.ledger().mails ?? []) for (const to of mail.to) unclear.add(to);
        provider.api?.advance(DAY_MS);
        await letPass(stage.store, DAY_MS);
      });
    },
    attend: async () => false,
    times: () => steps,
    mayBeUncertain: email => unclear.has(email) || ahead > DAY_MS,
    wrongs: () => [],
  };
}

/** With two workers the one whose clock is right finds what the other has tried, while it is still wrong. */
async function watchOpen({ store }: Stage, wasWrong: Promise<boolean>, unclear: Set<string>): Promise<void> {
  let isOver = false;
  const ending = wasWrong.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    for (const email of await triedButOpen(store)) unclear.add(email);
    await Promise.race([ending, sleep(25)]);
  }
}
