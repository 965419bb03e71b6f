import { expect, it } from 'vitest';
import { isSamplePostalAddress, samplePostalAddress } from '../../src/settings/environment.ts';

it.each([
  [samplePostalAddress('Kitchen Verdicts'), true],
  ['Kitchen Verdicts\n1 Sample Street\n00000 Exampleton\n', true],
  ['Kitchen Verdicts, 1 Sample Street,\r\n00000  Exampleton, Nowhere', true],
  ['Kitchen Verdicts, 11 Real Street, 12345 Town', false],
  ['1 Sample Street, 10000 Realtown', false],
])('%j is the sample’s: %j', (address, isSample) => {
  expect(isSamplePostalAddress(address)).toBe(isSample);
});
