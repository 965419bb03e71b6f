import { expect, it } from 'vitest';
import { createSendTimes, type SendTimeStore } from '../../src/delivery/send-times.ts';
import type { Store } from '../../src/storage/database.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { fixedClock } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';

const START = '2026-11-26T09:00:00Z';
const TEN_A_SECOND = Math.ceil(1_000_000 / 9.7) / 1_000;
const clock = fixedClock(START);
const { signal } = new AbortController();

/** One process: what it was handed out, in ms from now on. */
function processOn(store: Store, rate: number | 'auto') {
  const handedOut: number[] = [];
  const kept = paceStore(store, 'resend');
  const written: SendTimeStore = {
    ...kept,
    reserve: async (now, firstGapMs) => {
      const instant = await kept.reserve(now, firstGapMs);
      handedOut.push(Number((instant - clock.now()).toFixed(3)));
      return instant;
    },
  };
  return { handedOut, times: createSendTimes(written, rate, clock.now) };
}

const settled = (handedOut: readonly number[], count: number) =>
  expect.poll(() => handedOut.length).toBe(count);
const gaps = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => Number(((from + n) * TEN_A_SECOND).toFixed(3)));

describeStores('send times', open => {
  it('come as often as the limit says, a thousand times a second too', async () => {
    const { handedOut, times } = processOn(await open(), 1_000);
    await Promise.all(Array.from({ length: 30 }, () => times.wait(signal)));
    expect(handedOut.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 30 }, (_, n) => Number((n * 1.031).toFixed(3))),
    );
  });

  it('follow an earlier version that shares the row and knows whole milliseconds', async () => {
    const store = await open();
    const kept = paceStore(store, 'resend');
    await kept.reserve(clock.now(), 1.031);
    expect(await kept.gap()).toBe(1.031);
    await store.db.updateTable('send_rate').set({ gap_ms: 500 }).execute();
    expect(await kept.gap()).toBe(500);
    expect(await kept.reserve(clock.now(), 1.031)).toBe(clock.now() + 500);
  });

  it('are guessed for one request alone: the first answer moves all who wait to where the limit lets them go', async () => {
    const { handedOut, times } = processOn(await open(), 'auto');
    const all = Array.from({ length: 5 }, () => times.wait(signal));
    await all[0];
    await settled(handedOut, 2);
    expect(handedOut).toEqual([0, 515.464]);
    await times.learn({ requestsPerSecond: 10 });
    await Promise.all(all);
    expect(handedOut[2]).toBe(TEN_A_SECOND);
    expect(Math.max(...handedOut.slice(2))).toBeLessThanOrEqual(4 * TEN_A_SECOND);
  });

  it('count those that another process still waits for', async () => {
    const store = await open();
    const [one, other] = [processOn(store, 'auto'), processOn(store, 'auto')];
    await one.times.wait(signal);
    const late = other.times.wait(signal);
    await settled(other.handedOut, 1);
    await one.times.learn({ requestsPerSecond: 10 });
    await one.times.wait(signal);
    expect(one.handedOut).toEqual([0, ...gaps(1, 2)]);
    expect(await late).toBe('waited');
  });

  it('are further apart after a "too fast", told by several answers once, and nearer again after a calm minute', async () => {
    const store = await open();
    const { times } = processOn(store, 10);
    const perSecond = async () =>
      Number((1_000 / ((await paceStore(store, 'resend').gap()) ?? 0)).toFixed(1));
    const after = async (ms: number, act: () => Promise<void>) => {
      clock.advance(ms);
      await act();
      return perSecond();
    };
    const calm = () => times.learn({ requestsPerSecond: 10 });
    await times.wait(signal);
    expect(await perSecond()).toBe(9.7);
    expect(await after(0, times.ease)).toBe(9.2);
    expect(await after(1_000, times.ease)).toBe(9.2);
    expect(await after(1_000, times.ease)).toBe(8.7);
    for (let second = 0; second < 20; second++) await after(2_000, times.ease);
    expect(await after(60_000, calm)).toBe(5);
    expect(await after(1, calm)).toBe(5.2);
    expect(await after(60_000, calm)).toBe(5.2);
    for (let minute = 0; minute < 20; minute++) await after(61_000, calm);
    expect(await perSecond()).toBe(9.7);
  });

  it('end with their signal, and let the next one go', async () => {
    const { handedOut, times } = processOn(await open(), 'auto');
    await times.wait(signal);
    const asked = new AbortController();
    const [waits, behind] = [times.wait(asked.signal), times.wait(signal)];
    await settled(handedOut, 2);
    asked.abort();
    expect(await waits).toBe('ended');
    expect(await behind).toBe('waited');
  });
});
