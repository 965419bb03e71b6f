import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { runDue } from '../../src/scheduler.ts';
import type { Store } from '../../src/storage/database.ts';
import { describeInChromium } from '../support/chromium.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { byKeyboard, byMouse, type Hand } from '../support/hand.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const READERS = 35;
const never = new AbortController().signal;

describeStores('an editor on Thursday', (open, dialect) => {
  describeInChromium(dialect, openPage => {
    it.each(dialect === 'sqlite' ? ['the keyboard alone'] : ['the mouse'])(
      'signs in, changes, checks, previews, tests, approves, sends, stops, resumes and looks one reader up (with %s)',
      async means => {
        const world = await openWorld(await open());
        const page = await openPage({ viewport: { width: 1280, height: 900 } });
        await wholeThursday(world, page, means === 'the mouse' ? byMouse(page) : byKeyboard(page));
      },
      240_000,
    );
  });
});

async function wholeThursday(world: World, page: Page, hand: Hand): Promise<void> {
  await signIn(world, page, hand);
  await hand.press('button', 'Pick it now');
  await swap(page, hand);
  await mendSubject(world, page, hand);
  await previewInEveryMode(world, page, hand);
  await testSend(world, page, hand);

  await approve(page, hand);
  await hand.press('link', 'Words');
  await hand.write(/^Intro/, 'One word more.');
  await hand.press('button', 'Save the words');
  expect(await standing(page)).toContain('approval void');
  await hand.press('link', 'Preview');
  await hand.press('link', 'What changed');
  expect(await words(page)).toMatch(/Intro.*One word more\./);
  await hand.press('link', 'Check and approve');
  await approve(page, hand);

  await hand.press('link', 'Send it now…');
  await hand.press('button', 'Send it now');
  expect(await words(page)).toContain('Starting: the first mails leave within seconds.');
  await goOut(world, page, hand);
  await lookUp(page, hand);
}

async function signIn({ desk, site }: World, page: Page, hand: Hand): Promise<void> {
  await page.goto(`${site}/desk`);
  await hand.write('Your address', EDITOR);
  await hand.press('button', 'Send me the link');
  expect(await page.textContent('h1')).toBe('Please check your mail.');
  await page.goto(site + (await desk.link()));
  await hand.press('button', 'Sign in');
  expect(page.url()).toBe(`${site}/desk/issues/${WEEK}`);
}

async function swap(page: Page, hand: Hand): Promise<void> {
  const offer = page.getByRole('link', { name: /^Weigh the swap for/ }).first();
  const name = (await offer.getAttribute('aria-label')) ?? '';
  await hand.press('link', name);
  expect(await words(page)).toContain('What the swap changes');
  await hand.press('button', 'Swap it in');
  const headings = (await page.locator('h3').allTextContents()).map(heading => heading.replace(/^\d+ /, ''));
  expect(headings).toContain(name.replace('Weigh the swap for ', ''));
  expect(await standing(page)).toContain('in review');
}

async function mendSubject({ desk }: World, page: Page, hand: Hand): Promise<void> {
  await hand.press('link', 'Words');
  await hand.write('Subject', 'Pick {{tool}} this week');
  await hand.press('button', 'Save the words');
  await hand.press('link', 'Check and approve');
  expect(await words(page)).toMatch(/error/i);
  await hand.press('link', 'Go to the subject');
  expect(new URL(page.url()).hash).toBe('#subject');
  await hand.write('Subject', 'Which of the two this week');
  await hand.press('button', 'Save the words');
  expect((await desk.app.issues.find(WEEK))?.edits.subject).toBe('Which of the two this week');
  await hand.press('link', 'Check and approve');
  expect(await page.getByRole('link', { name: 'Go to the subject' }).count()).toBe(0);
}

async function previewInEveryMode({ site }: World, page: Page, hand: Hand): Promise<void> {
  await hand.press('link', 'Preview');
  const views = await page
    .getByRole('navigation', { name: /preview|view|way/i })
    .last()
    .getByRole('link')
    .allTextContents();
  expect(views.length).toBe(9);
  for (const view of views) {
    await hand.press('link', view);
    for (const frame of await page.locator('iframe').all()) {
      const shown = await page.request.get(site + ((await frame.getAttribute('src')) ?? ''));
      expect([view, shown.status(), (await shown.text()).includes('Which of the two')]).toEqual([
        view,
        200,
        true,
      ]);
    }
    expect(await words(page), view).toMatch(/\S{3}/);
  }
}

async function testSend({ desk, site, store }: World, page: Page, hand: Hand): Promise<void> {
  await hand.press('link', 'Check and approve');
  await hand.press('button', 'Send the test');
  await submitDueSingleMails(desk.app, never);
  const at = page.url();
  await page.goto(`${site}/outbox?kind=test`);
  await page.locator(`tr:has-text("${EDITOR}") a`).first().click();
  expect(await page.textContent('h1')).toMatch(/^\[TEST\] Which of the two/);
  const ballot = await page.frameLocator('iframe').locator('a[href*="/vote/"]').first().getAttribute('href');
  await page.goto(site + new URL(ballot ?? '').pathname);
  await page.locator('input[name=choice]').first().check();
  await page.locator('main form button[type=submit]').first().click();
  expect(await words(page)).toMatch(/not counted|nothing you do here is counted/);
  expect(await store.db.selectFrom('ballots').selectAll().execute()).toEqual([]);
  await page.goto(at);
}

async function approve(page: Page, hand: Hand): Promise<void> {
  for (const box of await page.locator('input[name=tick]').all()) {
    const name = await box.evaluate(input => (input as HTMLInputElement).labels?.[0]?.textContent ?? '');
    if (!(await box.isChecked())) await hand.press('checkbox', name.trim());
  }
  await hand.press('button', new RegExp(`^Approve (again )?for ${READERS} readers$`));
  expect(await standing(page)).toContain('approved');
}

async function goOut(world: World, page: Page, hand: Hand): Promise<void> {
  const { desk, batches } = world;
  const sending = runDue(desk.app, never);
  await batches.arrived(1);
  // The page loads itself again once there are numbers: loading it here as well would meet that.
  await expectStanding(page, 'going out');
  batches.letGo(1);
  await batches.arrived(2);
  // The page counts by itself.
  await expect.poll(() => page.locator('td[data-live=submitted]').textContent()).toBe('10');
  await hand.press('button', 'Stop handing over');
  batches.letGo(1);
  await sending;
  await expectStanding(page, 'stopped');
  expect(await ledger(world)).toMatchObject({ submitted: 20, pending: 15, audience: READERS });

  await hand.press('button', 'Go on from where it stopped');
  batches.letGo(100);
  await runDue(desk.app, never);
  await expectStanding(page, 'sent');
  expect(await ledger(world)).toMatchObject({
    submitted: READERS,
    pending: 0,
    uncertain: 0,
    audience: READERS,
  });
  expect((await desk.app.mails('issue')).length).toBe(READERS);
}

async function lookUp(page: Page, hand: Hand): Promise<void> {
  await hand.write(/^An address or part of one/, 'reader7@');
  await hand.press('button', 'Find');
  await hand.press('link', 'reader7@example.com');
  expect(await words(page)).toMatch(/submitted/i);
  expect(await words(page)).toContain('reader7@example.com');
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** The whole program on a port, over an outbox that takes batches of ten only when told to. */
async function openWorld(store: Store) {
  const batches = openGate();
  const desk = await openDesk(store, { wrap: outbox => behindGate(outbox, batches) });
  await addReaders(store, READERS, desk.clock);
  const site = await onPort(desk.web);
  return { desk, site, store, batches };
}

function behindGate(outbox: Mailer, gate: Gate): Mailer {
  return {
    ...outbox,
    maxBatch: 10,
    submit: async (messages, options) => {
      if (messages[0]?.kind === 'issue') await gate.pass();
      return outbox.submit(messages, options);
    },
  };
}

interface Gate {
  pass(): Promise<void>;
  /** Resolves once this many came to the gate. */
  arrived(count: number): Promise<void>;
  letGo(count: number): void;
}

function openGate(): Gate {
  let came = 0;
  let allowed = 0;
  const waiting: (() => void)[] = [];
  return {
    pass: () => {
      came += 1;
      if (came <= allowed) return Promise.resolve();
      return new Promise(resolve => void waiting.push(resolve));
    },
    arrived: count => expect.poll(() => came, { timeout: 60_000 }).toBeGreaterThanOrEqual(count),
    letGo: count => {
      allowed += count;
      for (const go of waiting.splice(0, count)) go();
    },
  };
}

async function ledger({ desk }: World) {
  const issue = await desk.app.issues.find(WEEK);
  if (!issue) throw new Error('The issue is gone.');
  return statusOf(desk.app, issue);
}

const standing = (page: Page) => page.locator('.standing').first().textContent();

const expectStanding = (page: Page, state: string) =>
  expect.poll(() => standing(page), { timeout: 60_000 }).toContain(state);

async function words(page: Page): Promise<string> {
  return ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
}
