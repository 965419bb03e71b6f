import type { Page } from 'playwright-core';
import { axeFaults } from '../axe.ts';
import type { JudgedMail } from './judged-mail.ts';
import { pageRules } from './page-rules.ts';

/** One way a mail is looked at. */
export interface View {
  readonly width: 375 | 800;
  readonly scheme: 'light' | 'dark';
}

export const ALL_VIEWS: readonly View[] = [
  { width: 375, scheme: 'light' },
  { width: 375, scheme: 'dark' },
  { width: 800, scheme: 'light' },
  { width: 800, scheme: 'dark' },
];

/** Every fault a real browser sees in one view: our own rules, then axe (contrast in that scheme included). */
export async function judgeInPage(page: Page, mail: JudgedMail, view: View): Promise<string[]> {
  await page.setViewportSize({ width: view.width, height: 900 });
  await page.emulateMedia({ colorScheme: view.scheme });
  await page.setContent(mail.html);
  return [...(await applyRules(page, mail)), ...(await runAxe(page))];
}

async function applyRules(page: Page, { subject, html, text }: JudgedMail): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, rule] of Object.entries(pageRules)) {
    const found = await page.evaluate(rule, { subject, html, text });
    faults.push(...found.map(fault => `${name}: ${fault}`));
  }
  return faults;
}

async function runAxe(page: Page): Promise<string[]> {
  // Landmarks are for pages: a mail is shown inside the mail client's own.
  const faults = await axeFaults(page, { disabled: ['region', 'landmark-one-main'] });
  return faults.map(fault => `axe ${fault}`);
}
