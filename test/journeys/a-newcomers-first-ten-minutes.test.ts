import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { nextWeek } from '../../src/issue/week.ts';
import { describeInChromium, type OpenPage } from '../support/chromium.ts';
import { runningClock } from '../support/clock.ts';
import { freePort } from '../support/free-port.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { byKeyboard, byMouse, type Hand } from '../support/hand.ts';
import { type HeldOutbox, heldOutbox } from '../support/held-outbox.ts';
import { npmStart } from '../support/npm-start.ts';
import { takePicture } from '../support/reads-well.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { expectSeen, expectStep, expectTyped } from '../support/strip.ts';

const EDITOR = 'editor@verdicts.example';
const OTHER = 'second@verdicts.example';
const SAMPLE_READERS = 38;
/** With the sample's, batches of 100, 100 and 88. */
const MORE_READERS = 250;
const READERS = SAMPLE_READERS + MORE_READERS;
const SOON = { timeout: 120_000, interval: 100 };

describeStores('a newcomer’s first ten minutes', (open, dialect) => {
  describeInChromium(dialect, openPage => {
    it(`lead from npm start to an issue that went out, with nothing typed lost and a next step on every page (with ${dialect === 'sqlite' ? 'the mouse' : 'the keyboard alone'})`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'verdicts-newcomer-'));
      const outbox = heldOutbox(folder);
      const store = await open();
      const program = npmStart(folder, await freePort(), {
        ...outbox.settings,
        DATABASE_URL: store.url,
        EDITORS: `${EDITOR},${OTHER}`,
      });
      try {
        await program.up();
        const newcomer = await openNewcomer(openPage, program.printed(), dialect === 'sqlite');
        await firstTenMinutes({ ...newcomer, store, outbox, openPage });
      } catch (fault) {
        console.error(program.printed());
        throw fault;
      } finally {
        outbox.letGo();
        program.child.kill('SIGTERM');
        await program.ended;
      }
    }, 600_000);
  });
});

interface Newcomer {
  readonly page: Page;
  readonly hand: Hand;
  /** As the program printed it. */
  readonly desk: string;
  readonly mails: string;
  readonly week: string;
  /** Keeps a picture, where asked for. */
  picture(step: string): Promise<void>;
}

interface World extends Newcomer {
  readonly store: TestStore;
  readonly outbox: HeldOutbox;
  readonly openPage: OpenPage;
}

async function openNewcomer(openPage: OpenPage, printed: string, withMouse: boolean): Promise<Newcomer> {
  const page = await openPage({ viewport: { width: 1280, height: 900 } });
  const hint = /Desk +(http\S+\/desk) +\(sign in as (\S+); the link arrives at (\S+)\)/.exec(printed);
  const [, desk = '', who, mails = ''] = hint ?? [];
  expect(who).toBe(EDITOR);
  const week = /Next +(\d{4}-W\d{2}) is picked and waiting for your review/.exec(printed)?.[1] ?? '';
  let pictures = 0;
  return {
    page,
    hand: withMouse ? byMouse(page) : byKeyboard(page),
    desk,
    mails,
    week,
    picture: step => {
      pictures += 1;
      return takePicture(
        page,
        `${withMouse ? 'mouse' : 'keyboard'} ${String(pictures).padStart(2, '0')} ${step}`,
      );
    },
  };
}

async function firstTenMinutes(world: World): Promise<void> {
  const { page, hand, desk, week, store, picture } = world;
  await signIn(world, EDITOR);
  expect(page.url()).toBe(`${desk}/issues/${week}`);
  await expectStep(page, 'in review', 'Check and approve');
  await picture('the desk opens');
  await swap(world);
  await writeBesideTheOther(world);
  await addReaders(store, MORE_READERS, runningClock);

  await hand.press('link', 'Check and approve');
  await picture('check');
  await approve(world, 'Approve');
  await changeAWord(world);
  await hand.press('link', 'Check and approve again');
  await approve(world, 'Approve again');
  await goOut(world);
}

async function signIn({ page, hand, desk, mails }: Newcomer, who: string): Promise<void> {
  await page.goto(desk);
  await hand.write('Your address', who);
  await hand.press('button', 'Send me the link');
  expect(await page.textContent('h1')).toBe('Please check your mail.');
  const mail = page.locator(`tr:has-text("${who}") a`).first();
  await expect
    .poll(async () => {
      await page.goto(mails);
      return mail.count();
    }, SOON)
    .toBe(1);
  await hand.press('link', (await mail.textContent()) ?? '');
  const link = page.frameLocator('iframe').locator('a[href*="/desk/sign-in/"]').first();
  await page.goto((await link.getAttribute('href')) ?? '');
  await hand.press('button', 'Sign in');
}

async function swap({ page, hand, picture }: World): Promise<void> {
  const offer = page.getByRole('link', { name: /^Weigh the swap for/ }).first();
  const name = (await offer.getAttribute('aria-label')) ?? '';
  await hand.press('link', name);
  await expectStep(page, 'in review', 'Check and approve');
  await picture('a swap is weighed');
  await hand.press('button', 'Swap it in');
  const headings = (await page.locator('h3').allTextContents()).map(heading => heading.replace(/^\d+ /, ''));
  expect(headings).toContain(name.replace('Weigh the swap for ', ''));
  await expectStep(page, 'in review', 'Check and approve');
}

const MINE = { Subject: 'Which of the two, as I see it', Intro: 'My own intro.', Preheader: 'Beside mine.' };

/** Somebody else saves the same field while the newcomer writes in it. */
async function writeBesideTheOther(world: World): Promise<void> {
  const { page, hand, week, desk, openPage, picture } = world;
  await hand.press('link', 'Words');
  await hand.write(/^Subject$/, MINE.Subject);
  await expect.poll(() => page.locator('[data-saved]').textContent(), SOON).toMatch(/^Saved \d\d:\d\d$/);

  const theirs = await openPage();
  await signIn({ ...world, page: theirs, hand: byMouse(theirs) }, OTHER);
  await theirs.goto(`${desk}/issues/${week}/words`);
  expect(await theirs.getByLabel('Subject', { exact: true }).inputValue()).toBe(MINE.Subject);
  await theirs.getByLabel('Intro', { exact: true }).fill('Their intro.');
  await expect.poll(() => theirs.locator('[data-saved]').textContent(), SOON).toMatch(/^Saved/);
  await theirs.context().close();

  await hand.write(/^Intro$/, MINE.Intro);
  await expectSeen(page, page.locator('[data-saved]'), 'Nothing of yours was saved and nothing is lost');
  await hand.write(/^Preheader$/, MINE.Preheader);
  await expectSeen(page, page.locator('[data-saved]'), 'press Save to see what is stored now');
  await expectTyped(page, MINE);
  await picture('somebody else wrote');
  await hand.press('button', 'Save the words');
  await expectSeen(page, page.getByRole('alert'), /while you wrote/);
  expect(await page.locator('.others').textContent()).toContain(OTHER);
  const contested = page.locator('.contested', { has: page.getByLabel('Intro', { exact: true }) });
  expect(await contested.locator('.stored').textContent()).toContain('Their intro.');
  expect(await page.locator('.contested').count()).toBe(1);
  await expectTyped(page, MINE);
  await expectStep(page, 'in review', 'Check and approve');
  await picture('both versions');
  await hand.press('button', 'Save the words');
  await expectSeen(page, page.locator('.told[role=status]'), 'The words are saved.');
  await expectTyped(page, MINE);
  await expectStep(page, 'in review', 'Check and approve');
}

async function approve({ page, hand, picture }: World, verb: string): Promise<void> {
  for (const box of await page.locator('input[name=tick]').all()) {
    const name = await box.evaluate(input => (input as HTMLInputElement).labels?.[0]?.textContent ?? '');
    await hand.press('checkbox', name.trim());
  }
  await hand.press('button', `${verb} for ${READERS} readers`);
  await expectStep(page, 'approved', 'Send it now…');
  await picture('approved');
}

async function changeAWord({ page, hand, picture }: World): Promise<void> {
  await hand.press('link', 'Words');
  await expectTyped(page, MINE);
  await hand.write(/^Intro$/, `${MINE.Intro} One word more.`);
  const line = page.locator('[data-saved]');
  await expectSeen(page, line, 'Not saved until you press Save: it would void the approval.');
  await hand.press('button', 'Save the words');
  await expectSeen(page, page.locator('.told[role=status]'), `The approval by ${EDITOR}`);
  await expectSeen(page, page.locator('.told[role=status]'), 'no longer holds: approve again');
  await expectTyped(page, { ...MINE, Intro: `${MINE.Intro} One word more.` });
  await expectStep(page, 'approval void', 'Check and approve again');
  await picture('approval void');
}

async function goOut({ page, hand, outbox, week, picture }: World): Promise<void> {
  outbox.holdFrom(101);
  await hand.press('link', 'Send it now…');
  expect(await page.locator('main').textContent()).toContain(MINE.Subject);
  await picture('asked once more');
  await hand.press('button', 'Send it now');
  await expectSeen(page, page.locator('.told[role=status]'), 'It goes out now.');
  // The page counts by itself.
  await expect.poll(() => counted(page, 'submitted'), SOON).toBe('100');
  await expectStep(page, 'going out', null);
  await picture('going out');
  await hand.press('button', 'Stop handing over');
  await expectStep(page, 'stopped', null);
  await expectSeen(page, page.getByRole('button', { name: 'Go on from where it stopped' }), 'Go on');
  outbox.letGo();
  // What was under way ends, and nothing more begins.
  await expect
    .poll(async () => {
      await page.reload();
      return [await counted(page, 'submitted'), await counted(page, 'pending')];
    }, SOON)
    .toEqual(['200', String(READERS - 200)]);
  await expectStep(page, 'stopped', null);
  await picture('stopped');

  await hand.press('button', 'Go on from where it stopped');
  await expect.poll(() => page.locator('.standing').first().textContent(), SOON).toBe('sent');
  expect(await counted(page, 'submitted')).toBe(String(READERS));
  // Nor is it said any more that it goes on.
  expect(await page.locator('.told').count()).toBe(0);
  const next = nextWeek(week);
  await expectStep(page, 'sent', `On to ${next}`);
  await picture('sent');
  await hand.press('link', `On to ${next}`);
  await expectStep(page, 'not picked yet', /^Pick it now/);
  await picture('the week after');
}

const counted = (page: Page, name: string) => page.locator(`td[data-live=${name}]`).textContent();
