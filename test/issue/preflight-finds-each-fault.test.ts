import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/issue/preflight/finding.ts';
import { preflight } from '../../src/issue/preflight.ts';
import { cleanInput } from './clean-preflight.ts';
import { cases } from './preflight-cases.ts';

describe('the pre-flight', () => {
  test('finds nothing on a clean issue', () => {
    expect(preflight(cleanInput())).toEqual([]);
  });

  test.each(cases)('%s is found, and nothing else', (code, severity, place, change) => {
    expect(preflight(change(cleanInput()))).toEqual([
      { code, severity, place, message: expect.stringMatching(/\.$/u), fix: expect.stringMatching(/\.$/u) },
    ]);
  });

  test('has a case for every code', () => {
    expect(cases.map(([code]) => code)).toEqual(FINDING_CODES);
  });

  test('says nothing unfinished', () => {
    const findings = cases.flatMap(([, , , change]) => preflight(change(cleanInput())));
    for (const finding of findings) {
      expect(`${finding.message} ${finding.fix}`).not.toMatch(/undefined|NaN|null/u);
    }
  });
});
