import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../src/audience/formula-guard.ts';

describe('a cell of an export', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["O'Hara", "O'Hara"],
    ["'tis", "'tis"],
    ['a=b', 'a=b'],
    ['AI;=cmd', "AI;'=cmd"],
    ['Lee,-1', "Lee,'-1"],
    ['', ''],
  ])('%j is written as %j and read back', (cell, written) => {
    expect(guardFormula(cell)).toBe(written);
    expect(unguardFormula(written)).toBe(cell);
  });

  it('never starts a formula, at its start or after a separator, and always reads back', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '＝', '＠', "'", ';', ',', '\t', 'a', ' '),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, cell => {
        expect(guardFormula(cell)).not.toMatch(/(^|[;,\t])[=+\-@\uff1d\uff0b\uff0d\uff20]/);
        expect(unguardFormula(guardFormula(cell))).toBe(cell);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that nobody guarded is read as it stands', () => {
    for (const cell of ['=1+1', '-5', "O'Hara", "'tis", '+tag@example.com'])
      expect(unguardFormula(cell)).toBe(cell);
  });
});
