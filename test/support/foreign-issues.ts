import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import type { HouseStyle } from '../../src/publication/house-style.ts';
import { readPublication } from '../../src/publication/read-publication.ts';
import { site } from './content-builders.ts';
import { pseudoPublication } from './pseudo-languages.ts';

/** The German publication, in its folder. */
export const GERMAN_PUBLICATION = join(import.meta.dirname, 'kuechenurteile');

/** How a publication speaks. @param folder absolute */
export function styleIn(folder: string): HouseStyle {
  const reading = readPublication(folder);
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.problems.slice(0, 3), null, 2));
  return reading.style;
}

/** The issue with everything in it that the publication in a folder would compose of its whole catalogue. */
async function issueIn(folder: string): Promise<IssueContent> {
  const style = styleIn(folder);
  const loaded = await loadCatalogue(join(folder, 'catalogue.json'));
  if (loaded.kind !== 'loaded') throw new Error(JSON.stringify(loaded, null, 2).slice(0, 2_000));
  const { catalogue } = loaded;
  const tools = Map.groupBy(catalogue.tools, ({ category }) => category);
  const pairings = [...tools].flatMap(([category, [a, b]]) =>
    a && b ? [{ a: a.slug, b: b.slug, category, why: '' }] : [],
  );
  const [first] = catalogue.tools;
  if (!first) throw new Error(`There is no tool in ${folder}`);
  return composeContent({
    catalogue,
    pick: { pairings, asked: 4, rung: { step: 0, name: '' } },
    week: '2026-W48',
    number: 12,
    today: '2026-11-26',
    settings: {
      publication: style.name,
      publicUrl: site,
      postalAddress: style.postalAddress,
      replies: true,
      style,
    },
    edits: { intro: first.description },
    lastVote: {
      week: '2026-W47',
      a: first.name,
      b: catalogue.tools[1]?.name ?? '',
      counts: { a: 87, b: 56, both: 4, neither: 2 },
      panel: 'b',
    },
    community: new Map([[first.slug, { ballots: 143, chosen: 87 }]]),
    earlier: new Map([
      [
        first.slug,
        {
          date: '2026-08-06',
          tool: {
            name: first.name,
            price: '49\u00a0€',
            ship: { ships: 4, skips: 0, percent: 100, badge: 'ship' },
          },
          words: style.words,
        },
      ],
    ]),
    recent: [],
  });
}

/** Whole issues of publications in other languages, by what they are for. */
export const foreignIssues = {
  german: await issueIn(GERMAN_PUBLICATION),
  longer: await issueIn(pseudoPublication('longer')),
  mirrored: await issueIn(pseudoPublication('rightToLeft')),
} as const;
