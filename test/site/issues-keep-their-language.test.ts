import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addCorrection, approveCorrectionRow } from '../../src/storage/delivery/corrections.ts';
import { fullest } from '../support/content.ts';
import { describeStores } from '../support/stores.ts';
import { openSiteWith } from './sent-issue.ts';

const GERMAN = { PUBLICATION: join(import.meta.dirname, '../support/kuechenurteile') };
const lead = fullest.pairings[0]!;

/** What stands in the element that says it is English, and what around it. */
function cut(page: string): { readonly inside: string; readonly around: string } {
  const [, , inside = ''] =
    /<(article|div)[^>]* lang="en" dir="ltr"[^>]*>([\s\S]*?)<\/article>/.exec(page) ?? [];
  return { inside, around: page.replace(inside, '') };
}

describeStores('a publication that speaks German now', open => {
  it('shows a comparison from before as it was frozen, and says that it is English', async () => {
    const { app } = await openSiteWith(fullest, { store: await open(), settings: GERMAN });
    const page = await (await app.request(`/compare/${lead.slug}`)).text();
    const { inside, around } = cut(page);
    expect(page).toContain('<html lang="de" dir="ltr">');
    for (const said of ['Panel ship', 'Price', 'Why this pair', 'Reviewer scorecard', '26 Nov 2026'])
      expect(inside).toContain(said);
    expect(inside).toMatch(/<b class="mark ship">ship<\/b>/);
    expect(inside).not.toMatch(/Jury|Nein|Ausgabe/);
    expect(around).toContain('Datenschutz');
    expect(around).toContain('<span class="said" lang="en" dir="ltr">');
    expect(around).toContain('"inLanguage":"en"');
    expect(around).toContain('"name":"ship"');
    expect(around).not.toMatch(/Panel ship|Reviewer scorecard/);
  });

  it('shows the latest issue on the front page in English as long as it is one, and the form in German', async () => {
    const { app } = await openSiteWith(fullest, { store: await open(), settings: GERMAN });
    const page = await (await app.request('/')).text();
    expect(page.match(/ lang="en" dir="ltr"/g)).toHaveLength(1 + fullest.pairings.length);
    expect(page).toContain('Panel ship');
    expect(page.slice(page.indexOf('id="subscribe"'))).not.toMatch(/lang="en"[^>]*class="signup/);
    expect(page.slice(page.indexOf('id="subscribe"'))).toContain('E-Mail');
  });

  it('says in the feed which entries are in English', async () => {
    const { app } = await openSiteWith(fullest, { store: await open(), settings: GERMAN, past: 1 });
    const feed = await (await app.request('/feed.xml')).text();
    expect(feed).toMatch(/<feed[^>]* xml:lang="de"/);
    expect(feed.match(/<entry xml:lang="en">/g)).toHaveLength(2);
    expect(feed).toContain(`${lead.a.name} vs ${lead.b.name}`);
  });

  it('says that a correction of an English issue is in German', async () => {
    const webHtml = '<!doctype html><html lang="en"><main>Zed costs $10.</main></html>';
    const { app, store, issueId } = await openSiteWith(fullest, {
      store: await open(),
      settings: GERMAN,
      webHtml,
    });
    const said = { wrong: 'Zed kostet 10 $.', right: 'Zed ist gratis.', url: '' };
    await addCorrection(store, { ...said, issueId, by: 'editor@example.com', at: 1 });
    const approval = { hash: 'h', mail: '{}', by: 'editor@example.com', at: 2, audience: 0 };
    await approveCorrectionRow(store, { issueId, revision: 1 }, approval);
    const page = await (await app.request(`/issues/${fullest.week}`)).text();
    expect(page).toMatch(/<html lang="en"><main><aside lang="de" dir="ltr" aria/);
  });

  it('says nothing of languages where an issue is in the same', async () => {
    const { app } = await openSiteWith(
      { ...fullest, language: 'de' },
      { store: await open(), settings: GERMAN },
    );
    for (const path of ['/', `/compare/${lead.slug}`]) {
      const page = await (await app.request(path)).text();
      expect(page.match(/ lang="/g)).toHaveLength(1);
    }
  });
});

describeStores('a publication that calls its verdicts otherwise now', open => {
  it('shows those of an issue as they were called', async () => {
    const verdicts = { ship: 'buy', skip: 'leave', ships: 'buys', skips: 'leaves', meaning: 'Buy or leave.' };
    const { app } = await openSiteWith({ ...fullest, verdicts }, { store: await open() });
    const page = await (await app.request(`/compare/${lead.slug}`)).text();
    expect(page).toMatch(/<b class="mark ship">buy<\/b>/);
    expect(page).toContain('"name":"buy"');
    expect(page).toContain('Buy or leave.');
    const pictures = await Promise.all(
      [fullest, { ...fullest, verdicts }].map(async content => {
        const site = await openSiteWith(content, { store: await open() });
        return Buffer.from(await (await site.app.request(`/share/${lead.slug}.png`)).arrayBuffer());
      }),
    );
    expect(pictures[0]?.equals(pictures[1] ?? Buffer.alloc(0))).toBe(false);
  });
});
