import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickSlot, type Schedule } from '../../src/issue/cron-slot.ts';
import { voteClose } from '../../src/issue/vote-close.ts';
import { nextWeek, weekOf } from '../../src/issue/week.ts';
import { at } from '../support/clock.ts';

const schedule = (change: Partial<Schedule> = {}): Schedule => ({
  pick: '0 9 * * MON',
  send: '0 9 * * THU',
  zone: 'UTC',
  localTime: false,
  ...change,
});
const close = (now: string, change?: Partial<Schedule>) =>
  new Date(voteClose(schedule(change), at(now))).toISOString();

describe('a vote', () => {
  it('closes when the next issue is picked', () => {
    expect(close('2026-11-26T09:00:00Z')).toBe('2026-11-30T09:00:00.000Z');
    expect(close('2026-11-26T09:00:00Z', { zone: 'America/New_York' })).toBe('2026-11-30T14:00:00.000Z');
  });

  it('is open for a day at least, and for the whole round of the Earth where readers get it at their hour', () => {
    expect(close('2026-11-29T09:00:00Z')).toBe('2026-11-30T09:00:00.000Z');
    expect(close('2026-11-29T09:00:01Z')).toBe('2026-12-07T09:00:00.000Z');
    expect(close('2026-11-26T09:00:00Z', { pick: '0 10 * * THU' })).toBe('2026-12-03T10:00:00.000Z');
    expect(close('2026-11-28T06:59:00Z', { localTime: true })).toBe('2026-11-30T09:00:00.000Z');
    expect(close('2026-11-28T07:01:00Z', { localTime: true })).toBe('2026-12-07T09:00:00.000Z');
  });

  it('always closes at the first pick that leaves it its day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') }),
        fc.constantFrom('0 9 * * MON', '30 23 * * FRI', '0 8 * * THU', '0 2 * * SUN'),
        fc.constantFrom('UTC', 'Europe/Amsterdam', 'Pacific/Auckland'),
        (now, pick, zone) => {
          const plan = schedule({ pick, zone });
          const closes = voteClose(plan, now);
          expect(closes - now).toBeGreaterThanOrEqual(24 * 3_600_000);
          const picks = [];
          for (let week = weekOf(now, zone), n = 0; n < 4; n++, week = nextWeek(week))
            picks.push(pickSlot(plan, week));
          expect(closes).toBe(picks.find(slot => slot >= now + 24 * 3_600_000));
        },
      ),
    );
  });
});
