import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programsWords } from '../../src/words/dictionary.ts';
import { keysSource } from '../../src/words/keys-source.ts';

it('names every key of the English with its slots, as `npm run words` writes them', () => {
  const written = readFileSync(join(import.meta.dirname, '../../src/words/keys.ts'), 'utf8');
  const squeezed = (source: string) => source.replaceAll(/[\s|;]+/g, ' ');
  expect(squeezed(written)).toBe(squeezed(keysSource(programsWords('en'))));
});
