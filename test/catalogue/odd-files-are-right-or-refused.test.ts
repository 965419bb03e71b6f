import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { duplicateKeys } from '../../src/catalogue/duplicate-keys.ts';
import { priceLabel } from '../../src/catalogue/price-label.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { columns } from '../../src/render/text-layout.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const ODD = join(import.meta.dirname, 'odd/catalogue-odd.json');
const odd = readFileSync(ODD, 'utf8');
const MENDED = odd.replace('accounts.google.com@evil.example', 'tool.example');

const folder = () => mkdtempSync(join(tmpdir(), 'odd-catalogue-'));

/** @returns the problems of a file with this content, as place and message with fix */
async function problemsOf(text: string, name = 'catalogue.json') {
  const path = join(folder(), name);
  writeFileSync(path, text);
  const loaded = await loadCatalogue(path);
  const problems = loaded.kind === 'invalid' ? loaded.problems : loaded.warnings;
  return problems.map(({ path: place, message, fix, severity }) => ({
    place,
    said: `${message}; ${fix}`,
    severity,
  }));
}

describe('a tool’s address', () => {
  const withAddress = (address: string) =>
    odd.replace('"https://accounts.google.com@evil.example/login"', JSON.stringify(address));

  it.each([
    ['https://accounts.google.com@evil.example/login', 'has a name before the host (…@)'],
    ['https://user:secret@tool.example/', 'has a name before the host (…@)'],
    ['https:/a@evil.example/', 'has a name before the host (…@)'],
    ['https://tool.example/\u202efdp.exe', 'contains the invisible character U+202E'],
    ['https://tool.example/a\u200bb', 'contains the invisible character U+200B'],
    ['https://tool.example/\u{e0041}', 'contains the invisible character U+E0041'],
  ])('%j is refused with its place and how to mend it', async (address, said) => {
    const problems = await problemsOf(withAddress(address));
    expect(problems).toContainEqual({
      place: '$.tools[0].url',
      said: expect.stringContaining(said),
      severity: 'error',
    });
    expect(problems.at(0)?.said).toMatch(/; write the (?:whole )?address/);
  });

  it.each(['https://tool.example/@maker', 'https://tool.example/?to=a@b', 'https://例え.jp/パス', ''])(
    '%j is taken',
    async address => expect(await problemsOf(withAddress(address))).toEqual([]),
  );
});

describe('a key that stands twice', () => {
  it('is refused with its place and both lines, and so is each other one', async () => {
    const twice = MENDED.replace('"slug": "bb",', '"slug": "bb", "name": "Other",\n"slug": "bb",').replace(
      '"id": "creator",',
      '"id": "creator", "id": "creator",',
    );
    const problems = await problemsOf(twice);
    expect(problems).toEqual([
      {
        place: '$.panel[3].id',
        said: 'the key "id" appears twice in one entry, on lines 19 and 19; keep one of them',
        severity: 'error',
      },
      {
        place: '$.tools[1].slug',
        said: 'the key "slug" appears twice in one entry, on lines 74 and 75; keep one of them',
        severity: 'error',
      },
      {
        place: '$.tools[1].name',
        said: 'the key "name" appears twice in one entry, on lines 74 and 76; keep one of them',
        severity: 'error',
      },
    ]);
  });

  it('is found in a file of lines, under any spelling of its letters', async () => {
    const { panel, tools } = JSON.parse(MENDED) as { panel: unknown; tools: { slug: string }[] };
    const lines = [{ panel }, ...tools].map(line => JSON.stringify(line));
    lines[2] = lines[2]!.replace('{', String.raw`{"sl\u0075g":"zz",`);
    expect(await problemsOf(lines.join('\n'), 'catalogue.ndjson')).toEqual([
      {
        place: 'line 3, $.slug',
        said: 'the key "slug" appears twice in one entry, in this line; keep one of them',
        severity: 'error',
      },
    ]);
  });

  it('is seen wherever it stands, and nowhere else', () => {
    interface Written {
      readonly text: string;
      readonly twice: number;
    }
    const plain = fc.constantFrom('1', '"a:{,"', 'null', '[]').map((text): Written => ({ text, twice: 0 }));
    const key = fc.constantFrom('a', 'b', '"', '\\', ',', '{');
    const { object } = fc.letrec<{ value: Written; object: Written }>(tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        plain,
        tie('object'),
        tie('object').map(({ text, twice }) => ({ text: `[${text},2,${text}]`, twice: 2 * twice })),
      ),
      object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => ({
        text: `{${entries.map(([name, { text }]) => `${JSON.stringify(name)}:${text}`).join(',')}}`,
        twice:
          entries.length -
          new Set(entries.map(([name]) => name)).size +
          entries.reduce((sum, [, { twice }]) => sum + twice, 0),
      })),
    }));
    fc.assert(
      fc.property(object, ({ text, twice }) => {
        expect(duplicateKeys(text)).toHaveLength(Math.min(100, twice));
      }),
    );
  });
});

describe('a price that six decimals cannot show', () => {
  it.each([
    [1.5e-7, 'usage', 'From $0.15 per million uses'],
    [0.00000250001, 'usage', 'From $2.50001 per million uses'],
    [0.0000125, 'usage', 'From $12.50 per million uses'],
    [0.000015, 'usage', 'From $0.000015 by usage'],
    [1.5e-7, 'month', 'From $0.00000015/mo'],
    [0.0004, 'usage', 'From $0.0004 by usage'],
  ] as const)('%d by %s is shown as %s', (amount, per, label) => {
    expect(priceLabel({ kind: 'paid', from: { amount, currency: 'USD', per } }, HOUSE_WORDS)).toBe(label);
  });

  it('is never shown as nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1e9, noNaN: true }),
        fc.constantFrom('usage', 'month'),
        (amount, per) => {
          expect(priceLabel({ kind: 'paid', from: { amount, currency: 'USD', per } }, HOUSE_WORDS)).toMatch(
            /[1-9]/,
          );
        },
      ),
    );
  });
});

describeStores('an issue from the odd catalogue', open => {
  it('has a text of at most 78 columns and isolates every name that runs from right to left', async () => {
    const path = join(folder(), 'mended.json');
    writeFileSync(path, MENDED);
    const app = await openTestApp(await open(), fixedClock('2026-11-23T09:00:00Z'), {
      settings: { CATALOGUE: path, PAIRINGS_PER_ISSUE: '2' },
    });
    const picked = await pickWeek(app, '2026-W48', 'test');
    if (picked.kind !== 'picked') throw new Error(picked.kind);
    const { text, frozen } = await draftIssue(app, picked.issue);
    expect(picked.issue.pick.pairings).toHaveLength(2);
    const long = text.split('\n').filter(line => columns(line) > 78 && !/:\/\/|\p{Co}/u.test(line));
    expect(long).toEqual([]);
    expect(text).toContain('per million uses');
    const outside = text.replace(/\u2068[^\u2069]*\u2069/gu, '');
    expect(outside).not.toMatch(/[\p{Script=Arabic}\p{Script=Hebrew}]/u);
    expect([...text.matchAll(/\u2068/gu)]).toHaveLength([...text.matchAll(/\u2069/gu)].length);
    const subject = frozen.mail.compiled.subject;
    expect(subject.replace(/\u2068[^\u2069]*\u2069/gu, '')).not.toMatch(
      /[\p{Script=Arabic}\p{Script=Hebrew}]/u,
    );
  });
});
