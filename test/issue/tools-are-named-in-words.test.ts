import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionedIn } from '../../src/issue/mentions.ts';

const tool = (name: string, maker = '') => ({ slug: name.toLowerCase(), name, maker });

describe('a tool named in words', () => {
  it.each([
    ['Claude Code wins', ['Claude'], ['Claude Code'], []],
    ['Claude and Claude Code', ['Claude'], ['Claude Code'], ['Claude']],
    ['Unlike v0, it ships', ['v0'], [], ['v0']],
    ['In v0.5 of it', ['v0'], [], ['v0']],
    ['Sunoesque', ['Suno'], [], []],
    ['bolt.new?', ['bolt.new'], [], ['bolt.new']],
    ['boltXnew', ['bolt.new'], [], []],
    ['', ['Suno'], [], []],
  ])('%s', (text, absent, present, named) => {
    const found = mentionedIn(
      text,
      absent.map(name => tool(name)),
      present.map(name => tool(name)),
    );
    expect(found.map(({ name }) => name)).toEqual(named);
  });

  it('is found without its maker’s name as well', () => {
    expect(mentionedIn('Firefly it is', [tool('Adobe Firefly', 'Adobe')], [])).toHaveLength(1);
  });

  it('is found wherever it stands as a word, however odd its name, and never where it is present itself', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter(text => text.trim() === text);
    fc.assert(
      fc.property(name, odd => {
        const one = tool(odd);
        expect(mentionedIn(`x ${odd} y`, [one], [])).toEqual([one]);
        expect(mentionedIn(`x ${odd} y`, [one], [one])).toEqual([]);
      }),
    );
  });
});
