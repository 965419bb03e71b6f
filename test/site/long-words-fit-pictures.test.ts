import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import type { PairingContent } from '../../src/issue/content.ts';
import { drawnSvg, PICTURE } from '../../src/site/share/draw-picture.ts';
import { publisherOf } from '../../src/site/share/publisher.ts';
import { comparisonPicture, frontPicture } from '../../src/site/share/share-picture.tsx';
import { programsWords } from '../../src/words/dictionary.ts';
import { Words } from '../../src/words/words.ts';
import { fullest } from '../support/content.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';

const lead = fullest.pairings[0]!;

/** Words of a language that takes two fifths more room: each sentence goes on for as much. */
function longer(text: string): string {
  const more = 'Überdies gründlich abgewogen'.slice(0, Math.ceil(text.length * 0.4));
  return `${text} ${more}`;
}

const LONG = new Words(
  'en',
  Object.fromEntries(
    Object.entries(programsWords('en')).map(([key, said]) => [
      key,
      typeof said === 'string' ? longer(said) : said,
    ]),
  ),
);
const publishers = {
  english: publisherOf({ name: 'Weekly AI Tool Verdicts', style: SAMPLE_STYLE }),
  german: publisherOf({
    name: 'Küchenurteile',
    style: {
      ...SAMPLE_STYLE,
      compared: { one: 'Küchengerät', many: 'Küchengeräte' },
      words: new Words('de'),
    },
  }),
  long: publisherOf({
    name: 'Wöchentliche Urteile über Küchengeräte',
    style: { ...SAMPLE_STYLE, words: LONG },
  }),
};
const roles = ['Köchin', 'Datenschutzbeauftragte', 'Steuerberaterin im Ruhestand', 'Nachbar'];

function pairing(change: Partial<PairingContent> = {}): PairingContent {
  const rows = lead.rows.slice(0, 4).map((row, index) => {
    const role = roles[index] ?? '';
    return { ...row, a: row.a && { ...row.a, role }, b: row.b && { ...row.b, role } };
  });
  return { ...lead, rows, verdict: longer(lead.verdict), ...change };
}

/** Where there is something else than paper: columns from the left, rows from the top. */
async function inked(picture: Parameters<typeof drawnSvg>[0]): Promise<(x: number, y: number) => boolean> {
  const { pixels } = new Resvg(await drawnSvg(picture), { font: { loadSystemFonts: false } }).render();
  const at = (x: number, y: number) => [
    ...pixels.subarray((y * PICTURE.width + x) * 4, (y * PICTURE.width + x) * 4 + 3),
  ];
  const paper = String(at(2, 2));
  return (x, y) => String(at(x, y)) !== paper;
}

async function expectWithinMargins(picture: Parameters<typeof drawnSvg>[0]): Promise<void> {
  const isInked = await inked(picture);
  for (let y = 0; y < PICTURE.height; y += 1)
    for (let x = 1140; x < PICTURE.width; x += 2) expect(isInked(x, y), `${x},${y}`).toBe(false);
  for (let x = 0; x < PICTURE.width; x += 2) {
    // Below the seats, between them and the words, and between the words and the head.
    for (let y = 600; y < PICTURE.height; y += 1) expect(isInked(x, y), `${x},${y}`).toBe(false);
    for (const y of [131, 394]) expect(isInked(x, y), `${x},${y}`).toBe(false);
  }
}

describe('a share picture keeps its margins', () => {
  it.each(Object.entries(publishers))('on the front page in %s words', async (_, publisher) => {
    await expectWithinMargins(frontPicture(publisher, roles));
  });

  it.each(Object.entries(publishers))('of a comparison in %s words', async (_, publisher) => {
    await expectWithinMargins(comparisonPicture(publisher, pairing()));
  });

  it('with names, a category and a verdict as long as they come', async () => {
    const long = pairing({
      category: 'Aufgabenverwaltungen für Großfamilien',
      a: { ...lead.a, name: 'Rindfleischetikettierungsüberwachung' },
      b: { ...lead.b, name: 'Donaudampfschifffahrtsgesellschaft 3000' },
      verdict: longer(
        'Die Jury ist sich bei beiden uneins und rät mit knapper Mehrheit zum ersten. '.repeat(3),
      ),
    });
    await expectWithinMargins(comparisonPicture(publishers.long, long));
  });
});
