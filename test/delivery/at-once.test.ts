import { expect, it } from 'vitest';
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
  const turn = () => new Promise(resolve => setImmediate(resolve));
  await turn();
  expect(inside).toEqual([0, 1]);
  places[2]?.leave();
  places[0]?.leave();
  await turn();
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
  await turn();
  expect(isIn).toBe(false);
  sixth.leave();
  await turn();
  expect(isIn).toBe(true);
});
