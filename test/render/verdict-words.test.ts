import { describe, expect, it } from 'vitest';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { benches } from '../../templates/benches.ts';
import { isolate } from '../../templates/isolate.ts';
import { lines, paragraphs } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { speaker } from '../../templates/wording.ts';

describe('isolate', () => {
  it('leaves a sentence without tallies and right-to-left names whole', () => {
    expect(isolate('Pick Zed if you want it fast.', ['Zed', 'Cursor'], HOUSE_WORDS)).toEqual([
      { text: 'Pick Zed if you want it fast.', kind: 'words' },
    ]);
  });

  it('keeps two tallies and the word between them on one line, and their punctuation with them', () => {
    expect(isolate('Panel leans Zed, 4–0 against 3–1.', [], HOUSE_WORDS)).toEqual([
      { text: 'Panel leans Zed, ', kind: 'words' },
      { text: '4–0 against 3–1.', kind: 'figures' },
    ]);
    expect(isolate('61% of 143 (53–68%).', [], HOUSE_WORDS)).toEqual([
      { text: '61% of 143 ', kind: 'words' },
      { text: '(53–68%).', kind: 'figures' },
    ]);
  });

  it('keeps an amount and what it is for on one line', () => {
    expect(isolate('Free tier · paid from $9.99/mo', [], HOUSE_WORDS)).toEqual([
      { text: 'Free tier · paid from ', kind: 'words' },
      { text: '$9.99/mo', kind: 'figures' },
    ]);
    expect(isolate('From $30/seat/mo', [], HOUSE_WORDS).at(-1)).toEqual({
      text: '$30/seat/mo',
      kind: 'figures',
    });
    expect(isolate('Read it at https://example.com/2/mouse.', [], HOUSE_WORDS)).toHaveLength(1);
  });

  it('lets a line end at the comma between two tallies', () => {
    expect(
      isolate('Split decision: Pika 3–1, Runway 3–1.', [], HOUSE_WORDS).filter(
        ({ kind }) => kind === 'figures',
      ),
    ).toEqual([
      { text: '3–1', kind: 'figures' },
      { text: '3–1.', kind: 'figures' },
    ]);
  });

  it('cuts out right-to-left words that a sentence has of a longer name', () => {
    expect(isolate('Panel leans كاتب الشفرة…, 4–0.', ['كاتب الشفرة السريع'], HOUSE_WORDS)).toEqual([
      { text: 'Panel leans ', kind: 'words' },
      { text: 'كاتب الشفرة', kind: 'name' },
      { text: '…, ', kind: 'words' },
      { text: '4–0.', kind: 'figures' },
    ]);
  });

  it('cuts out every right-to-left name', () => {
    expect(isolate('קוד, or קוד', ['קוד', 'Zed'], HOUSE_WORDS).map(segment => segment.kind)).toEqual([
      'name',
      'words',
      'name',
    ]);
  });
});

describe('benches', () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({ a: null, b: null }));

  it('seats up to five abreast at one table, and a larger panel evenly at several', () => {
    expect([0, 1, 5, 6, 7, 11].map(count => benches(rows(count)).map(table => table.length))).toEqual([
      [],
      [1],
      [5],
      [3, 3],
      [4, 3],
      [4, 4, 3],
    ]);
  });
});

describe('printed dates', () => {
  it('have a short month and no leading zero', () => {
    expect(['2026-11-26', '2027-01-01', '2026-13-01', 'soon'].map(printedDate)).toEqual([
      '26 Nov 2026',
      '1 Jan 2027',
      '2026-13-01',
      'soon',
    ]);
  });
});

describe('speakers', () => {
  it('say their role once', () => {
    expect(speaker({ name: 'The Skeptic', role: 'Skeptic' }, HOUSE_WORDS)).toBe('The Skeptic');
    expect(speaker({ name: 'the skeptic', role: 'Skeptic' }, HOUSE_WORDS)).toBe('the skeptic');
    expect(speaker({ name: 'Ada Okafor', role: 'Skeptic' }, HOUSE_WORDS)).toBe('Ada Okafor, Skeptic');
  });
});

describe('paragraphs', () => {
  it('are parted by empty lines', () => {
    expect(paragraphs(' one\ntwo \n \n three\n\n\n')).toEqual(['one\ntwo', 'three']);
    expect(paragraphs(' \n ')).toEqual([]);
    expect(lines('1 Street\n\n1000 AA Town')).toEqual(['1 Street', '1000 AA Town']);
  });
});
