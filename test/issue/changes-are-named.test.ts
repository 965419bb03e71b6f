import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWords } from '../../src/issue/change.ts';
import type { IssueContent, PairingContent } from '../../src/issue/content.ts';
import { contentChanges } from '../../src/issue/content-changes.ts';
import { textChanges } from '../../src/issue/text-changes.ts';
import { contentStates, fullest } from '../support/content.ts';

type Path = readonly (string | number)[];

// How an issue speaks is compared in issues-speak-their-language; which wordings it took, nobody reads.
const contents = Object.values(contentStates).filter(content => content.wordings === undefined);
const anyContent = fc.constantFrom(...contents);

/** Every place of a content that holds a text, a number or a yes-or-no. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function withLeaf<T>(value: T, path: Path, leaf: unknown): T {
  // By way of JSON, as it is kept: what two places share is then two things.
  const copy = JSON.parse(JSON.stringify(value)) as T;
  const holder = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  holder[path.at(-1)!] = leaf;
  return copy;
}

/** Another value that may stand in the same place. */
function otherValue(old: unknown, path: Path): fc.Arbitrary<unknown> {
  const among = (values: readonly string[]) => fc.constantFrom(...values.filter(value => value !== old));
  if (typeof old === 'boolean') return fc.constant(!old);
  if (typeof old === 'number') return fc.integer({ min: 0, max: 10_000 }).filter(value => value !== old);
  switch (path.at(-1)) {
    case 'verdict':
      if (path.includes('rows') || path.includes('pull')) return among(['ship', 'skip']);
      break;
    case 'badge':
      return among(['ship', 'mixed', 'skip']);
    case 'lead':
      return among(['a', 'b', 'split']);
    default:
  }
  return fc.string({ maxLength: 60, unit: 'grapheme' }).filter(value => value !== old);
}

const oneLeafChanged = anyContent.chain(was =>
  fc
    .constantFrom(...leaves(was))
    .chain(path =>
      otherValue(at(was, path), path).map(leaf => ({ was, path, leaf, is: withLeaf(was, path, leaf) })),
    ),
);

function withPairings(content: IssueContent, pairings: readonly PairingContent[]): IssueContent {
  return { ...content, pairings };
}

describe('what changed in a content', () => {
  it('is nothing when both say the same', () => {
    for (const content of contents) expect(contentChanges(content, structuredClone(content))).toEqual([]);
  });

  it('is named whichever field it is, with what it was and is, and nothing else is', () => {
    fc.assert(
      fc.property(oneLeafChanged, ({ was, path, leaf, is }) => {
        const changes = contentChanges(was, is);
        // Seats are known by their role: with another one it is a seat gone and a seat new.
        const isRole = path.at(-1) === 'role' && path.includes('rows');
        if (isRole) expect(changes.length).toBeGreaterThan(0);
        else
          expect(
            changes.map(({ what }) => what),
            path.join('.'),
          ).toHaveLength(1);
        const said = changes.map(changeWords).join('\n');
        expect(changes.every(({ what }) => what !== '')).toBe(true);
        if (typeof leaf === 'number' || (typeof leaf === 'string' && path.at(-1) !== 'lead'))
          expect(said).toContain(String(leaf));
        // And back again, as gone what was new.
        expect(contentChanges(is, was).length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('is said in an editor’s words', () => {
    const was = { ...fullest, thin: '' };
    const said = (is: IssueContent) => contentChanges(was, is).map(changeWords);
    const [first, second, third] = was.pairings as [PairingContent, PairingContent, PairingContent];
    expect(said({ ...was, subject: 'New words' })).toEqual([
      `Subject was: ${was.subject}; it is now: New words`,
    ]);
    expect(said({ ...was, thin: 'Few.' })).toEqual(['Note on a thin week is new: Few.']);
    expect(
      said(withPairings(was, [{ ...first, a: { ...first.a, price: 'From $9/mo' } }, second, third])),
    ).toEqual([`Price of ${first.a.name} was: ${first.a.price}; it is now: From $9/mo`]);
    expect(said(withPairings(was, [second, first, third]))).toEqual([
      `Order of the pairings was: ${[first, second, third].map(titleOf).join(' · ')}; ` +
        `it is now: ${[second, first, third].map(titleOf).join(' · ')}`,
    ]);
    const other = { ...third, slug: 'x-vs-y', a: { ...third.a, name: 'X' }, b: { ...third.b, name: 'Y' } };
    expect(said(withPairings(was, [first, second, other]))).toEqual([
      `Pairing 3 was: ${titleOf(third)}; it is now: X vs Y`,
    ]);
    expect(said(withPairings(was, [first, second]))).toEqual([
      `Pairing 3 is gone; it was: ${titleOf(third)}`,
    ]);
    const unseated = [{ a: null, b: first.rows[0]!.b }, ...first.rows.slice(1)];
    expect(said(withPairings(was, [{ ...first, rows: unseated }, second, third]))).toEqual([
      expect.stringMatching(/^Seat of .* is gone; it was: /),
    ]);
    expect(said(withPairings(was, [{ ...first, rows: first.rows.toReversed() }, second, third]))).toEqual([
      expect.stringMatching(/^Order of the seats at /),
    ]);
    expect(said(withPairings(was, [{ ...first, a: { ...first.a, pull: null } }, second, third]))).toEqual([
      expect.stringMatching(/^Pull quote of .* is gone; it was: /),
    ]);
  });
});

describe('what changed in a text', () => {
  const line = fc.constantFrom('', 'a', 'b', 'Zed vs Windsurf', '\u2068ليلى\u2069', '====');
  const text = fc.array(line, { maxLength: 40 }).map(lines => lines.join('\n'));

  it('gives both texts back, line by line, and marks nothing when they are the same', () => {
    fc.assert(
      fc.property(text, text, (was, is) => {
        const runs = textChanges(was, is);
        const without = (kind: string) =>
          runs
            .filter(run => run.kind !== kind)
            .flatMap(run => run.lines)
            .join('\n');
        expect(without('added')).toBe(was);
        expect(without('removed')).toBe(is);
        if (was === is) expect(runs.every(run => run.kind === 'same')).toBe(true);
        else expect(runs.some(run => run.kind !== 'same')).toBe(true);
      }),
    );
  });

  it('keeps a paragraph together, whatever empty lines it shares with the one in its place', () => {
    const runs = textChanges(
      'head\n\nZed leads.\n\nPick Zed.\n\nfoot',
      'head\n\nSuno leads.\n\nPick Suno.\n\nfoot',
    );
    expect(runs.map(({ kind, lines }) => [kind, lines.join('|')])).toEqual([
      ['same', 'head|'],
      ['removed', 'Zed leads.||Pick Zed.'],
      ['added', 'Suno leads.||Pick Suno.'],
      ['same', '|foot'],
    ]);
  });

  it('gives up on texts that have nothing in common, and still shows both', () => {
    const lines = (word: string) =>
      Array.from({ length: 1_000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(textChanges(lines('was'), lines('is')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

function titleOf({ a, b }: PairingContent): string {
  return `${a.name} vs ${b.name}`;
}
