import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** Renders in a process of its own and names the packages that it had to load. */
async function packagesOf(engine: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ load(url, context, next) {
      loaded.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return next(url, context);
    } });
    const { renderIssue } = await import('./src/render/render.ts');
    const { fullest, readerFields } = await import('./test/support/content.ts');
    await renderIssue(fullest, readerFields, '${engine}');
    console.log(JSON.stringify([...loaded].filter(Boolean)));
  `;
  const { stdout } = await run(
    process.execPath,
    ['--import', './src/read-tsx.ts', '--input-type=module', '-e', program],
    {
      cwd: project,
    },
  );
  return JSON.parse(stdout) as string[];
}

describe('a process that renders', () => {
  it('with React Email loads nothing of MJML', async () => {
    const packages = await packagesOf('react');
    expect(packages).toEqual(expect.arrayContaining(['@react-email/components', 'react-email']));
    // Its components for code and Markdown, and Tailwind, cost more to load than a whole issue to render.
    expect(packages.filter(name => /prismjs|tailwind|css-tree|markdown|code-block/.test(name))).toEqual([]);
    expect(packages.filter(name => /^(mjml|liquidjs)/.test(name))).toEqual([]);
  });

  it('with MJML loads nothing of React', async () => {
    const packages = await packagesOf('mjml');
    expect(packages).toContain('mjml');
    expect(packages.filter(name => /react/.test(name))).toEqual([]);
  });
});
