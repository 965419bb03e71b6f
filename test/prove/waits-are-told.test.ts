import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SAID_WITHIN_MS, type SenderLine, senderLines, silences } from '../../scripts/prove/sender-lines.ts';

const BEAT_MS = 250;
const START = Date.parse('2026-11-26T09:00:00Z');

/** The pulse of a sender that does nothing for so long. */
function idleFor(ms: number, from = 0): SenderLine[] {
  return Array.from({ length: Math.floor(ms / BEAT_MS) }, (_, index) => {
    const idle = (index + 1) * BEAT_MS;
    return { beat: from + idle, idle };
  });
}

function everybodyWaits(ms: number): SenderLine {
  return { time: START, msg: 'everybody waits', reason: 'rate', until: new Date(START + ms).toISOString() };
}

it('finds whoever waits longer than five seconds without a word, and nobody else', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), idle => {
      const beats = Math.floor(idle / BEAT_MS) * BEAT_MS;
      expect(silences(idleFor(idle)).length).toBe(beats > SAID_WITHIN_MS ? 1 : 0);
    }),
  );
});

it('lets a wait pass that was told with its end, up to that and five seconds more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (told, waited) => {
      const lines = [everybodyWaits(told * 1_000), ...idleFor(waited * 1_000)];
      expect(silences(lines).length).toBe(waited - told > SAID_WITHIN_MS / 1_000 ? 1 : 0);
    }),
  );
});

it('is content with what the status says, if that names a reason or an answer under way', () => {
  const status = (waiting: object): SenderLine[] => [
    ...idleFor(5_000),
    { status: { now: START, waiting: { until: START + 60_000, ...waiting } as never } },
    ...idleFor(10_000).map(({ beat = 0, idle = 0 }) => ({ beat: beat + 5_000, idle: idle + 5_000 })),
  ];
  expect(silences(status({ kind: 'api', reason: 'quota' }))).toEqual([]);
  expect(silences(status({ kind: 'answer' }))).toEqual([]);
  expect(silences(status({ kind: 'api', reason: '' }))).toHaveLength(1);
});

it('takes an end without a reason, or a reason without an end, for no word at all', () => {
  const { until: _, ...endless } = everybodyWaits(60_000);
  expect(silences([endless, ...idleFor(8_000)])).toHaveLength(1);
  expect(silences([{ ...everybodyWaits(60_000), reason: '' }, ...idleFor(8_000)])).toHaveLength(1);
});

it('reads a log between which other things were printed', () => {
  expect(senderLines('{"beat":250,"idle":250}\n(node:1) Warning: x\n{"cut off')).toEqual([
    { beat: 250, idle: 250 },
  ]);
});
