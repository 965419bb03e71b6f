// `npm run lint`: every import of the house goes down, types included, and none goes round in a circle.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFaults } from './lint/import-faults.ts';

const ROOT = join(import.meta.dirname, '..');
const files = globSync(['src/**/*.{ts,tsx}', 'templates/**/*.{ts,tsx}'], { cwd: ROOT });
const sources = new Map(
  files.map(file => [file.replaceAll('\\', '/'), readFileSync(join(ROOT, file), 'utf8')] as const),
);
const faults = importFaults(sources);
for (const fault of faults) console.error(fault);
console.log(
  `${sources.size} files: ${faults.length === 0 ? 'every import goes down, none in a circle' : `${faults.length} faults`}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
