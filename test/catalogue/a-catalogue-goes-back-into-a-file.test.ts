import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { fileFrom } from '../../src/catalogue/to-file.ts';

const SAMPLE = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../data/sample/catalogue.json'), 'utf8'),
) as unknown;

describe('a catalogue that was read', () => {
  it('says the same once it is a file again, and names nothing that reading fills in', () => {
    const read = checkCatalogue(SAMPLE, 'sample');
    if (read.kind !== 'loaded') throw new Error('The sample has errors.');
    const file = fileFrom(read.catalogue);
    const again = checkCatalogue(JSON.parse(JSON.stringify(file)), 'again');
    expect(again).toMatchObject({ kind: 'loaded', catalogue: read.catalogue });
    expect(file.tools.filter(({ status }) => status === 'active')).toEqual([]);
    const pulls = file.tools.flatMap(({ reviews }) => reviews).filter(({ pull }) => pull !== undefined);
    const own = (SAMPLE as { tools: { reviews: { pull?: string }[] }[] }).tools
      .flatMap(({ reviews }) => reviews)
      .filter(({ pull }) => pull !== undefined);
    expect(pulls.length).toBeLessThanOrEqual(own.length);
  });
});
