import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueFromPage } from '../../src/catalogue/from-page/catalogue-from-page.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import { composeInput } from '../issue/reference-pair.ts';
import { openSiteWith } from './sent-issue.ts';

const loaded = await loadCatalogue(`${PROJECT_ROOT}/data/sample/catalogue.json`);
if (loaded.kind !== 'loaded') throw new Error('The sample catalogue is wrong');
const { catalogue } = loaded;

const ADDRESS = 'https://weekly.example.com';
const TODAY = '2026-11-30';

/** Every tool once, beside another of its category. */
function pairs(): [Tool, Tool][] {
  return [...Map.groupBy(catalogue.tools, tool => tool.category).values()].flatMap(tools =>
    tools.flatMap((a, index): [Tool, Tool][] => {
      const b = tools[index + 1];
      return index % 2 === 0 && b !== undefined ? [[a, b]] : [];
    }),
  );
}

/** What our pages say of a tool: no price, no dates, no tags, not whose family it is. */
function asSaid({ slug, name, maker, tagline, description, category, url, reviews }: Tool, source: string) {
  return {
    $comment: `Read from ${source}.`,
    slug,
    name,
    ...(maker !== undefined && { maker }),
    tagline,
    description,
    category,
    ...(url !== undefined && { url }),
    price: { kind: 'unknown' },
    addedOn: TODAY,
    reviews: reviews
      .map(({ panelist, verdict, quote }) => ({ panelist, verdict, quote }))
      .toSorted((left, right) => (left.panelist < right.panelist ? -1 : 1)),
  };
}

describe('our own comparison pages', () => {
  it('give back the tools of the sample with all that they say, and ask for prices alone', async () => {
    const all = pairs();
    const pairings = all.map(([a, b]) => ({ a: a.slug, b: b.slug, category: a.category, why: 'Why.' }));
    const pick = { pairings, asked: pairings.length, rung: { step: 0, name: '' } };
    const content = composeContent(composeInput({ catalogue, pick, number: 1 }));
    const { app } = await openSiteWith(content);
    expect(content.pairings.length).toBeGreaterThan(5);
    for (const pairing of content.pairings) {
      const path = `/compare/${pairing.slug}`;
      const html = await (await app.request(path)).text();
      const words = { ship: ['ship'], skip: ['skip'] };
      const made = catalogueFromPage(html, {
        source: ADDRESS + path,
        today: TODAY,
        words,
        panel: catalogue.panel,
      });
      const tools = [pairing.a.slug, pairing.b.slug].map(
        slug => catalogue.tools.find(tool => tool.slug === slug) as Tool,
      );
      const read = made.catalogue.tools.map(tool => ({
        ...tool,
        reviews: (tool as { reviews: { panelist: string }[] }).reviews.toSorted((left, right) =>
          left.panelist < right.panelist ? -1 : 1,
        ),
      }));
      expect(read).toEqual(tools.map(tool => asSaid(tool, ADDRESS + path)));
      expect(made.questions.map(({ path: place }) => place)).toEqual([
        '$.tools[0].price',
        '$.tools[1].price',
      ]);
      expect(made.problems).toEqual([]);
    }
  });
});
