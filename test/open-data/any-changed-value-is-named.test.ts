import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/catalogue/canonical-json.ts';
import { leavesOf } from '../../src/open-data/leaves.ts';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { checkText, evidenceWith, fetchedIssue, publishedIssues } from './published-issue.ts';

type Fetched = Awaited<ReturnType<typeof fetchedIssue>>;
let fetched: Fetched;
let paths: string[];

beforeAll(async () => {
  const store = openStore('file::memory:');
  await migrate(store);
  fetched = await fetchedIssue((await publishedIssues(store)).web);
  paths = Array.from(leavesOf(fetched.document), ({ path }) => path);
  await store.db.destroy();
});

/** Keys and indices of a path as leavesOf writes it. */
function stepsOf(path: string): (string | number)[] {
  return Array.from(
    path.matchAll(/\.([\w$]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g),
    ([, name, index, quoted]) =>
      index === undefined ? (name ?? (JSON.parse(`"${quoted}"`) as string)) : Number(index),
  );
}

function withLeaf(document: object, path: string, change: (value: unknown) => unknown): string {
  const copy = structuredClone(document) as Record<string | number, unknown>;
  const steps = stepsOf(path);
  const last = steps.pop()!;
  const holder = steps.reduce((at, step) => at[step] as Record<string | number, unknown>, copy);
  const next = change(holder[last]);
  if (next === undefined) delete holder[last];
  else holder[last] = next;
  return canonicalJson(copy);
}

/** Another value of the same kind, or of any. */
const otherThan = (value: unknown, seed: { text: string; number: number; kind: number }): unknown => {
  if (seed.kind === 0) return value === null ? 'something' : null;
  if (typeof value === 'number') return value + seed.number;
  if (typeof value === 'boolean') return !value;
  return `${typeof value === 'string' ? value : ''}${seed.text}`;
};

const anySeed = fc.record({
  text: fc.string({ minLength: 1, maxLength: 3 }),
  number: fc.integer({ min: 1, max: 9 }),
  kind: fc.nat(3),
});

describe('a published issue', () => {
  it('holds as it was published', async () => {
    const { lines, mismatches } = await checkText(fetched.text, fetched.evidence);

    expect(mismatches).toEqual([]);
    expect(lines.map(({ kind, what }) => [kind, what])).toEqual([
      ['holds', 'signature'],
      ['holds', 'shares and tallies'],
      ['holds', 'catalogue'],
      ['holds', 'pick'],
    ]);
    expect(lines.at(-1)?.words).toContain('the same 3 pairings (seed "0", earlier issues: 1)');
  });

  it('names any one value that was changed, first and alone in what was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), anySeed, async (index, seed) => {
        const path = paths[index % paths.length]!;
        const changed = withLeaf(fetched.document, path, value => otherThan(value, seed));
        const { mismatches } = await checkText(changed, fetched.evidence);
        expect(mismatches[0]?.path).toBe(path);
        const signed = mismatches.filter(({ why }) => why === 'It was changed after it was signed.');
        expect(signed.map(mismatch => mismatch.path)).toEqual(path.startsWith('$.signature') ? [] : [path]);
      }),
      { numRuns: 250 },
    );
  });

  it('names every single leaf when it alone is taken out or emptied', async () => {
    const full = Array.from(leavesOf(fetched.document)).filter(({ value }) => !Array.isArray(value));
    for (const { path } of full.filter((_, index) => index % 7 === 0)) {
      const { mismatches } = await checkText(
        withLeaf(fetched.document, path, () => []),
        fetched.evidence,
      );
      expect(mismatches[0]?.path).toBe(path);
    }
    const title = withLeaf(fetched.document, '$.subject', () => undefined);
    expect((await checkText(title, fetched.evidence)).mismatches[0]).toMatchObject({
      path: '$',
      published: '1 values less',
    });
  });

  it('says what a changed number must be, wherever it follows from others', async () => {
    const { document } = fetched;
    const lead = document.pairings[0]!;
    const first = lead.a.verdicts[0]!.verdict;
    const cases: [path: string, change: unknown, was: unknown][] = [
      ['$.pairings[0].a.panel.percent', 51, lead.a.panel.percent],
      ['$.pairings[0].b.panel.badge', 'other', lead.b.panel.badge],
      ['$.pairings[0].lead', 'neither', lead.lead],
      ['$.pairings[0].readers.tally.ballots', 42, 41],
      ['$.pairings[0].readers.tally.counts.both', 8, 7],
      ['$.pairings[0].readers.tally.percent.a', 52, 51],
      ['$.pairings[0].readers.tally.a.to', 99, lead.readers?.tally?.a.to],
      ['$.pairings[0].readers.tally.outcome.share.from', 1, lead.readers?.tally?.outcome.share?.from],
      ['$.pairings[0].score', 1, lead.score],
      ['$.pairings[1].terms.flip', 1, document.pairings[1]?.terms.flip],
      ['$.pairings[2].why', 'Because.', document.pairings[2]?.why],
      ['$.pairings[2].source', 'pin', 'picker'],
      ['$.pairings[0].a.verdicts[0].verdict', first === 'ship' ? 'skip' : 'ship', first],
      ['$.pairings[0].b.verdicts[1].quote', 'It is fine.', lead.b.verdicts[1]?.quote],
      ['$.pairings[0].b.name', 'Other', lead.b.name],
      ['$.pick.result.pairings[1].b', 'other', document.pick?.result.pairings[1]?.b],
      ['$.pick.result.rung.step', 3, 0],
      ['$.signature.key', '0123456789abcdef', document.signature.key],
      ['$.signature.sha256', '0'.repeat(64), document.signature.sha256],
      ['$.signature.alg', 'RS256', 'Ed25519'],
      ['$.format', 'verdicts-issue/2', 'verdicts-issue/1'],
    ];
    for (const [path, change, was] of cases) {
      expect(was, path).not.toEqual(change);
      const { mismatches } = await checkText(
        withLeaf(document, path, () => change),
        fetched.evidence,
      );
      expect(mismatches[0], path).toMatchObject({ path, published: change, recomputed: was });
    }
  });

  it('is wrong whichever byte of it is another', async () => {
    const bytes = Buffer.from(fetched.text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = changed[at]! ^ flip;
        // White space at the very end is what editors add to a file.
        if (at === bytes.length - 1 && /\s/.test(String.fromCharCode(changed[at]!))) return;
        const { mismatches } = await checkText(changed.toString('latin1'), fetched.evidence);
        expect(mismatches.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  it('is wrong and no fault, whatever stands in any place of it', async () => {
    const places = new Set(paths.flatMap(path => [path, path.replace(/(?:\.[^.[\]]+|\[[^\]]+\])$/, '')]));
    places.delete('$');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), async (path, value) => {
        const changed = withLeaf(fetched.document, path, () => JSON.parse(JSON.stringify(value)) as unknown);
        fc.pre(changed !== fetched.text);
        expect((await checkText(changed, fetched.evidence)).mismatches.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('says where bytes are spelled otherwise though they mean the same', async () => {
    const spaced = fetched.text.replace('"number":', '"number": ');
    const { mismatches } = await checkText(spaced, fetched.evidence);

    expect(mismatches).toHaveLength(1);
    expect(mismatches[0]?.why).toBe(
      `Sign ${fetched.text.indexOf('"number":') + 10} is not as it was published, whether or not it means the same.`,
    );
    const twice = fetched.text.replace('"sample":true', '"sample":false,"sample":true');
    expect(twice).not.toBe(fetched.text);
    expect((await checkText(twice, fetched.evidence)).mismatches).toHaveLength(1);
  });

  it('is no issue of theirs when somebody else has signed it', async () => {
    const { mismatches } = await checkText(fetched.text, evidenceWith([], fetched.catalogue));

    expect(mismatches).toMatchObject([
      { path: '$.signature.key', why: 'No such key is known of the publisher.' },
    ]);
  });
});

describe('a changed snapshot', () => {
  it('is named, and so is every pairing that the picker chooses otherwise from it', async () => {
    const { keys, document } = fetched;
    const lead = document.pairings[0]!.a.slug;
    const other = JSON.parse(fetched.catalogue.toString()) as { tools: { slug: string; status: string }[] };
    for (const tool of other.tools) if (tool.slug === lead) tool.status = 'retired';
    const { mismatches, lines } = await checkText(
      fetched.text,
      evidenceWith(keys, Buffer.from(canonicalJson(other))),
    );

    expect(lines.filter(({ kind }) => kind === 'wrong').map(({ what }) => what)).toEqual([
      'catalogue',
      'pick',
    ]);
    expect(mismatches[0]).toMatchObject({
      path: '$.pick.catalogueHash',
      published: document.pick?.catalogueHash,
    });
    expect(mismatches.map(({ path }) => path)).toContain('$.pick.result.pairings[0].a');
    expect(mismatches.map(({ path }) => path)).toContain('$.pairings[0].source');
  });

  it('is no catalogue, or none that can be picked from, without a fault', async () => {
    const { panel: _, ...rest } = JSON.parse(fetched.catalogue.toString()) as Record<string, unknown>;
    for (const bytes of [
      JSON.stringify({ panel: [], ...rest }),
      JSON.stringify({ panel: [null], ...rest }),
      JSON.stringify({ panel: [], tools: [null, 1, 'x'] }),
      '',
      '[]',
      '{"panel":[],"tools":[{}]}',
      '{"panel":1,"tools":2}',
      '{"panel":[],"tools":[]}',
    ]) {
      const { mismatches } = await checkText(fetched.text, evidenceWith(fetched.keys, Buffer.from(bytes)));
      expect(mismatches[0]?.path, bytes).toBe('$.pick.catalogueHash');
    }
  });

  it('is not missed where it is not to be had', async () => {
    const { mismatches, lines } = await checkText(
      fetched.text,
      evidenceWith(fetched.keys, 'it is kept back'),
    );

    expect(mismatches).toEqual([]);
    expect(lines.at(-1)).toEqual({ kind: 'open', what: 'pick', words: 'it is kept back' });
  });
});
