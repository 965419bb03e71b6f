import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { goToken } from '../../src/issue/go-link.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { rebuildWeek } from '../../src/newsroom/rebuild.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { frozenContent } from '../../src/storage/issue/frozen-content.ts';
import { linksOf } from '../journeys/reader-site-with-mail.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, type GoingDesk, openGoingDesk, WEEK, wordsOf } from './going.ts';

async function goLinks(desk: GoingDesk, kind: string): Promise<string[]> {
  const [name = ''] = await desk.app.mails(kind);
  const mail = await PostalMime.parse(await desk.app.read(kind, name));
  return linksOf(mail)
    .filter(link => link.includes('/go/'))
    .map(link => new URL(link).pathname);
}

describeStores('a link to a tool', open => {
  it('goes by way of our own address, the same in every mail, and leads where the catalogue says', async () => {
    const desk = await openGoingDesk(await open(), { readers: 2 });
    await testSend(desk.app, WEEK, {
      to: [EDITOR],
      who: 'test',
      signal: new AbortController().signal,
    });
    const tested = await goLinks(desk, 'test');
    expect(await desk.send()).toBe('sent');
    const sent = await goLinks(desk, 'issue');
    expect(sent).toEqual(tested);
    const content = await frozenContent(desk.store, 1);
    const urls = content?.pairings.flatMap(({ a, b }) => [a.url, b.url]).filter(url => url !== '') ?? [];
    expect(sent).toHaveLength(urls.length);
    const targets = [];
    for (const path of sent) {
      const answer = await desk.web.request(path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
      targets.push(answer.headers.get('location'));
    }
    expect(targets.toSorted()).toEqual(urls.map(url => new URL(url).href).toSorted());
    const [name = ''] = await desk.app.mails('issue');
    const mail = await PostalMime.parse(await desk.app.read('issue', name));
    for (const url of urls) expect(linksOf(mail)).not.toContain(url);
    for (const path of ['/go/x', '/go/aaaaaaaaaaaaaaaa', `/go/${'a'.repeat(500)}`, '/go/https:evil.example'])
      expect((await desk.web.request(path)).status, path).toBe(404);
  });

  it('leads there from a preview of a draft already, and a look at it writes nothing', async () => {
    const desk = await openDesk(await open());
    await pickWeek(desk.app, WEEK, 'test');
    const issue = await desk.app.issues.find(WEEK);
    const { html, links } = await draftIssue(desk.app, issue!);
    const before = await everyRow(desk.store);
    for (const { token, target } of links) {
      expect(html).toContain(`/go/${token}`);
      const answer = await desk.web.request(`/go/${token}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, new URL(target).href]);
    }
    const [{ tool } = { tool: '' }] = links;
    const otherWeek = goToken('2027-W01', tool, desk.app.installationId);
    expect((await desk.web.request(`/go/${otherWeek}`)).status).toBe(404);
    expect(links).toHaveLength(6);
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('is mended for mails that are out: in the log, on the site, and nowhere in what was sent', async () => {
    const desk = await openGoingDesk(await open(), { readers: 1 });
    await desk.send();
    const browser = await desk.signIn();
    const [link] = await desk.store.db.selectFrom('go_links').selectAll().orderBy('tool').execute();
    const fields = { tool: link!.tool, from: link!.target, to: 'https://right.example/new?a=1&b=2' };
    const mended = await browser.post(`${BASE}/links`, fields);
    expect(mended.headers.get('location')).toBe(`${BASE}/links?done=mended`);
    expect((await desk.web.request(`/go/${link!.token}`)).headers.get('location')).toBe(fields.to);
    const page = await browser.page(`${BASE}/links?done=mended`);
    expect(wordsOf(page)).toContain('The link leads there now, in every mail.');
    expect(wordsOf(page)).toContain(`in the mail as sent it led to ${link!.original}`);
    const web = await (await desk.web.request(`/issues/${WEEK}`)).text();
    expect(web).toContain('href="https://right.example/new?a=1&amp;b=2"');
    expect(web).not.toContain(`href="${link!.original}"`);
    expect(await rebuildWeek(desk.app, WEEK)).toMatchObject({ kind: 'same' });
    expect((await activityOf(desk.store, WEEK)).at(-1)).toMatchObject({
      who: EDITOR,
      action: 'link mended',
      detail: `${link!.tool}: ${link!.original} → ${fields.to}`,
    });

    // The second editor still sees the old address.
    const other = await desk.signIn('other@example.com');
    const late = await other.post(`${BASE}/links`, { ...fields, to: 'https://other.example/' });
    expect(late.status).toBe(409);
    const told = await late.text();
    expect(wordsOf(told)).toContain(`it leads to ${fields.to} now`);
    expect(told).toContain('value="https://other.example/"');
    const own = desk.app.settings.PUBLIC_URL;
    for (const to of [
      'javascript:alert(1)',
      '//evil.example',
      '',
      'https://good.example@evil.example',
      'https://good.example:secret@evil.example/',
      `${own}/go/x`,
      `${own}//go/x`,
      `${own}/./go/x`,
      `${own}/a/..//go/x`,
      `${own}/%67o/x`,
      `${own.toUpperCase()}/go/x`,
    ]) {
      const refused = await other.post(`${BASE}/links`, { tool: link!.tool, from: fields.to, to });
      expect(refused.status, to).toBe(422);
    }
    expect((await desk.web.request(`/go/${link!.token}`)).headers.get('location')).toBe(fields.to);
  });

  it('that was mixed up with another is put right with it: each leads where the other led', async () => {
    const desk = await openGoingDesk(await open(), { readers: 1 });
    await desk.send();
    const browser = await desk.signIn();
    const [one, two] = await desk.store.db.selectFrom('go_links').selectAll().orderBy('tool').execute();
    for (const [link, to] of [
      [one!, two!.target],
      [two!, one!.target],
    ] as const)
      await browser.post(`${BASE}/links`, { tool: link.tool, from: link.target, to });
    const before = desk.store.db.selectFrom('frozen_mails').select('web_html').where('variant', '=', 1);
    const { web_html: frozen } = await before.executeTakeFirstOrThrow();
    const web = await (await desk.web.request(`/issues/${WEEK}`)).text();
    const order = (html: string) =>
      [...html.matchAll(/href="([^"]*)"/g)]
        // What an editor types is kept in its full form, with the slash after a bare host.
        .map(([, address = '']) => address.replace(/\/$/, ''))
        .filter(address => address === one!.target || address === two!.target);
    const swapped = order(frozen).map(address => (address === one!.target ? two!.target : one!.target));
    expect(order(web)).toEqual(swapped);
    expect(new Set(swapped).size).toBe(2);
  });

  it('cannot be mended by anybody else, nor before somebody has it', async () => {
    const desk = await openGoingDesk(await open(), { readers: 1 });
    const [link] = await desk.store.db.selectFrom('go_links').selectAll().execute();
    const fields = { tool: link!.tool, from: link!.target, to: 'https://evil.example/' };
    expect((await desk.browser().post(`${BASE}/links`, fields)).status).toBe(401);
    const browser = await desk.signIn();
    expect((await browser.post(`${BASE}/links`, fields)).status).toBe(409);
    expect((await browser.post('/desk/issues/2020-W01/links', fields)).status).toBe(404);
    expect((await desk.web.request(`/go/${link!.token}`)).headers.get('location')).not.toContain('evil');
  });
});
