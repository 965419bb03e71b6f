import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armOf } from '../../../src/issue/trial/arm-of.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const arms = fc.integer({ min: 1, max: 4 });

describe('arms are drawn evenly', () => {
  it('draws the same for the same reader and seed, and only arms that there are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), share, arms, (seed, reader, part, many) => {
        const arm = armOf(seed, reader, part, many);
        expect(armOf(seed, reader, part, many)).toBe(arm);
        if (arm !== null) expect(Number.isInteger(arm) && arm >= 0 && arm < many).toBe(true);
      }),
    );
  });

  it('takes nobody at none and everybody at all', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), arms, (seed, reader, many) => {
        expect(armOf(seed, reader, 0, many)).toBeNull();
        expect(armOf(seed, reader, 1, many)).not.toBeNull();
      }),
    );
  });

  it('moves nobody between arms when more readers are taken in', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), share, share, arms, (seed, reader, one, other, many) => {
        const arm = armOf(seed, reader, Math.min(one, other), many);
        if (arm !== null) expect(armOf(seed, reader, Math.max(one, other), many)).toBe(arm);
      }),
    );
  });

  it.each([
    [0.5, 2],
    [0.3, 3],
    [0.8, 4],
    [1, 3],
  ])('gives a share of %d and %d arms their parts of 40,000 readers', (part, many) => {
    const counts = drawn('2026-W48', part, many);
    const onTrial = counts.reduce((sum, count) => sum + count, 0);
    expect(Math.abs(onTrial - 40_000 * part)).toBeLessThanOrEqual(4 * spread(40_000, part));
    for (const count of counts)
      expect(Math.abs(count - onTrial / many)).toBeLessThan(4 * spread(onTrial, 1 / many));
  });

  it('draws anew with another seed', () => {
    const both = readers(40_000).filter(
      reader => armOf('one', reader, 0.5, 2) !== null && armOf('other', reader, 0.5, 2) !== null,
    );
    expect(Math.abs(both.length - 10_000)).toBeLessThan(4 * spread(40_000, 0.25));
    const same = both.filter(reader => armOf('one', reader, 0.5, 2) === armOf('other', reader, 0.5, 2));
    expect(Math.abs(same.length - both.length / 2)).toBeLessThan(4 * spread(both.length, 0.5));
  });

  it('never takes a seed and a reader for another seed and another reader', () => {
    const apart = readers(64).map(reader => armOf(`week ${reader}`, 'x', 1, 4));
    const moved = readers(64).map(reader => armOf('week ', `${reader}x`, 1, 4));
    expect(apart).not.toEqual(moved);
  });
});

function readers(count: number): string[] {
  return Array.from({ length: count }, (_, id) => String(id + 1));
}

function drawn(seed: string, part: number, many: number): number[] {
  const counts = Array.from({ length: many }, () => 0);
  for (const reader of readers(40_000)) {
    const arm = armOf(seed, reader, part, many);
    if (arm !== null) counts[arm] = (counts[arm] ?? 0) + 1;
  }
  return counts;
}

/** Standard deviation of how many of `count` are drawn at a chance of `part`. */
function spread(count: number, part: number): number {
  return Math.sqrt(count * part * (1 - part));
}
