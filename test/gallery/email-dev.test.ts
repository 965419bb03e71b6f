import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMails } from '../../scripts/email-dev/mails.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { renderLetter } from '../../src/render/letters.ts';
import { minifyMail } from '../../src/render/minify.ts';
import { renderIssue } from '../../src/render/render.ts';
import { outlookHead } from '../../templates/mail-css.ts';
import { contentStates, readerFields } from '../support/content.ts';
import { letterStates } from '../support/letters.ts';

const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  await mkdir(join(PROJECT_ROOT, 'var'), { recursive: true });
  folder = await mkdtemp(join(PROJECT_ROOT, 'var/email-dev-test-'));
  await writeMails(join(folder, 'mails'));
  // React Email's own program bundles a mail for its `export` as it does for its preview.
  const email = join(fileURLToPath(import.meta.resolve('react-email')), '../cli/index.mjs');
  const args = ['export', '--silent', '--dir', 'mails', '--outDir', join(folder, 'out')];
  await run(process.execPath, [email, ...args], { cwd: folder });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the mails in the preview of React Email', () => {
  it('are all there, in every state', async () => {
    const states = [
      ...Object.keys(contentStates).map(state => `issue-${state}.html`),
      ...Object.keys(letterStates).map(state => `letter-${state}.html`),
    ];
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(states.sort());
  });

  it.each(Object.entries(contentStates))(
    'are the mails that go out: the issue %s',
    async (state, content) => {
      const { html } = await renderIssue(content, readerFields, 'react');
      expect(await finished(`issue-${state}`)).toBe(html);
    },
  );

  it.each(Object.entries(letterStates))('are the mails that go out: the letter %s', async (state, letter) => {
    const { html } = await renderLetter(letter, 'react');
    expect(await finished(`letter-${state}`)).toBe(html);
  });
});

/** With what our renderer does after React Email's: Outlook's part of the head, and no white space. */
async function finished(name: string): Promise<string> {
  const html = await readFile(join(folder, 'out', `${name}.html`), 'utf8');
  return minifyMail(html.replace('</head>', `${outlookHead}</head>`));
}
