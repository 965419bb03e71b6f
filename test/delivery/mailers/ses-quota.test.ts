import { afterEach, expect, it } from 'vitest';
import { fixedClock } from '../../support/clock.ts';
import { type SesPair, startSesPair } from '../../support/ses-pair.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let pair: SesPair;

afterEach(() => pair.close());

it('follows MaxSendRate, which it asks for once in five minutes', async () => {
  pair = await startSesPair(clock, { maxSendRate: 14 });
  const answers = await Promise.all([pair.submit(), pair.submit(), pair.submit()]);
  for (const answer of answers)
    expect(answer).toMatchObject({ kind: 'accepted', pace: { requestsPerSecond: 14 } });
  expect(pair.standIn.looks()).toBe(1);
  pair.standIn.account({ maxSendRate: 50 });
  clock.advance(5 * 60_000);
  expect(await pair.submit()).toMatchObject({ pace: { requestsPerSecond: 50 } });
  expect(pair.standIn.looks()).toBe(2);
});

it('asks nobody once the quota of 24 hours is used up, and looks again as it comes back', async () => {
  pair = await startSesPair(clock, { max24Hour: 2, maxSendRate: 14 });
  await pair.submit();
  await pair.submit();
  const used = { kind: 'wait', because: 'daily_quota', retryAfterMs: 900_000 };
  expect(await pair.submit()).toMatchObject(used);
  expect([pair.standIn.calls(), pair.standIn.mails.length]).toEqual([2, 2]);
  clock.advance(24 * 3_600_000);
  expect(await pair.submit()).toMatchObject({ kind: 'accepted' });
});

it('counts what others send from the same account as SES tells it', async () => {
  pair = await startSesPair(clock, { max24Hour: 2 });
  await pair.submit();
  pair.standIn.account({ max24Hour: 1 });
  // Ours knows of one that is left: SES says no, and nothing is asked after that.
  expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'daily_quota' });
  expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'daily_quota' });
  expect(pair.standIn.calls()).toBe(2);
});

it('sends on where it may not ask, and goes by what SES refuses', async () => {
  pair = await startSesPair(clock, { tells: false, maxSendRate: 1 });
  const answer = await pair.submit();
  expect(answer).toMatchObject({ kind: 'accepted' });
  expect(answer).not.toHaveProperty('pace');
  expect(await pair.submit()).toMatchObject({ kind: 'wait', because: 'rate' });
});

it('holds up no mail where nobody answers what the limits are, and goes by them once somebody does', async () => {
  pair = await startSesPair(clock, { maxSendRate: 14, hears: false });
  expect(await pair.submit()).toMatchObject({ kind: 'accepted' });
  expect([pair.standIn.looks(), pair.standIn.mails.length]).toEqual([1, 1]);
  pair.standIn.account({ hears: true });
  await expect.poll(() => pair.submit()).toMatchObject({ pace: { requestsPerSecond: 14 } });
  expect(pair.standIn.looks()).toBe(1);
});
