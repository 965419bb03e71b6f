import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LatestIssue } from '../../src/web/web-deps.ts';
import { at } from '../support/clock.ts';
import { openSite } from './site.ts';

const issue: LatestIssue = {
  week: '2026-W48',
  number: 12,
  subject: 'Zed vs Windsurf: 4–0',
  webHtml: `<!doctype html>\r\n<html lang="en"><title>Zed</title><style>p{color:red}</style><p>“Ship” Zed — ${'again '.repeat(300)}\n`,
  sentAt: at('2026-11-26T09:00:00Z'),
};

describe('the front page', () => {
  it('is the latest issue, byte for byte as it was frozen', async () => {
    const { app } = openSite({ latestIssue: () => Promise.resolve(issue) });

    const answer = await app.request('/');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(issue.webHtml));
  });

  it('may be kept for a minute and is then asked for by its tag, which changes with the bytes alone', async () => {
    let current = issue;
    const { app } = openSite({ latestIssue: () => Promise.resolve(current) });
    const tag = (await app.request('/')).headers.get('etag') ?? '';
    const again = await app.request('/', { headers: { 'If-None-Match': tag } });
    current = { ...issue, webHtml: `${issue.webHtml} ` };
    const changed = await app.request('/', { headers: { 'If-None-Match': tag } });

    expect(tag).toBe(`"${createHash('sha1').update(issue.webHtml).digest('hex')}"`);
    expect(again.status).toBe(304);
    expect(again.headers.get('cache-control')).toBe('public, max-age=60');
    expect(await again.text()).toBe('');
    expect(changed.status).toBe(200);
  });

  it('travels compressed where the browser takes it, under the same tag', async () => {
    const { app } = openSite({ latestIssue: () => Promise.resolve(issue) });

    const answer = await app.request('/', { headers: { 'Accept-Encoding': 'gzip' } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const again = await app.request('/', {
      headers: { 'Accept-Encoding': 'gzip', 'If-None-Match': answer.headers.get('etag') ?? '' },
    });

    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('etag')).toBe(`W/"${createHash('sha1').update(issue.webHtml).digest('hex')}"`);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(again.status).toBe(304);
  });

  it('says what this is and when it comes, before there is an issue', async () => {
    const { app } = openSite({ sampleNote: 'These are sample data.' });

    const answer = await app.request('/');
    const page = await answer.text();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(page).toContain('Issues come every Thursday at 10:00 (Europe/Amsterdam).');
    expect(page).toContain('These are sample data.');
    expect(page).not.toContain('/outbox');
    expect(page).not.toContain('noindex');
  });

  it('shows the way to the outbox only where there is one', async () => {
    const { app } = openSite({ outbox: { directory: '/nowhere' } });

    expect(await (await app.request('/')).text()).toContain('href="/outbox"');
  });

  it('writes a publication’s name as text, whatever it is', async () => {
    const { app } = openSite({
      publication: { name: 'R&D <b>Weekly</b> "News"', timezone: 'UTC' },
    });

    const page = await (await app.request('/')).text();

    expect(page).toContain('R&amp;D &lt;b&gt;Weekly&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });
});
