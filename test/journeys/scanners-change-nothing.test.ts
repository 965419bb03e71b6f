import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { testSend } from '../../src/newsroom/test-send.ts';
import { describeInChromium } from '../support/chromium.ts';
import { everyRow } from '../support/every-row.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { linksOf, openSiteWithMail } from './reader-site-with-mail.ts';

const TIMES = 3;
const SIDE_BY_SIDE = 4;

describeStores('a link scanner', (open, dialect) => {
  it('that asks every link of every mail with GET and HEAD, again and again, changes no row', async () => {
    const store = await open();
    const world = await openSiteWithMail(store, { TEMPLATE_ENGINE: dialect === 'sqlite' ? 'react' : 'mjml' });
    const links = await everyLink(world);
    const before = await everyRow(store);
    for (const link of links) {
      for (let time = 0; time < TIMES; time++) {
        for (const method of ['GET', 'HEAD']) {
          const { status } = await fetch(world.here(link), { method, redirect: 'manual' });
          expect(`${method} ${world.here(link)} ${status}`).toMatch(/ (200|30[1238])$/);
        }
      }
    }
    expect(await everyRow(store)).toEqual(before);
  }, 60_000);

  if (dialect === 'postgres') return;
  describeInChromium('with a browser', openPage => {
    it('that opens every link and lets its scripts run changes no row', async () => {
      const store = await open();
      const world = await openSiteWithMail(store);
      const links = await everyLink(world);
      const before = await everyRow(store);
      const waiting = [...links];
      const openNext = async (page: Page): Promise<void> => {
        const link = waiting.shift();
        if (link === undefined) return;
        // These lead to a tool's own site, which this browser cannot reach; its own page about that comes a moment later.
        if (link.includes('/go/')) {
          const away = await openPage();
          await expect(away.goto(world.here(link))).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
          await away.context().close();
        } else
          expect((await page.goto(world.here(link), { waitUntil: 'networkidle' }))?.status(), link).toBe(200);
        return openNext(page);
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => openNext(await openPage())));
      expect(await everyRow(store)).toEqual(before);
    }, 120_000);
  });
});

/** Our own links in one mail of every kind that is sent: confirm, welcome, issue, test and notice. */
async function everyLink(world: Awaited<ReturnType<typeof openSiteWithMail>>): Promise<string[]> {
  const { app, site, store, clock } = world;
  const asked = await fetch(`${site}/subscribe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada@readers.example' }),
  });
  expect(asked.status).toBe(202);
  await world.round();
  const confirm = linksOf(await world.mailTo('confirm', 'ada@readers.example'));
  const link = confirm.find(address => address.includes('/confirm/')) ?? '';
  expect((await fetch(world.here(link), { method: 'POST' })).status).toBe(200);
  // One that is still to be confirmed: its link would do something.
  await fetch(`${site}/subscribe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'bob@readers.example' }),
  });
  await addReaders(store, 1, clock);
  expect(await world.issue('2026-W48')).toBe('sent');
  const { signal } = new AbortController();
  const tested = await testSend(app, '2026-W48', { to: ['editor@example.com'], who: 'test', signal });
  expect(tested.kind).toBe('queued');
  await world.round();

  const links = new Set<string>();
  const kinds = ['confirm', 'welcome', 'issue', 'test', 'notice'];
  for (const kind of kinds) {
    const names = await app.mails(kind);
    expect(names.length, kind).toBeGreaterThan(0);
    for (const name of names) {
      const mail = await PostalMime.parse(await app.read(kind, name));
      for (const address of linksOf(mail))
        if (address.startsWith(app.settings.PUBLIC_URL)) links.add(address);
    }
  }
  // What leads nowhere may change nothing either, but is no address that must answer: the desk, signed out.
  return [...links].filter(address => !address.includes('/desk'));
}
