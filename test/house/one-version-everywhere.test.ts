import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

const read = (paper: string) => readFileSync(join(PROJECT_ROOT, paper), 'utf8');
const headings = (paper: string) => [...read(paper).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
const VERSION = /^(\d+\.\d+\.\d+)(?: – \d{1,2} [A-Z][a-z]+ \d{4})?$/;
const versions = (paper: string) => headings(paper).flatMap(heading => VERSION.exec(heading)?.[1] ?? []);
const program = JSON.parse(read('package.json')) as { version: string };

describe('the version of the program', () => {
  it('is the newest of CHANGELOG.md and that of the lockfile', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect([versions('CHANGELOG.md')[0], lock.version, lock.packages['']?.version]).toEqual(
      Array(3).fill(program.version),
    );
  });

  it('is all that --version prints', async () => {
    for (const option of ['--version', '-V'])
      expect(await openCli({ DATABASE_URL: 'nonsense' }).run(option)).toMatchObject({
        code: 0,
        stdout: `${program.version}\n`,
        stderr: '',
      });
  });
});

describe('CHANGELOG.md', () => {
  it('has a heading a version with its day, newest first, and what is not released yet above them', () => {
    const found = headings('CHANGELOG.md');
    const released = found[0] === 'Unreleased' ? found.slice(1) : found;
    for (const heading of released) expect(heading).toMatch(/^\d+\.\d+\.\d+ – \d{1,2} [A-Z][a-z]+ \d{4}$/);
    const byAge = released.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
    expect(released).toEqual(byAge);
  });

  it('has no heading with nothing under it', () => {
    const parts = read('CHANGELOG.md')
      .split(/^#{2,3} .+$/m)
      .slice(1);
    const bare = [...read('CHANGELOG.md').matchAll(/^(#{2,3}) .+\n+(?=(#{1,3}) |$(?![\s\S]))/gm)];
    expect(parts.length).toBeGreaterThan(0);
    // Only a version may be followed by a heading at once: that of its first part.
    expect(bare.filter(([, own, next]) => !(own === '##' && next === '###'))).toEqual([]);
  });

  it('names no version of which docs/updating.md does not say what it asks', () => {
    expect(versions('docs/updating.md')).toEqual(versions('CHANGELOG.md'));
  });
});
