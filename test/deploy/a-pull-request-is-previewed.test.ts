import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plain } from '../../scripts/catalogue-preview/markdown.ts';
import { PROJECT_ROOT } from '../../src/config.ts';

interface Tool {
  slug: string;
  name: string;
  status?: string;
  tagline: string;
  [more: string]: unknown;
}
interface Catalogue {
  panel: unknown[];
  tools: Tool[];
}

const SCRIPT = join(PROJECT_ROOT, 'deploy/preview/preview.sh');
const SAMPLE = readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8');
const WEEK = '2026-W49';
const TIMEOUT_MS = 180_000;

/** A repository with the sample's catalogue on `main` and a changed one in its working tree, as a pull request leaves it. */
function repository(change: (catalogue: Catalogue) => unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-pull-request-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
    });
  mkdirSync(join(folder, 'data'));
  const file = join(folder, 'data/catalogue.json');
  writeFileSync(file, SAMPLE);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'The catalogue');
  git('switch', '-qc', 'change');
  writeFileSync(file, JSON.stringify(change(JSON.parse(SAMPLE) as Catalogue)));
  git('commit', '-qam', 'A change');
  return folder;
}

async function preview(folder: string, more: Record<string, string> = {}) {
  const summary = join(folder, 'job-summary.md');
  rmSync(summary, { force: true });
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    TMPDIR: tmpdir(),
    CHROMIUM_PATH: process.env.CHROMIUM_PATH ?? '',
    CATALOGUE_FILE: 'data/catalogue.json',
    BASE_COMMIT: 'main',
    WEEK,
    OUT: 'out',
    GITHUB_STEP_SUMMARY: summary,
    ...more,
  };
  const { code, said } = await promisify(execFile)(SCRIPT, [], { cwd: folder, env }).then(
    ({ stderr }) => ({ code: 0, said: stderr }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
  const out = (name: string) => join(folder, 'out', name);
  return { code, said, out, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

const sizeOf = (file: string) => readFileSync(file).readUInt32BE(16);

describe('the preview of a pull request', { timeout: TIMEOUT_MS }, () => {
  it('shows next week’s picks, what changes against the base branch, and the mail', async () => {
    const first = await preview(repository(catalogue => catalogue));
    const [, lead = ''] = /\*\*(.+?)\*\* vs /.exec(first.summary) ?? [];
    expect([first.code, first.said]).toEqual([0, '']);
    expect(first.summary).toContain(`# ${WEEK} with this catalogue`);
    expect(first.summary).toContain('The picks of this week stay as they are.');
    expect(first.summary).toContain('It says the same as before');
    expect(readFileSync(first.out('issue.html'), 'utf8')).toContain('<html');
    expect([sizeOf(first.out('mail-day.png')), sizeOf(first.out('mail-night.png'))]).toEqual([700, 390]);

    const { tools } = JSON.parse(SAMPLE) as Catalogue;
    const gone = tools.find(({ name }) => plain(name) === lead);
    const without = repository(catalogue => ({
      ...catalogue,
      tools: catalogue.tools.filter(({ slug }) => slug !== gone?.slug),
    }));
    const changed = await preview(without);
    expect(changed.code).toBe(0);
    expect(changed.summary).toContain(`- no longer in: **${lead}** vs`);
    expect(changed.summary).toMatch(/- now in: \*\*/);
    expect(changed.summary).toContain(`- ${gone?.name} (${gone?.slug})`);
  });

  it('fails on a catalogue with errors, and names them', async () => {
    const broken = repository(catalogue => ({
      ...catalogue,
      tools: [{ ...catalogue.tools[0], price: 'free' }],
    }));
    const { code, summary, out } = await preview(broken);

    expect(code).toBe(1);
    expect(summary).toContain('# The catalogue has errors');
    expect(summary).toContain('$.tools[0].price');
    expect(existsSync(out('issue.html'))).toBe(false);
  });

  it('picks nothing again that the publication’s open data have shown', async () => {
    const folder = repository(catalogue => catalogue);
    const first = await preview(folder);
    const picked = Array.from(first.summary.matchAll(/^\| \*\*(.+?)\*\* vs \*\*(.+?)\*\* /gm), ([, a, b]) => [
      a,
      b,
    ]);
    expect(picked.length).toBe(3);
    const { tools } = JSON.parse(SAMPLE) as Catalogue;
    const slug = (name?: string) => tools.find(tool => plain(tool.name) === name)?.slug;
    const lines = picked.map(([a, b]) => ({
      format: 'verdicts-pairing/1',
      week: '2026-W48',
      pairing: { a: { slug: slug(a) }, b: { slug: slug(b) }, category: 'Writing' },
    }));
    const all = [{ format: 'verdicts-data/1' }, ...lines].map(line => JSON.stringify(line)).join('\n');
    writeFileSync(join(folder, 'verdicts.ndjson'), all);

    const next = await preview(folder, { HISTORY: 'verdicts.ndjson' });
    expect(next.summary).toContain('**Sent before**: 1 issue, and none of their pairs is picked again');
    for (const [a] of picked) expect(next.summary).not.toContain(`| **${a}** vs`);
    const missing = await preview(folder, { HISTORY: 'none.ndjson' });
    expect([missing.code, missing.said]).toEqual([3, expect.stringContaining('none.ndjson')]);
  });

  it('lets no word of a pull request say anything in the summary, and no file of it decide', async () => {
    const evil = '](https://evil.example) <img src=x> | @everyone ```';
    const folder = repository(catalogue => ({
      ...catalogue,
      tools: catalogue.tools.map(tool => ({ ...tool, name: `${tool.name} ${evil}`.slice(0, 60) })),
    }));
    mkdirSync(join(folder, 'publication'));
    const publication = readFileSync(join(PROJECT_ROOT, 'data/sample/publication.json'), 'utf8');
    writeFileSync(join(folder, 'publication/publication.json'), publication);
    writeFileSync(
      join(folder, 'publication/.env'),
      `DATABASE_URL=file:${folder}/theirs.db\nLOG_LEVEL=nonsense\n`,
    );
    const { code, summary, said } = await preview(folder, { PUBLICATION_DIR: 'publication' });

    expect([code, said]).toEqual([0, '']);
    const outside = summary.replace(/^(`{3,})(?:text|diff)\n[\s\S]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/evil\.example\)|<img|@everyone|```/);
    expect(existsSync(join(folder, 'theirs.db'))).toBe(false);
  });

  it('is given by the action all that the script knows', () => {
    const action = readFileSync(join(PROJECT_ROOT, 'deploy/preview/action.yml'), 'utf8');
    const read = new Set(
      Array.from(readFileSync(SCRIPT, 'utf8').matchAll(/\$\{([A-Z_]+):-/g), ([, name]) => name),
    );
    read.delete('GITHUB_STEP_SUMMARY');
    for (const name of read) expect(action).toMatch(new RegExp(`^ {8}${name}: \\$\\{\\{ .+ \\}\\}`, 'm'));
    // Whatever a pull request names goes by the environment: nothing of it stands in a command.
    const commands = action
      .split(/^ {6}run: /m)
      .slice(1)
      .map(block => block.split(/^ {4}- /m)[0]);
    for (const command of commands) expect(command).not.toContain('${{');
  });
});
