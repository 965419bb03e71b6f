import { expect, it } from 'vitest';
import { inTurn } from '../../scripts/prove/in-turn.ts';
import { kitPlace, loadKit, openKitMailer } from '../../scripts/prove/kit-place.ts';
import { message } from '../delivery/mailers/issue-mail.ts';

/** As reading a mail keeps the whole process busy. */
function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('makes everything in its order, and lets others have a turn in between', async () => {
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 1);
  const made = await inTurn([1, 2, 3, 4, 5], async number => {
    busyFor(12);
    return [number, turns];
  });
  clearInterval(others);
  expect(made.map(([number]) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(made.at(-1)?.[1]).toBeGreaterThan(0);
});

it('reads each mail of the SES kit once, however often its books are asked for', async () => {
  const kit = await loadKit(kitPlace('ses'));
  const standIn = await kit.start();
  const mailer = await openKitMailer(kit, standIn.settings, () => Date.now());
  const { signal } = new AbortController();
  await mailer.submit([message], { key: 'k', signal });
  const [first] = await standIn.taken();
  const [again] = await standIn.taken();
  expect(first).toMatchObject({ to: message.to, html: message.html });
  expect(again).toBe(first);
  await mailer.close();
  await standIn.close();
});
