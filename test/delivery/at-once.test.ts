import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { AtOnce } from '../../src/delivery/at-once.ts';

it('lets in as many as there is room for, the others in their order, and none that has left', async () => {
  const room = new AtOnce(2);
  const places = Array.from({ length: 5 }, () => room.place());
  const inside: number[] = [];
  const taking = places.map(async (place, index) => {
    const had = await place.take();
    if (had) inside.push(index);
    return had;
  });
  await setTimeout(20);
  expect(inside).toEqual([0, 1]);
  places[2]?.leave();
  places[0]?.leave();
  await setTimeout(20);
  expect(inside).toEqual([0, 1, 3]);
  places[3]?.leave();
  places[3]?.leave();
  places[1]?.leave();
  expect(await Promise.all(taking)).toEqual([true, true, false, true, true]);
  // The fifth is in; one more has room.
  const [sixth, seventh] = [room.place(), room.place()];
  expect(await sixth.take()).toBe(true);
  let isIn = false;
  void seventh.take().then(() => {
    isIn = true;
  });
  await setTimeout(20);
  expect(isIn).toBe(false);
  sixth.leave();
  await setTimeout(20);
  expect(isIn).toBe(true);
});

it('lets those in together who could come in a moment apart', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const room = new AtOnce(3);
  const [one, two, three] = Array.from({ length: 3 }, () => room.place());
  for (const place of [one, two, three]) await place?.take();
  let inside = 0;
  for (let n = 0; n < 4; n++)
    void room
      .place()
      .take()
      .then(() => {
        inside += 1;
      });
  one?.leave();
  await vi.advanceTimersByTimeAsync(0);
  two?.leave();
  await vi.advanceTimersByTimeAsync(0);
  expect(inside).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(inside).toBe(2);
  three?.leave();
  await vi.advanceTimersByTimeAsync(1);
  expect(inside).toBe(3);
});
