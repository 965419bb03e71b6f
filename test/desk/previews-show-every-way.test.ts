import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { readToken } from '../../src/audience/token.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import type { Store } from '../../src/storage/database.ts';
import { linksOf } from '../journeys/reader-site-with-mail.ts';
import { type DeskBrowser, EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const PREVIEW = `/desk/issues/${WEEK}/preview`;
const VIEWS = ['desktop', 'phone', 'dark', 'images-off', 'text', 'source', 'engines', 'web', 'changes'];
const PARTS = ['frame', 'web', 'issue.html', 'issue.txt', 'issue.eml', 'issue.json', 'web.html'];
const never = new AbortController().signal;

async function pickedDesk(store: Store, settings: Record<string, string> = {}) {
  const desk = await openDesk(store, { settings });
  const picked = await pickWeek(desk.app, WEEK, 'test');
  if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
  return { desk, browser: await desk.signIn(), issue: picked.issue };
}

async function edit(store: Store, edits: object): Promise<void> {
  await store.db
    .updateTable('issues')
    .set({ edits: JSON.stringify(edits) })
    .where('week', '=', WEEK)
    .execute();
}

function words(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#x27;/g, '’')
    .replaceAll(/\s+/g, ' ');
}

async function read(browser: DeskBrowser, path: string): Promise<string> {
  const answer = await browser.get(path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

describeStores('the preview', open => {
  it('has a page for every way to look at it, and each part an address of its own; nobody else sees any', async () => {
    const { desk, browser } = await pickedDesk(await open());
    const seen = new Set<string>();
    for (const view of VIEWS) {
      const html = await read(browser, `${PREVIEW}?view=${view}`);
      expect(html, view).toContain('aria-current="page"');
      for (const [, address = ''] of html.matchAll(/(?:href|src)="(\/desk\/[^"]*\/preview\/[^"]*)"/g))
        seen.add(address.replaceAll('&amp;', '&'));
    }
    expect(seen.size).toBeGreaterThan(PARTS.length);
    for (const address of seen) expect((await browser.get(address)).status, address).toBe(200);
    for (const part of ['', ...PARTS.map(name => `/${name}`)]) {
      const answer = await desk.browser().get(`${PREVIEW}${part}`);
      expect([answer.status, answer.headers.get('location')], part).toEqual([303, '/desk/sign-in']);
      expect(await answer.text()).toBe('');
    }
    for (const path of [
      `${PREVIEW}/nothing`,
      '/desk/issues/2026-W01/preview',
      '/desk/issues/x/preview/frame',
    ])
      expect((await browser.get(path)).status, path).toBe(404);
    const odd = '?view=<b>&reader=%00&lead=99&engine=word&scheme=blue&images=maybe';
    expect(await read(browser, `${PREVIEW}${odd}`)).toContain('The mail on a computer');
  });

  it('says of an issue without pairings that there is no mail', async () => {
    const { browser } = await pickedDesk(await open(), { PAIRINGS_PER_ISSUE: '1' });
    const store = await open();
    const empty = await openDesk(store);
    const picked = await pickWeek(empty.app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    await store.db.deleteFrom('pairings').execute();
    const signed = await empty.signIn();
    expect(await read(signed, PREVIEW)).toContain('this issue has no pairings');
    expect((await signed.get(`${PREVIEW}/frame`)).status).toBe(404);
    // With one pairing there is one mail to choose.
    expect((await read(browser, PREVIEW)).match(/leads<\/option>/g)).toHaveLength(1);
  });

  it('shuts its frames in: no scripts, no forms, nothing from elsewhere, pictures only where asked', async () => {
    const { browser } = await pickedDesk(await open());
    const policy = async (path: string) => (await browser.get(path)).headers.get('content-security-policy');
    expect(await policy(PREVIEW)).toContain("frame-src 'self'");
    for (const part of PARTS) {
      const csp = await policy(`${PREVIEW}/${part}`);
      expect(csp, part).toContain('sandbox allow-popups allow-popups-to-escape-sandbox;');
      expect(csp, part).toContain("default-src 'none'");
      expect(csp, part).toContain("form-action 'none'");
      expect(csp, part).toContain("frame-ancestors 'self'");
    }
    expect(await policy(`${PREVIEW}/frame?images=off`)).toContain("img-src 'none'");
    expect(await policy(`${PREVIEW}/frame`)).toContain("img-src 'self' data:");
    const answer = await browser.get(`${PREVIEW}/issue.html`);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${WEEK}-issue.html"`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('adds to a frame what helps to view it and leaves every word of the mail as it is', async () => {
    const { browser } = await pickedDesk(await open());
    const body = (html: string) => html.slice(html.indexOf('<body'));
    for (const engine of ['react', 'mjml']) {
      const bytes = await read(browser, `${PREVIEW}/issue.html?engine=${engine}`);
      expect(bytes).toContain('prefers-color-scheme:dark');
      for (const scheme of ['light', 'dark']) {
        const shown = await read(browser, `${PREVIEW}/frame?engine=${engine}&scheme=${scheme}`);
        expect(body(shown) === body(bytes)).toBe(true);
        expect(shown).not.toContain('prefers-color-scheme');
        expect(shown).not.toContain('light dark');
        const again = shown
          .replace('<base target="_blank">', '')
          .replaceAll(`content="${scheme}"`, 'content="light dark"')
          .replaceAll(`scheme:${scheme}`, 'scheme:light dark')
          .replaceAll(`schemes:${scheme}`, 'schemes:light dark')
          .replaceAll(
            scheme === 'dark' ? '(min-width:0px)' : '(max-width:0px)',
            '(prefers-color-scheme:dark)',
          );
        expect(again === bytes, `${engine} ${scheme}`).toBe(true);
      }
    }
  });

  it('shows each kind of reader what only they see', async () => {
    const { browser, issue } = await pickedDesk(await open());
    const text = (query: string) => read(browser, `${PREVIEW}/issue.txt?${query}`);
    expect(await text('reader=plain')).toContain('Sent to\nAda Sample (reader@verdicts.example)\n');
    expect(await text('reader=none')).toContain('Sent to\nno.name@verdicts.example\n');
    expect(await text('reader=rtl')).toContain('ليلى');
    expect(await text('reader=long')).toContain('Wolfeschlegel');
    const page = await read(browser, PREVIEW);
    for (const [index, { category }] of issue.pick.pairings.entries()) {
      expect(words(page)).toContain(category.replaceAll('&', '&amp;'));
      const lead = await text(`lead=${index + 1}`);
      const first = lead.indexOf(`${category}: `);
      for (const other of issue.pick.pairings.filter(pairing => pairing.category !== category))
        expect(first).toBeLessThan(lead.indexOf(`${other.category}: `));
    }
  });

  it('tells what changed since the approval: nothing yet, nothing, words, or only the mail around them', async () => {
    const store = await open();
    const { desk, browser } = await pickedDesk(store);
    expect(await read(browser, PREVIEW)).toContain('This issue has never been approved.');
    expect(await read(browser, `${PREVIEW}?view=changes`)).toContain(
      'so there is nothing to compare it with',
    );
    await approveWeek(desk.app, WEEK, EDITOR);
    expect(words(await read(browser, PREVIEW))).toContain(`Byte for byte what ${EDITOR} approved on`);
    expect(await read(browser, `${PREVIEW}?view=changes`)).toContain('Nothing has changed');

    await edit(store, { subject: '<script>alert(1)</script>', intro: 'A quiet week.' });
    expect(words(await read(browser, PREVIEW))).toMatch(
      /Changed since editor@example.com approved it on .* differences/,
    );
    const changes = await read(browser, `${PREVIEW}?view=changes`);
    expect(changes).toContain('<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>');
    expect(words(changes)).toContain('Intro nothing A quiet week.');
    expect(words(changes)).toMatch(/added A quiet week\./);
    expect(changes).not.toContain('<script');
    expect(changes).not.toContain('tk.invalid');

    await edit(store, {});
    const other = await openDesk(store, { settings: { MAIL_FROM: 'Someone Else <else@verdicts.example>' } });
    const elsewhere = await other.signIn();
    expect(await read(elsewhere, PREVIEW)).toContain('templates or settings');
    const only = await read(elsewhere, `${PREVIEW}?view=changes`);
    expect(words(only)).toContain('No word has changed, and yet it is not the same mail');
    expect(words(only)).toContain('It reads the same.');
  });

  it('shows what was frozen once it was, whatever is edited or set since', async () => {
    const store = await open();
    const { desk, browser } = await pickedDesk(store);
    await addReaders(store, 1, desk.clock);
    const before = await read(browser, `${PREVIEW}/issue.html`);
    await approveWeek(desk.app, WEEK, EDITOR);
    const sent = await sendWeek(desk.app, WEEK, { now: true, signal: never, patienceMs: 0, who: 'test' });
    expect(sent.kind).toBe('sent');
    await edit(store, { subject: 'Too late', intro: 'Too late' });
    const other = await openDesk(store, {
      settings: { TEMPLATE_ENGINE: 'mjml', MAIL_FROM: 'x@verdicts.example' },
    });
    const elsewhere = await other.signIn();
    expect(await read(elsewhere, `${PREVIEW}/issue.html?engine=mjml`)).toBe(before);
    const page = words(await read(elsewhere, PREVIEW));
    expect(page).toContain('These are the mails as they went out');
    expect(page).not.toContain('Too late');
    expect(page).not.toContain('made by');
    const engines = await read(elsewhere, `${PREVIEW}?view=engines`);
    expect(words(engines)).toContain('This issue was made by React Email.');
    expect(engines.match(/<iframe/g)).toHaveLength(1);
    expect(await read(elsewhere, `${PREVIEW}/web.html`)).toContain(WEEK);
  });

  it('holds links that work and change nothing, however they are pressed', async () => {
    const store = await open();
    const { desk, browser } = await pickedDesk(store, { MAIL_UNSUBSCRIBE: 'leave@verdicts.example' });
    await addReaders(store, 1, desk.clock);
    const before = await everyRow(store);
    for (const stage of ['draft', 'frozen']) {
      if (stage === 'frozen') {
        await approveWeek(desk.app, WEEK, EDITOR);
        await sendWeek(desk.app, WEEK, { now: true, signal: never, patienceMs: 0, who: 'test' });
      }
      const rows = stage === 'draft' ? before : await everyRow(store);
      const pressed = await pressEverything(desk, browser);
      expect(pressed).toBeGreaterThanOrEqual(8);
      expect(await everyRow(store)).toEqual(rows);
    }
  });
});

/** Opens every link of ours in a preview, and answers whatever it asks as a person and as a mail client would. */
async function pressEverything(desk: TestDesk, browser: DeskBrowser): Promise<number> {
  const { app, web } = desk;
  const json = await read(browser, `${PREVIEW}/issue.json?lead=2`);
  const [mail] = JSON.parse(json) as [{ html: string; text: string; headers: Record<string, string> }];
  const headers = Object.entries(mail.headers).map(([key, value]) => ({ key: key.toLowerCase(), value }));
  const links = linksOf({ ...mail, headers }).filter(link => link.startsWith(app.settings.PUBLIC_URL));
  const forms: Record<string, string>[] = [
    { 'List-Unsubscribe': 'One-Click' },
    {},
    ...['a', 'neither'].map(choice => ({ choice })),
    { action: 'save', name: 'X', pauseWeeks: '4' },
    { action: 'export' },
    { action: 'erase', confirm: 'erase' },
  ];
  let own = 0;
  for (const link of links) {
    const { pathname, search } = new URL(link);
    const token = pathname.split('/').at(-1) ?? '';
    expect(readToken(app.keyring, 'vote', token, desk.clock.now())).toBeNull();
    // The archive has no page of an issue that is not out.
    const isPublic = !/^\/(vote|preferences|unsubscribe)\//.test(pathname);
    const fine = pathname.startsWith('/go/') ? [302] : [200, ...(isPublic ? [404] : [])];
    expect(fine, link).toContain((await web.request(`${pathname}${search}`)).status);
    if (isPublic) continue;
    own += 1;
    for (const form of forms) {
      const answer = await web.request(pathname, { method: 'POST', body: new URLSearchParams(form) });
      const isEmptyBallot = pathname.startsWith('/vote/') && form.choice === undefined;
      expect(answer.status, `${pathname} ${JSON.stringify(form)}`).toBe(isEmptyBallot ? 400 : 200);
    }
  }
  return own;
}

async function everyRow(store: Store): Promise<unknown> {
  const tables = (await store.db.introspection.getTables()).map(table => table.name).toSorted();
  return Promise.all(
    tables.map(async table => [table, (await sql`select * from ${sql.table(table)}`.execute(store.db)).rows]),
  );
}
