import { describe, expect, it } from 'vitest';
import { stampForm } from '../../src/readers/signup/form-stamp.ts';
import { fileWith, rawCatalogue, rawTool } from '../catalogue/example-file.ts';
import { fullest } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';
import { openSite } from '../web/site.ts';
import { addIssue, openSiteWith } from './sent-issue.ts';

const SAMPLE_NOTE = 'Tools, verdicts and prices on this site are sample data.';

describe('the front page', () => {
  it('says the latest verdict first, then the other pairings, the form and earlier issues', async () => {
    const { app } = await openSiteWith();
    const [lead, ...others] = fullest.pairings;

    const answer = await app.request('/');
    const html = await answer.text();
    const words = readHtml(html).words.join(' ');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(/<h1>.*?<\/h1>/.exec(html)?.[0].replaceAll(/<[^>]*>/g, '')).toBe(
      `${lead?.a.name} vs ${lead?.b.name} ${lead?.verdict}`,
    );
    for (const { verdict, slug } of others) {
      expect(words).toContain(verdict);
      expect(html).toContain(`href="/compare/${slug}"`);
    }
    expect(html).toContain(`href="/issues/${fullest.week}"`);
    expect(html).toContain('action="/subscribe"');
    expect(words).toContain('Issues come every Thursday at 10:00 (Europe/Amsterdam).');
  });

  it('may be kept for a minute and is then asked for by its tag, whatever stamp its form has', async () => {
    const { app, store, newsroom, clock } = await openSiteWith();
    const stampNow = () => `value="${stampForm(newsroom.keyring, 'front', clock.now())}"`;
    const firstStamp = stampNow();
    const first = await app.request('/');
    const tag = first.headers.get('etag') ?? '';
    // Longer than a page is kept: it is drawn anew.
    clock.advance(61_000);
    const again = await app.request('/', { headers: { 'If-None-Match': tag } });
    await addIssue(store, { ...fullest, week: '2026-W49', number: 99 });
    const changed = await app.request('/', { headers: { 'If-None-Match': tag } });

    expect(stampNow()).not.toBe(firstStamp);
    expect(await first.text()).toContain(firstStamp);
    expect(again.status).toBe(304);
    expect(again.headers.get('cache-control')).toBe('public, max-age=60');
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
    expect(await again.text()).toBe('');
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain(stampNow());
  });

  it('travels compressed where the browser takes it, under a tag that says so, in less than 100 KB', async () => {
    const { app } = await openSiteWith();
    const plain = await app.request('/');

    const answer = await app.request('/', { headers: { 'Accept-Encoding': 'gzip' } });
    const bytes = Buffer.from(await answer.arrayBuffer());

    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('etag')).toBe(plain.headers.get('etag')?.replace(/"$/, '-gzip"'));
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(bytes.length).toBeLessThan(100_000);
  });

  it('says what this is and when it comes, before there is an issue', async () => {
    const { app } = await openSite();

    const answer = await app.request('/');
    const page = await answer.text();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(page).toContain('Issues come every Thursday at 10:00 (Europe/Amsterdam).');
    expect(page).toContain(SAMPLE_NOTE);
    expect(page).toContain('action="/subscribe"');
    expect(page).not.toContain('/outbox');
    expect(page).not.toContain('noindex');
  });

  it('says that these are sample data only where the catalogue is the sample', async () => {
    const own = fileWith('own.json', JSON.stringify(rawCatalogue(rawTool('zed'))));
    const { app } = await openSite({ settings: { CATALOGUE: own } });

    expect(await (await app.request('/')).text()).not.toContain('sample data');
  });

  it('shows the way to the outbox only where there is one', async () => {
    const { app } = await openSite({ outbox: '/nowhere' });

    expect(await (await app.request('/')).text()).toContain('href="/outbox"');
  });

  it('writes a publication’s name as text, whatever it is', async () => {
    const { app } = await openSite({
      settings: { PUBLICATION_NAME: 'R&D <b>Weekly</b> "News"', PUBLICATION_TIMEZONE: 'UTC' },
    });

    const page = await (await app.request('/')).text();

    expect(page).toContain('R&amp;D &lt;b&gt;Weekly&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });
});
