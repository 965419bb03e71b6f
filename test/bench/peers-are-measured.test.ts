import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from '../../scripts/bench/peer-bench.ts';
import { budgetTable } from '../../scripts/bench/peer-budgets.ts';
import { caseName, type PeerCase, peerCases, RECEIVERS } from '../../scripts/bench/peer-cases.ts';
import { history } from '../../scripts/bench/peer-history.ts';
import { isFullSize, peerOptions } from '../../scripts/bench/peer-options.ts';
import { type PeerRow, peerRow } from '../../scripts/bench/peer-row.ts';
import { peerTables } from '../../scripts/bench/peer-table.ts';
import type { SinkCount } from '../../scripts/bench/sink-tally.ts';
import { PROJECT_ROOT } from '../../src/config.ts';

const { API_AT_ONCE, API_LIMITED, SMTP_AT_ONCE } = RECEIVERS;
const send = (wire: 'full' | 'thin' | 'smtp') => ({ kind: 'send', wire, database: 'sqlite' }) as const;

describe('a run of a few readers', () => {
  let bench: PeerBench;
  beforeAll(async () => {
    bench = await openPeerBench(100);
  });
  afterAll(async () => bench.stop());

  it.each<[string, PeerCase]>([
    ['by the thin wire, within a limit', { receiver: API_LIMITED, peer: send('thin'), readers: 100 }],
    ['over SMTP', { receiver: SMTP_AT_ONCE, peer: send('smtp'), readers: 100 }],
    [
      'rendered once',
      { receiver: API_AT_ONCE, peer: { kind: 'loop', loop: 'render-once', atOnce: 2 }, readers: 250 },
    ],
    [
      'by the React loop',
      { receiver: API_LIMITED, peer: { kind: 'loop', loop: 'react-loop', atOnce: 1 }, readers: 20 },
    ],
    [
      'by plain nodemailer',
      { receiver: SMTP_AT_ONCE, peer: { kind: 'loop', loop: 'nodemailer', atOnce: 4 }, readers: 40 },
    ],
  ])('gives each reader the mail once, %s', async (_, each) => {
    const row = await bench.run(each);
    expect(row.wholeMs).toBeGreaterThan(row.phaseMs);
    expect(row.bytesPerMail).toBeGreaterThan(
      each.peer.kind === 'send' && each.peer.wire === 'thin' ? 500 : 20_000,
    );
    expect(peerTables([each], [new Map([[caseName(each), row]])])).toMatch(
      new RegExp(`\\| ${each.readers} \\| .* \\d+ MB \\|`),
    );
  });
});

describe('what was seen', () => {
  const each: PeerCase = { receiver: API_LIMITED, peer: send('full'), readers: 300 };
  const usage = { startedAt: 1_000, tookMs: 2_000, cpuSeconds: 1, peakRssMb: 90 };
  const seen: SinkCount = {
    requests: 3,
    calls: 3,
    refused: 0,
    mails: 300,
    firstMails: 100,
    readers: 300,
    most: 1,
    doubtful: 0,
    bytes: 3_000_000,
    firstAt: 1_500,
    firstMailAt: 1_500,
    lastAt: 1_710,
  };

  it('makes a row', () => {
    expect(peerRow(each, usage, seen, null)).toMatchObject({
      firstMailMs: 500,
      phaseMs: 210,
      tailMs: 1_290,
      ofLimit: 1.05,
      bytesPerMail: 10_000,
    });
  });

  it.each<[string, Partial<SinkCount>, RegExp]>([
    ['a reader without a mail', { mails: 299, readers: 299 }, /Of 300 readers 299 got 299 mails/],
    ['a reader with two', { mails: 301, most: 2 }, /one of them 2/],
    ['two for one and none for another', { readers: 299, most: 2 }, /not every one got it once/],
    ['a body with room for more', { doubtful: 1 }, /may have held more/],
    ['more calls than the limit lets through', { calls: 40 }, /40 calls taken where 20 may be/],
    ['a post after the end', { lastAt: 3_100 }, /the last after 2100 ms, of 2000 ms/],
  ])('fails the bench at %s', (_, wrong, words) => {
    expect(() => peerRow(each, usage, { ...seen, ...wrong }, null)).toThrow(words);
  });

  it.each([
    ['more CPU than there are cores', { ...usage, cpuSeconds: 2_000 }, /2000 s of CPU/],
    ['no CPU', { ...usage, cpuSeconds: 0 }, /0 s of CPU/],
  ])('fails the bench at %s', (_, wrong, words) => {
    expect(() => peerRow(each, wrong, seen, null)).toThrow(words);
  });
});

describe('what is asked', () => {
  const cases = peerCases(10_000);
  const row: PeerRow = {
    wholeMs: 1_000,
    firstMailMs: 900,
    phaseMs: 10_000,
    rate: 6_000,
    tailMs: 100,
    ofLimit: 1.02,
    cpuSeconds: 2,
    peakRssMb: 90,
    bytesPerMail: 35_000,
  };
  const rounds = [new Map(cases.map(each => [caseName(each), row]))];

  it('says of each budget whether it holds', () => {
    const table = budgetTable(cases, rounds);
    expect(table).toMatch(/whole, times that of `send`, full \| at least 4 \| 1\.00 \| \*\*no\*\* \|/);
    expect(table).toMatch(/where an answer takes 200 ms \| at least 5,000 \| 6,000 \| yes \|/);
    expect(table).toMatch(/10 a second: full, tail, ms \| under 150 \| 100 \| yes \|/);
    expect(table.match(/\| yes \|/g)).toHaveLength(18);
  });

  it('leaves out what was not asked for', () => {
    const overSmtp = cases.filter(({ receiver }) => receiver === SMTP_AT_ONCE);
    const [, , ...lines] = budgetTable(overSmtp, rounds).split('\n');
    expect(lines.map(line => line.split(' | ')[0])).toEqual([
      '| SMTP: mails/s, of nodemailer',
      '| SMTP: CPU, of nodemailer',
    ]);
  });

  it('keeps what stood there before, and one line a day', () => {
    const first = history('', '2026-12-01', cases, rounds);
    const twice = history(history(first, '2026-12-02', cases, rounds), '2026-12-02', cases, rounds);
    expect(twice.match(/^\| 2026-12-0\d \|/gm)).toEqual(['| 2026-12-01 |', '| 2026-12-02 |']);
    expect(first).toContain(
      '| 2026-12-01 | 1.00, 1.00 | 1.0 | 1.00 | 1 | 10.00, 10.00 | 6,000, 6,000 | 1.00, 1.00 |',
    );
  });
});

describe('options', () => {
  it('are those of a full run when none is given', () => {
    const options = peerOptions([]);
    expect(options).toEqual({ rounds: 5, readers: 10_000, only: '' });
    expect(typeof options !== 'string' && isFullSize(options)).toBe(true);
  });

  it.each([
    [['--rounds', '0'], /--rounds takes a whole number/],
    [['--readers', '150'], /--readers takes a multiple of 100/],
    [['--reader', '100'], /--reader/],
  ])('are refused with a reason: %s', (args, words) => {
    expect(peerOptions(args)).toMatch(words);
  });

  it('let no small run into the papers', () => {
    expect(isFullSize({ rounds: 1, readers: 10_000, only: '' })).toBe(false);
    expect(isFullSize({ rounds: 5, readers: 300, only: '' })).toBe(false);
    expect(isFullSize({ rounds: 5, readers: 10_000, only: 'SMTP' })).toBe(false);
  });
});

it('has a place in the papers', async () => {
  const papers = await readFile(join(PROJECT_ROOT, 'docs/benchmarks.md'), 'utf8');
  expect(papers).toContain('<!-- peers -->');
});
