import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programsWords } from '../../src/words/dictionary.ts';
import { fillPattern } from '../../src/words/pattern.ts';
import { slotsOf } from '../../src/words/pattern-slots.ts';
import { verdictWords } from '../../src/words/verdict-words.ts';
import { Words } from '../../src/words/words.ts';

/** Names as catalogues have them, and as somebody may wish they had them. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '{lead}',
    "'{'",
    '<ship>',
    '{n, plural, other {#}}',
    '#',
    'O’Reilly',
    "O'Reilly's '{",
    '<script>alert(1)</script>',
    '$&',
    'אבג',
    '',
  ),
);

describe('a pattern', () => {
  it.each(['en', 'de'])('puts every name into %s as it is, whatever it is made of', language => {
    const patterns = Object.values(programsWords(language)).flat();
    expect(patterns.length).toBeGreaterThan(10);
    const words = new Words(language);
    fc.assert(
      fc.property(fc.constantFrom(...patterns), hostile, fc.nat(2000), (pattern, name, count) => {
        const slots = slotsOf(pattern, language);
        const filled = words.fill(
          pattern,
          Object.fromEntries([...slots].map(([slot, kind]) => [slot, kind === 'number' ? count : name])),
        );
        if ([...slots.values()].includes('text') && ![...slots.values()].includes('choice'))
          expect(filled).toContain(name);
        expect(filled.replaceAll(name, '')).not.toMatch(/\{\w+[,}]/u);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['en', 'de'])('of every key in %s names what it is given, one way or another', language => {
    const words = new Words(language);
    const names = ["O'Reilly's '{", '<ship>#{x}', '$&אבג'];
    for (const [key, patterns] of Object.entries(programsWords(language)))
      for (const pattern of [patterns].flat())
        for (const name of names) {
          const slots = [...slotsOf(pattern, language)];
          const given = (count: number, chosen: string) =>
            slots.map(([slot, kind], place) => [
              slot,
              kind === 'number' ? count : kind === 'choice' ? chosen : `${name}${place}`,
            ]);
          const chosen = pattern.match(/\w+(?= \{)/gu) ?? ['other'];
          const filled = chosen
            .flatMap(choice => [0, 1, 2, 7].map(count => Object.fromEntries(given(count, choice))))
            .map(values => words.fill(pattern, values))
            .join('\n');
          for (const [place, [, kind]] of slots.entries())
            if (kind === 'text') expect(filled, key).toContain(`${name}${place}`);
        }
  });

  it('counts, and writes numbers as its language does', () => {
    const pattern = '{n, plural, one {# vote} other {{n, number} votes}}';
    expect(fillPattern(pattern, 'en', { n: 1 })).toBe('1 vote');
    expect(fillPattern(pattern, 'en', { n: 1234.5 })).toBe('1,234.5 votes');
    expect(fillPattern(pattern, 'de', { n: 1234.5 })).toBe('1.234,5 votes');
  });

  it('says which slot nothing fills', () => {
    expect(() => fillPattern('{lead} over {other}', 'en', { lead: 'A' })).toThrow('other');
    expect(() => fillPattern("{n, plural, other {#}} '{' {x}", 'en', { n: 1 })).toThrow('x');
  });
});

describe('words', () => {
  it('are the publication’s, else the program’s in that language, else English', () => {
    const own = { 'common.instant': '{clock}, {day}' };
    expect(new Words('de', own).say('common.instant', { day: 'a', clock: 'b', zone: 'c' })).toBe('b, a');
    expect(new Words('de').day('2026-11-02')).toBe('2. Nov. 2026');
    expect(new Words('pt-BR').day('2026-11-02')).toBe('2 Nov 2026');
    expect(new Words('en').day('no date')).toBe('no date');
    expect(new Words('de-AT').day('2026-11-02')).toBe('2. Nov. 2026');
    expect(new Words('EN-gb').day('2026-11-02')).toBe('2 Nov 2026');
  });

  it('that are English for want of others are filled as English is', () => {
    const french = new Words('fr', { 'readers.record.saved': '{fields, plural, one {un} other {autres}}' });
    expect(french.say('readers.record.paused', { weeks: 0 })).toBe('Paused for 0 weeks');
    expect(french.say('readers.record.saved', { fields: 0 } as never)).toBe('un');
    expect(new Words('en-GB').say('readers.record.paused', { weeks: 1 })).toBe('Paused for 1 week');
  });

  it('call verdicts what the publication calls them, in capitals where they begin', () => {
    const verdicts = verdictWords({ ship: "don't wait", skip: 'leave' }, programsWords('en'));
    const words = new Words('en', { 'common.tagline': '<Ship> or <skip>: {many}' }, verdicts);
    expect(words.say('common.tagline', { many: 'pans' })).toBe("Don't wait or leave: pans");
  });

  it('are cut where something else than words fills a slot', () => {
    const link = { href: '/privacy' };
    expect(new Words().parts('common.instant', { day: link, clock: '09:00', zone: 'UTC' })).toEqual([
      link,
      ' at 09:00 (UTC)',
    ]);
  });

  it('know which way their language is written', () => {
    expect([new Words('de').direction, new Words('ar').direction]).toEqual(['ltr', 'rtl']);
  });
});
