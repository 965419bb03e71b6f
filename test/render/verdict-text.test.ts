import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/render/text.ts';
import { columns, tableRow, wrap } from '../../src/render/text-layout.ts';
import { fullest, readerFields } from '../support/content.ts';
import { everyState } from '../support/every-state.ts';

describe.each(Object.entries(everyState))('the plain-text part in the state %s', (_, content) => {
  it('is at most 78 columns wide, but for links', () => {
    const wide = renderText(content, readerFields)
      .split('\n')
      .filter(line => columns(line) > 78 && !/^ {2}https:\S+$/.test(line));
    expect(wide).toEqual([]);
  });

  it('has no trailing blanks and no holes', () => {
    expect(renderText(content, readerFields)).not.toMatch(/[ \t]\n|\n{3}/);
  });
});

describe('the plain-text part', () => {
  it('aligns the figures in columns', () => {
    expect(renderText(everyState.votes!, readerFields)).toContain(
      [
        '              SmolVLM 2.5                      Karpathy Coding Skills',
        '------------  -------------------------------  -------------------------------',
        'Price         Free                             Free',
        'Community     99% of 200 (96–100%)             20% of 200 (15–26%)',
      ].join('\n'),
    );
  });

  it('seats A’s bench above B’s, chair above chair', () => {
    expect(renderText(fullest, readerFields)).toContain(
      [
        'SmolVLM 2.5: 4 ship, 0 skip',
        '[#] Builder ship   [#] Skeptic ship   [#] Futurist ship  [#] Founder ship',
        '[#] Builder ship   [-] Skeptic skip   [#] Futurist ship  [#] Creator ship',
        'Karpathy Coding Skills: 3 ship, 1 skip',
      ].join('\n'),
    );
  });

  it('keeps the catalogue’s case', () => {
    const text = renderText(fullest, readerFields);
    for (const words of ['Weekly AI Tool Verdicts', 'Audio & Music', 'The Skeptic makes the case: ship']) {
      expect(text).toContain(words);
    }
  });
});

describe('the width of a line', () => {
  it('is the same by the short way, for Latin letters, and by the long one, whatever stands beside them', () => {
    const wide = '\u4e16';
    // A letter that is drawn over whatever follows it, a blank too: the one that does not add up.
    const dotReph = 0x0d4e;
    const letter = fc.integer({ min: 0x20, max: 0x205e }).filter(code => code !== dotReph);
    fc.assert(
      fc.property(fc.string({ unit: letter.map(String.fromCharCode) }), text => {
        expect(columns(`${text} ${wide}`)).toBe(columns(text) + 3);
      }),
    );
  });
});

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Bopo}\p{Script=Thai}\p{Script=Laoo}\p{Script=Khmr}\p{Script=Mymr}]/u;

describe('wrapping', () => {
  it.each([
    '人工知能ツールの評価は毎週木曜日に配信されます。今週は二つの道具を比べて、審査員がどちらを選んだのか、その理由とともにお伝えします。',
    '他说：“这个工具很好用（比GPT-4更好）。”我们下周继续比较两种工具，敬请期待。',
    'เครื่องมือปัญญาประดิษฐ์ช่วยให้นักพัฒนาทำงานได้เร็วขึ้นและแม่นยำมากขึ้นทุกวัน',
  ])('keeps the width also where words have no spaces, and breaks before no closing sign: %s', prose => {
    for (let width = 12; width <= 78; width++) {
      const lines = wrap(prose.repeat(3), width);
      expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
      expect(lines.join('')).toBe(prose.repeat(3));
      for (const line of lines) {
        expect(line).not.toMatch(/^[、。，．」』）”々ーゃゅょっ]/u);
        expect(line).not.toMatch(/[「『（“]$/u);
        expect(line).not.toMatch(/GPT?$/u);
      }
    }
    expect(wrap('見て https://例え.jp/とても長い/道/です', 12)).toEqual([
      '見て',
      'https://例え.jp/とても長い/道/です',
    ]);
  });

  it('loses no word and keeps the width, but for a single longer word', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 10, max: 78 }),
        (text, width) => {
          const lines = wrap(text, width);
          // Within scripts that write without spaces a line ends between two of a word's signs.
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          if (!UNSPACED.test(text)) {
            expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
          }
          for (const line of lines) expect(columns(line) <= width || !/\s/.test(line)).toBe(true);
        },
      ),
    );
  });

  it('never lets a cell push its neighbour', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.string({ unit: 'grapheme-ascii' }),
        (one, two) => {
          for (const line of tableRow([one, two], [12, 20])) {
            expect(columns(line)).toBeLessThanOrEqual(34);
            expect(line.slice(12, 14).trim()).toBe('');
          }
        },
      ),
    );
  });

  it('counts columns as a terminal does', () => {
    expect(['abc', 'é', 'e\u0301', '🚀', '👩‍🚀', '漢字', 'Röck™', '\u2068كلي\u2069'].map(columns)).toEqual([
      3, 1, 1, 2, 2, 4, 5, 3,
    ]);
  });

  it('counts what a sign before it stands over', () => {
    expect(['\u06001', '\u0600', '\u08e2 '].map(columns)).toEqual([1, 0, 1]);
  });
});
