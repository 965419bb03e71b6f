import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { PairingContent } from '../../src/issue/content.ts';
import { ladder } from '../../src/pairing/ladder.ts';
import { catalogue, composeInput, karpathy, smolvlm } from './reference-pair.ts';

const content = composeContent(composeInput());
const [pairing] = content.pairings as readonly [PairingContent];

describe('the reference pair', () => {
  test('stands with its shares, its prices and no community share', () => {
    expect(pairing.a.ship).toEqual({ ships: 3, skips: 1, percent: 75, badge: 'ship' });
    expect(pairing.b.ship).toEqual({ ships: 4, skips: 0, percent: 100, badge: 'ship' });
    for (const side of [pairing.a, pairing.b]) {
      expect([side.community, side.price]).toEqual(['—', 'Free']);
    }
    expect([pairing.a.priceChecked, pairing.b.priceChecked]).toEqual(['', 'checked 2 Nov 2026']);
  });

  test('keeps eight seats, each under its own role', () => {
    expect(pairing.rows.map(row => [row.a?.role, row.b?.role])).toEqual([
      ['Builder', 'Builder'],
      ['Skeptic', 'Skeptic'],
      ['Futurist', 'Futurist'],
      ['Creator', 'Founder'],
    ]);
    expect(pairing.rows[3]?.a?.quote).toBe('creator says ship to the file at length.\nAnd says why.');
  });

  test('shows the note of the unofficial tool', () => {
    expect(pairing.a.note).toBe('Community project, not affiliated with the person it is named after.');
    expect(pairing.b.note).toBe('');
  });

  test('leads with the higher share, as a tally', () => {
    expect(pairing.lead).toBe('b');
    expect(pairing.verdict).toBe('SmolVLM 2.5 it is, 4 to 0; Karpathy Coding Skills got 3 to 1.');
  });

  test('says once what each is, and when to pick it only where the catalogue does', () => {
    expect([pairing.a.about, pairing.b.about]).toEqual([
      'Four coding habits for your agent in one instruction file.',
      'A small vision model that runs on your own device.',
    ]);
    expect([pairing.pickA, pairing.pickB]).toEqual(['', '']);
    const tools = [{ ...karpathy, pickWhen: 'your agent changes too much. ' }, smolvlm];
    const [told] = composeContent(composeInput({ catalogue: catalogue(tools) })).pairings;
    expect(told?.pickA).toBe('Pick Karpathy Coding Skills when your agent changes too much.');
  });

  test('lets two different people speak, each for one side', () => {
    expect([pairing.a.pull?.name, pairing.a.pull?.verdict]).toEqual(['The Builder', 'ship']);
    expect([pairing.b.pull?.name, pairing.b.pull?.verdict]).toEqual(['The Skeptic', 'ship']);
    expect(pairing.a.reason).toBe('The Builder says yes');
    expect(pairing.b.reason).toBe('The Skeptic recommends it');
  });

  test('says what a reader gets from it, and keeps the picker’s reason beside it', () => {
    expect(pairing.gain).toBe('The Skeptic ships SmolVLM 2.5 and skips Karpathy Coding Skills: read why.');
    expect(pairing.why).toBe('The Skeptic flips; both are new; both are free.');
  });

  test('has its addresses under the public one', () => {
    expect(content.links).toEqual({
      web: 'https://verdicts.example/issues/2026-W48',
      howWePick: 'https://verdicts.example/how-we-pick',
      subscribe: 'https://verdicts.example/',
    });
    expect(pairing.compareUrl).toBe('https://verdicts.example/compare/karpathy-coding-skills-vs-smolvlm-2-5');
    expect(content).toMatchObject({
      week: '2026-W48',
      number: 12,
      date: '2026-11-26',
      publication: 'Weekly AI Tool Verdicts',
      intro: '',
      minutes: 1,
      lastWeek: null,
      thin: '',
      sample: false,
    });
  });

  test('is the same every time', () => {
    expect(composeContent(composeInput())).toEqual(content);
  });
});

describe('what editors change', () => {
  const edited = composeContent(
    composeInput({
      edits: {
        subject: 'Own subject\r\nBcc: all',
        preheader: '   ',
        intro: 'First.\n\n\n\nSecond.\u0007',
        verdicts: { 'karpathy-coding-skills-vs-smolvlm-2-5': 'Our own line.' },
        pulls: { 'smolvlm-2-5': 'Shorter words.', 'not-in-this-issue': 'ignored' },
      },
    }),
  );

  test('replaces the generated wording, on one line where it must be', () => {
    expect(edited.subject).toBe('Own subject Bcc: all');
    expect(edited.preheader).toBe(
      '“Shorter words.” The Skeptic. The reasons in the panel’s own words, and your vote.',
    );
    expect(edited.intro).toBe('First.\n\nSecond.');
    expect(edited.pairings[0]?.verdict).toBe('Our own line.');
    expect(edited.pairings[0]?.b.pull).toEqual({ ...pairing.b.pull, pull: 'Shorter words.' });
    expect(edited.pairings[0]?.a.pull).toEqual(pairing.a.pull);
  });

  test('and is never cut, however long', () => {
    const long = 'word '.repeat(60).trim();
    const own = composeContent(composeInput({ edits: { pulls: { 'smolvlm-2-5': long } } }));
    expect(own.pairings[0]?.b.pull?.pull).toBe(long);
  });

  test('and the generated preheader does not say again what an edited subject says', () => {
    const subject = content.preheader.slice(0, content.preheader.indexOf('.”'));
    expect(composeContent(composeInput({ edits: { subject } })).preheader).toBe(
      'The reasons in the panel’s own words, and your vote.',
    );
  });

  test('and a wording they replace is left for later issues', () => {
    expect(content.wordings).toHaveLength((edited.wordings?.length ?? 0) + 2);
  });
});

describe('around the pairings', () => {
  test('an unofficial tool without a note gets one', () => {
    const { note: _, ...bare } = karpathy;
    const composed = composeContent(composeInput({ catalogue: catalogue([bare, smolvlm]) }));
    expect(composed.pairings[0]?.a.note).toBe('Community project, not an official product.');
  });

  test('a thin week says so', () => {
    const thin = (asked: number, step: number, name: string) =>
      composeContent(composeInput({ pick: { ...composeInput().pick, asked, rung: { step, name } } })).thin;
    expect(thin(1, 0, '')).toBe('');
    expect(thin(3, 0, '')).toBe('One pairing this week instead of three: no other pair met our rules.');
    const relaxed = ladder(1).map(({ step, name, cooldown, perCategory, size }) => ({
      cooldown,
      perCategory,
      words: size === 1 ? thin(1, step, name) : '',
    }));
    expect(relaxed.filter(({ words }) => words !== '')).toEqual([
      {
        cooldown: 8,
        perCategory: 1,
        words: 'A thin week: a tool may come back after eight weeks instead of twelve.',
      },
      {
        cooldown: 4,
        perCategory: 1,
        words: 'A thin week: a tool may come back after four weeks instead of twelve.',
      },
      { cooldown: 4, perCategory: 2, words: 'A thin week: two pairings may come from one category.' },
    ]);
  });

  test('a tool that left the catalogue is named', () => {
    expect(() => composeContent(composeInput({ catalogue: catalogue([karpathy]) }))).toThrow(
      'Tool "smolvlm-2-5" was picked and is not in the catalogue; pick the week again',
    );
  });

  test('a week without pairings still has wording', () => {
    const empty = composeContent(
      composeInput({ pick: { pairings: [], asked: 3, rung: { step: 5, name: '' } } }),
    );
    expect(empty.subject).toBe('Weekly AI Tool Verdicts: no verdict this week');
    expect(empty.thin).toBe('No pairings this week instead of three: no other pair met our rules.');
  });
});
