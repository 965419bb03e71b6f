import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import type { Pick } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { tenWeeks } from './digest-process.ts';
import { catalogue, tool, week } from './example-week.ts';

test('shuffled tools and separate processes give the same picks, to the byte', async () => {
  const script = fileURLToPath(new URL('digest-process.ts', import.meta.url));
  const inProcess = (shuffle: number) =>
    promisify(execFile)(process.execPath, [script, String(shuffle)], { env: {} });
  const processes = await Promise.all([inProcess(1), inProcess(2)]);
  const digest = tenWeeks(3);
  expect(processes.map(({ stdout }) => stdout.trim())).toEqual([digest, digest]);
});

test('the seed decides draws and sides, and nothing else', () => {
  const tools = Array.from({ length: 12 }, (_, number) => tool(`t${number}`, { category: `C${number % 3}` }));
  const picks = ['0', '1', '2', '3', '4', '5'].map(seed => pick(week(tools, { seed })));
  const scores = picks.map(({ pairings }) => pairings.map(({ score }) => score));
  expect(new Set(scores.map(String)).size).toBe(1);
  expect(new Set(picks.map(({ pairings }) => JSON.stringify(pairings))).size).toBe(6);
});

test('neither side of a pairing is favoured', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => String(seed));
  const left = seeds.filter(
    seed => pick(week([tool('a'), tool('b')], { seed, count: 1 })).pairings[0]?.a === 'a',
  );
  expect(left.length).toBeGreaterThan(70);
  expect(left.length).toBeLessThan(130);
});

const CHANGES: [string, (one: Tool) => Tool | Tool[]][] = [
  [
    'one price changes',
    one => ({ ...one, price: { kind: 'paid', from: { amount: 500, currency: 'USD', per: 'month' } } }),
  ],
  ['one description changes', one => ({ ...one, description: 'Quite other words now, all of them.' })],
  ['a tool goes', () => []],
  [
    'a tool comes',
    one => [one, { ...one, slug: `${one.slug}-next`, name: 'Next', family: 'next', addedOn: '2026-11-25' }],
  ],
];

test.each(CHANGES)('when %s, only the pair of its category can change', (_, change) => {
  const result = checkCatalogue(syntheticCatalogue({ tools: 120, seed: 5 }), 'test');
  if (result.kind === 'invalid') throw new Error('The invented catalogue is wrong');
  const { tools } = result.catalogue;
  const before = pick({ ...week([]), catalogue: result.catalogue });
  const touched = tools.filter(one => before.pairings.some(({ a, b }) => one.slug === a || one.slug === b));
  for (const one of [...touched, ...tools.slice(0, 20)]) {
    const changed = tools.flatMap(other => (other === one ? change(other) : other));
    const after = pick({ ...week([]), catalogue: { ...catalogue(changed), panel: result.catalogue.panel } });
    const [kept, now] = [before, after].map(picked => elsewhere(picked, one.category)) as [
      string[],
      string[],
    ];
    // The touched category may leave the issue or enter it; then one other makes room or moves up, unchanged itself.
    expect(kept.filter(pairing => !now.includes(pairing)).length).toBeLessThanOrEqual(1);
    expect(now.filter(pairing => !kept.includes(pairing)).length).toBeLessThanOrEqual(1);
    const common = categories(before).filter(
      name => name !== one.category && categories(after).includes(name),
    );
    for (const name of common) expect(pairingOf(after, name)).toEqual(pairingOf(before, name));
  }
});

function elsewhere({ pairings }: Pick, category: string): string[] {
  return pairings.filter(pairing => pairing.category !== category).map(pairing => JSON.stringify(pairing));
}

function categories({ pairings }: Pick): string[] {
  return pairings.map(pairing => pairing.category);
}

function pairingOf({ pairings }: Pick, category: string) {
  return pairings.find(pairing => pairing.category === category);
}
