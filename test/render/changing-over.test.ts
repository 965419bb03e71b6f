import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentStates } from '../support/content.ts';
import { letterStates } from '../support/letters.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const WHAT_DECIDES_A_MAIL = ['src', 'templates', 'test/support'];
const run = promisify(execFile);

/** What a process of its own made of every mail. */
interface Rendered {
  readonly html: Readonly<Record<string, string>>;
  /** The packages it had to load. */
  readonly packages: readonly string[];
}

let copy: string;
let changedLines: number;
let today: Rendered;
let changedOver: Rendered;

beforeAll(async () => {
  copy = await copyOfTheProject();
  changedLines = await changeOver(join(copy, 'templates/react/components.ts'));
  [today, changedOver] = await Promise.all([renderAll(PROJECT), renderAll(copy)]);
});

afterAll(() => rm(copy, { recursive: true, force: true }));

describe('the mails with the components of react-email for those of @react-email/components', () => {
  it('are made by changing one line', () => {
    expect(changedLines).toBe(1);
    expect(today.packages).toContain('@react-email/components');
    // No template takes a component from anywhere else.
    expect(changedOver.packages.filter(name => name.startsWith('@react-email/'))).toEqual([
      '@react-email/render',
    ]);
  });

  it('are all there', () => {
    const mails = [
      ...Object.keys(contentStates).map(state => `issue ${state}`),
      ...Object.keys(letterStates).map(state => `letter ${state}`),
    ];
    expect(Object.keys(today.html)).toEqual(mails);
    expect(Object.keys(changedOver.html)).toEqual(mails);
  });

  it('differ in these two tags and nowhere else', () => {
    const body = '<td style="margin:0;padding:0;background-color:#faf7f0">';
    const bodies: Record<string, number> = {};
    for (const html of Object.values(today.html)) {
      const [, head = ''] = /<html([^>]*)>/.exec(html) ?? [];
      const [dir, lang] = ['dir', 'lang'].map(name => new RegExp(`${name}="\\w+"`).exec(head)?.[0]);
      const change = `${body} is ${body.replace('<td', `<td ${dir} ${lang}`)}`;
      bodies[change] = (bodies[change] ?? 0) + 1;
    }
    const buttons = Object.values(today.html).flatMap(html =>
      html.split('mso-font-width:400%;mso-text-raise').slice(1),
    ).length;

    expect(differences()).toEqual({
      // The cell that stands for the body says its language and direction again, as the article within it does.
      ...bodies,
      // Outlook's room within a button gets the unit that it lacked.
      '<i style="mso-font-width:400%;mso-text-raise:24" hidden> is <i style="mso-font-width:400%;mso-text-raise:24px" hidden>':
        buttons,
    });
    expect(buttons).toBeGreaterThan(0);
  });

  it('load, like today’s, nothing that no mail shows', () => {
    for (const { packages } of [today, changedOver]) {
      expect(packages).toContain('react-email');
      expect(packages.filter(name => /prismjs|tailwind|css-tree|markdown|code-block/.test(name))).toEqual([]);
    }
  });
});

/** How often each tag or text came out as another one. */
function differences(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [mail, html] of Object.entries(today.html)) {
    const before = partsOf(html);
    const after = partsOf(changedOver.html[mail] ?? '');
    expect(`${mail}: ${after.length} parts`).toBe(`${mail}: ${before.length} parts`);
    for (const [index, part] of before.entries()) {
      if (part === after[index]) continue;
      const difference = `${part} is ${after[index]}`;
      counts[difference] = (counts[difference] ?? 0) + 1;
    }
  }
  return counts;
}

function partsOf(html: string): string[] {
  return html.match(/<[^>]*>|[^<]+/g) ?? [];
}

async function copyOfTheProject(): Promise<string> {
  await mkdir(join(PROJECT, 'var'), { recursive: true });
  const folder = await mkdtemp(join(PROJECT, 'var/changing-over-'));
  for (const part of WHAT_DECIDES_A_MAIL) {
    await mkdir(dirname(join(folder, part)), { recursive: true });
    await cp(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  return folder;
}

/** @returns how many lines it had to change */
async function changeOver(file: string): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const changed = lines.map(line => line.replace("'@react-email/components'", "'react-email'"));
  await writeFile(file, changed.join('\n'));
  return changed.filter((line, index) => line !== lines[index]).length;
}

async function renderAll(root: string): Promise<Rendered> {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ load(url, context, next) {
      loaded.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return next(url, context);
    } });
    const { renderIssue } = await import('./src/render/render.ts');
    const { renderLetter } = await import('./src/render/letters.ts');
    const { contentStates, readerFields } = await import('./test/support/content.ts');
    const { letterStates } = await import('./test/support/letters.ts');
    const html = {};
    for (const [state, content] of Object.entries(contentStates))
      html['issue ' + state] = (await renderIssue(content, readerFields, 'react')).html;
    for (const [state, letter] of Object.entries(letterStates))
      html['letter ' + state] = (await renderLetter(letter, 'react')).html;
    console.log(JSON.stringify({ html, packages: [...loaded].filter(Boolean) }));
  `;
  const { stdout } = await run(
    process.execPath,
    ['--import', './src/read-tsx.ts', '--input-type=module', '-e', program],
    { cwd: root, maxBuffer: 64 * 2 ** 20 },
  );
  return JSON.parse(stdout) as Rendered;
}
