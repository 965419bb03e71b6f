import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAPERS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CONTEXT.md',
  'deploy/README.md',
  'docs/api.md',
  'docs/approvals.md',
  'docs/architecture.md',
  'docs/catalogue.md',
  'docs/delivery.md',
  'docs/moving-over.md',
  'docs/open-data.md',
  'docs/operations.md',
  'docs/updating.md',
  'docs/webhooks.md',
  'docs/decisions/README.md',
];
const read = (paper: string) => readFileSync(join(ROOT, paper), 'utf8');

describe('what a paper names', () => {
  it.each(PAPERS)('is there: %s', paper => {
    const named = pathsIn(read(paper), dirname(paper));
    expect(named.filter(path => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('is looked for in links and in code alike', () => {
    const text = 'See [it](../src/a.ts#part), `src/b.ts`, `src/c/` and [that](https://example.com/src/d.ts).';
    expect(pathsIn(text, 'docs')).toEqual(['src/a.ts', 'src/b.ts', 'src/c/']);
  });

  it('includes every decision once, by subject', () => {
    const listed = [...read('docs/decisions/README.md').matchAll(/\]\((\d{3}-[\w-]+\.md)\)/g)].map(
      ([, file]) => file,
    );
    const records = globSync('docs/decisions/[0-9]*.md', { cwd: ROOT }).map(file => basename(file));
    expect(listed.toSorted()).toEqual(records.toSorted());
  });
});

/** Paths from the project's root: of links, which start at the paper, and of code, which starts at the root. */
function pathsIn(text: string, folder: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  const own = links.filter(target => !/^[a-z]+:/.test(target)).map(target => join(folder, target));
  const code = [...text.matchAll(/`((?:src|test|docs|scripts|templates|data|deploy)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  return [...own, ...code];
}
