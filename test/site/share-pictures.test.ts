import { describe, expect, it } from 'vitest';
import { PictureCache } from '../../src/site/share/picture-cache.ts';
import { contentStates, fullest } from '../support/content.ts';
import { openSite } from '../web/site.ts';
import { openSiteWith } from './sent-issue.ts';

const lead = fullest.pairings[0]!;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

type App = Awaited<ReturnType<typeof openSite>>['app'];

async function pictureAt(app: App, path: string): Promise<Buffer> {
  return Buffer.from(await (await app.request(path)).arrayBuffer());
}

describe('a share picture', () => {
  it('is a PNG of 1200 by 630, drawn once and then the same', async () => {
    const { app } = await openSiteWith();
    const path = `/share/${lead.slug}.png`;

    const [answer, atOnce] = await Promise.all([app.request(path), pictureAt(app, path)]);
    const picture = Buffer.from(await answer.arrayBuffer());
    const tag = answer.headers.get('etag') ?? '';
    const again = await app.request(path, { headers: { 'If-None-Match': tag } });

    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
    expect(picture.subarray(0, 8)).toEqual(PNG);
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(atOnce.equals(picture)).toBe(true);
    expect(again.status).toBe(304);
  });

  it('is there for the front page before and after the first issue', async () => {
    const picture = await pictureAt((await openSite()).app, '/share/front.png');

    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('of names in a script that our type lacks is the front page’s', async () => {
    const { app } = await openSiteWith(contentStates.rightToLeft);
    const slug = contentStates.rightToLeft!.pairings[0]!.slug;

    expect(
      (await pictureAt(app, `/share/${slug}.png`)).equals(await pictureAt(app, '/share/front.png')),
    ).toBe(true);
  });

  it.each(['longName', 'fiveAgainstFour', 'noReviews', 'hostile'])(
    'can be drawn in the state %s',
    async state => {
      const content = contentStates[state]!;
      const { app } = await openSiteWith(content);

      const answer = await app.request(`/share/${content.pairings[0]!.slug}.png`);

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/png');
    },
  );

  it.each([
    'zed-vs-nobody.png',
    `${lead.b.slug}-vs-${lead.a.slug}.png`,
    'front.jpg',
    'x.png',
    '../front.png',
  ])('is 404 at /share/%s', async file => {
    const { app } = await openSiteWith();

    expect((await app.request(`/share/${file}`)).status).toBe(404);
  });
});

describe('the pictures kept', () => {
  it('are as many as allowed, the ones unused longest go first, and a failed drawing is tried again', async () => {
    const drawn: string[] = [];
    const cache = new PictureCache(2);
    const get = (name: string) =>
      cache.get(name, async () => {
        drawn.push(name);
        if (drawn.length === 1) throw new Error('no ink');
        return new Uint8Array();
      });

    await expect(get('a')).rejects.toThrow('no ink');
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await get(name);

    expect(drawn).toEqual(['a', 'a', 'b', 'c', 'b']);
  });
});
