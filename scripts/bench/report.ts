import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';

const FILE = join(PROJECT_ROOT, 'docs/benchmarks.md');
const HEAD = `# Benchmarks

Written by \`npm run bench -- peers\`, \`send\`, \`web\`, \`import\` and \`scale\`; each replaces its own part. All contenders of a table
ran in turn in one run, each in a process of its own with NODE_ENV=production, against one sink process on loopback that
answers like the mail API's endpoint at once. Compare ratios, not rates: the sink shares the machine's cores.
Postgres is one started for the run and does not wait for its disk; SQLite does, as in use.
`;

/** Puts a section into docs/benchmarks.md, in the place of the one it had. */
export async function writeSection(name: string, title: string, body: string): Promise<void> {
  const before = await readFile(FILE, 'utf8').catch(() => HEAD);
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const section = `${open}\n## ${title}\n\n${machine()}\n\n${body}\n${close}`;
  const from = before.indexOf(open);
  const to = before.indexOf(close);
  const after =
    from < 0
      ? `${before.trimEnd()}\n\n${section}\n`
      : before.slice(0, from) + section + before.slice(to + close.length);
  await writeFile(FILE, after);
  console.log(`docs/benchmarks.md: "${title}" is written.`);
}

/** A section as it stands, with its marks; '' when it is new. */
export async function readSection(name: string): Promise<string> {
  const whole = await readFile(FILE, 'utf8').catch(() => '');
  const [from, to] = [whole.indexOf(`<!-- ${name} -->`), whole.indexOf(`<!-- /${name} -->`)];
  return from < 0 || to < from ? '' : whole.slice(from, to);
}

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return (
    `${new Date(Date.now()).toISOString().slice(0, 10)}, ${cpus().length} × ${first?.model.trim() ?? 'CPU'}, ${memory} GB, ` +
    `Linux, Node ${process.versions.node}, load ${load} at the end.`
  );
}
