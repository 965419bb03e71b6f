// `npm run pictures`: the pictures in docs/pictures, made from the sample catalogue by the program itself.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../test/support/chromium-binary.ts';

const WEEK = '2026-W48';
const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'docs/pictures');

const folder = mkdtempSync(join(tmpdir(), 'verdicts-pictures-'));
Object.assign(process.env, {
  ENV_FILE: 'off',
  DATABASE_URL: `file:${join(folder, 'verdicts.db')}`,
  OUTBOX_DIR: join(folder, 'outbox'),
  PUBLIC_URL: 'https://weekly.verdicts.example',
  SECRET_KEYS: 'pictures-'.repeat(4),
});

const { openApp } = await import('../src/compose.ts');
const { draftIssue } = await import('../src/newsroom/draft.ts');
const { pickWeek } = await import('../src/newsroom/pick-week.ts');
const { previewMail } = await import('../src/newsroom/preview-mail.ts');

const app = await openApp();
const picked = await pickWeek(app, WEEK, 'pictures');
if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
const draft = await draftIssue(app, picked.issue);
const { html } = await previewMail(app, draft);
await app.close();
rmSync(folder, { recursive: true });

const binary = findChromium(['path', 'local', 'package']);
if (typeof binary === 'string') throw new Error(binary);
const browser = await chromium.launch({
  executablePath: binary.executablePath,
  env: { PATH: process.env.PATH ?? '', ...binary.env },
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(OUT, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1120, height: 1180 }, deviceScaleFactor: 1 });
  await shoot(page, sideBySide(html), 'mail.png');
} finally {
  await browser.close();
}

/** The mail as it opens on a desk by day and on a phone by night. */
function sideBySide(mail: string): string {
  const frame = (body: string, width: number) =>
    `<iframe width="${width}" height="1180" srcdoc="${body.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  // A frame follows the page's colour scheme; the phone's night is shown by making the dark rules hold always.
  const night = mail.replaceAll(/@media\s*\(prefers-color-scheme:\s*dark\)/g, '@media all');
  return `<!doctype html><style>body{margin:0;display:flex;gap:20px;background:#d9d4c7}iframe{border:0}</style>${frame(mail, 710)}${frame(night, 390)}`;
}

async function shoot(page: Page, body: string, name: string): Promise<void> {
  await page.setContent(body);
  const picture = await page.screenshot();
  writeFileSync(join(OUT, name), picture);
  console.log(`docs/pictures/${name}  ${picture.length.toLocaleString('en')} bytes`);
}
