import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodingFor } from '../../src/site/kept/encoding.ts';

it('a kept page never travels in an encoding that was not asked for', () => {
  const weight = fc.constantFrom('', ';q=0', ';q=0.000', ';q=1', '; q=0.5');
  const part = fc.tuple(fc.constantFrom('br', 'gzip', 'BR', 'identity', 'deflate', '*', 'x-gzip'), weight);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), parts => {
      const chosen = encodingFor(parts.map(words => words.join('')).join(', '));
      if (chosen === 'identity') return true;
      const last = (name: string) => parts.findLast(([said]) => said.toLowerCase() === name);
      const said = last(chosen) ?? last('*');
      return said !== undefined && !/q=0(\.0+)?$/.test(said[1]);
    }),
  );
  expect(['', 'gzip, deflate, br', 'gzip', 'br;q=0, gzip;q=0.1', '*', 'identity'].map(encodingFor)).toEqual([
    'identity',
    'br',
    'gzip',
    'gzip',
    'br',
    'identity',
  ]);
});
