import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourFaults } from '../../src/publication/check-look.ts';
import { contrast } from '../../src/publication/colour.ts';
import { type Colours, HOUSE_LOOK, isHouseLook, lookOf } from '../../src/publication/look.ts';

const between = (least: number, most: number) => {
  const part = fc.integer({ min: least, max: most });
  return fc
    .tuple(part, part, part)
    .map(parts => `#${parts.map(value => value.toString(16).padStart(2, '0')).join('')}`);
};
const colour = between(0, 255);
/** Mostly as somebody would choose them: the first three to be read on the last. */
const four = (text: fc.Arbitrary<string>, ground: fc.Arbitrary<string>): fc.Arbitrary<Colours> => {
  const [written, paper] = [text, ground].map(likely =>
    fc.oneof({ weight: 9, arbitrary: likely }, colour),
  ) as [fc.Arbitrary<string>, fc.Arbitrary<string>];
  return fc.record({ ship: written, skip: written, ink: written, paper }, { requiredKeys: [] });
};
const [deep, pale] = [between(0, 130), between(190, 255)];

describe('a publication’s colours', () => {
  it('are the program’s own where it names none', () => {
    expect(lookOf({})).toEqual(HOUSE_LOOK);
    expect(isHouseLook(lookOf({ light: {}, dark: {} }))).toBe(true);
    const { ship, skip, ink, paper } = HOUSE_LOOK.light;
    expect(lookOf({ light: { ship, skip, ink, paper } }).light).toEqual(HOUSE_LOOK.light);
  });

  it('are refused, or read well by day and by night: whatever is named', () => {
    let taken = 0;
    fc.assert(
      fc.property(four(deep, pale), fc.option(four(pale, deep), { nil: undefined }), (light, dark) => {
        const look = lookOf({ light, dark });
        if (colourFaults(look, { light, dark: dark ?? {} }).length > 0) return;
        taken += 1;
        for (const { paper, ink, soft, ship, skip, onFill } of [look.light, look.dark]) {
          for (const text of [ink, soft, ship, skip])
            expect(contrast(text, paper)).toBeGreaterThanOrEqual(4.5);
          for (const ground of [ship, skip, ink])
            expect(contrast(onFill, ground)).toBeGreaterThanOrEqual(4.5);
        }
        for (const edge of Object.values(look.edge)) {
          expect(contrast(edge, look.light.paper)).toBeGreaterThanOrEqual(3);
          for (const ground of ['#ffffff', '#121212'])
            expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3.5);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('that are dark enough by day make a night of their own without a fault', () => {
    const dark = colour.filter(one => contrast(one, '#ffffff') >= 7);
    fc.assert(
      fc.property(dark, dark, dark, (ship, skip, ink) => {
        const light = { ship, skip, ink, paper: '#ffffff' };
        expect(colourFaults(lookOf({ light }), { light, dark: {} })).toEqual([]);
      }),
    );
  });

  it('that are too faint come with one that would do', () => {
    const light = { ship: '#7fbf9a', paper: '#ffffff' };
    const [fault, ...others] = colourFaults(lookOf({ light }), { light, dark: {} });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      place: 'colours.ship',
      found: '#7fbf9a',
      message: 'ship on paper #ffffff has a contrast of 2.1, and it needs 4.5',
    });
    const better = /example (#[\da-f]{6})$/.exec(fault?.fix ?? '')?.[1] ?? '';
    expect(contrast(better, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });

  it('that name the paper alone come with a paper that would do, once for all that is on it', () => {
    for (const [light, dark] of [
      [{ paper: '#9a9a9a' }, {}],
      [{ paper: '#c4c4c4' }, {}],
      [{}, { paper: '#4a4a4a' }],
    ]) {
      const given = { light: light ?? {}, dark: dark ?? {} };
      const [fault, ...others] = colourFaults(lookOf(given), given);
      expect(others).toEqual([]);
      const paper = given.light.paper ?? given.dark.paper ?? '';
      expect(fault).toMatchObject({
        place: given.light.paper ? 'colours.paper' : 'colours.dark.paper',
        found: paper,
      });
      const better =
        /^make it (?:lighter|darker), for example (#[\da-f]{6})$/.exec(fault?.fix ?? '')?.[1] ?? '';
      const mended = given.light.paper
        ? { light: { paper: better }, dark: {} }
        : { light: {}, dark: { paper: better } };
      expect(colourFaults(lookOf(mended), mended)).toEqual([]);
    }
  });

  it('that nearly read are not told to have what they need', () => {
    const light = { ship: '#777777', paper: '#ffffff' };
    expect(contrast('#777777', '#ffffff').toFixed(1)).toBe('4.5');
    expect(colourFaults(lookOf({ light }), { light, dark: {} })[0]?.message).toContain(
      'a contrast of 4.4, and',
    );
  });

  it('whose edges are lost on the paper are refused, though all its text can be read', () => {
    const light = { ship: '#000000', skip: '#000000', ink: '#000000', paper: '#b4b4b4' };
    const faults = colourFaults(lookOf({ light }), { light, dark: {} });
    expect(faults.map(({ place, message }) => [place, message])).toEqual([
      ['colours.paper', expect.stringMatching(/^the edge of a seat or button on paper #b4b4b4 .* needs 3$/)],
    ]);
  });

  it('that are the wrong way round are told as such', () => {
    const light = { ink: '#ffffff', paper: '#111111' };
    expect(colourFaults(lookOf({ light }), { light, dark: {} })[0]).toMatchObject({
      place: 'colours.paper',
      fix: 'change the two over',
    });
  });
});
