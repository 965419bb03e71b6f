import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Catalogue } from '../../src/catalogue/tool.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { pickFrom } from '../../src/pairing/pick.ts';
import { Pool } from '../../src/pairing/pool.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { SCORE_RULES } from '../../src/pairing/weights.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { syntheticLines } from '../synthetic-catalogue.ts';

const SIZES = [1_000, 10_000, 100_000];
const WEEKS = 8;
const FIRST_WEEK = '2026-W40';

interface Measured {
  readonly tools: number;
  readonly loadMs: number;
  /** One entry a week, in order. */
  readonly pickMs: readonly number[];
  readonly possible: number;
  readonly scored: number;
  readonly peakRssMb: number;
}

/**
 * Prints how long loading and picking take for invented catalogues of three sizes, over eight weeks in a row.
 * Every size runs in a process of its own, so that its peak memory is its own.
 */
export async function benchPicker(): Promise<void> {
  console.log(`picker: ${WEEKS} weeks, 3 pairings a week; every pick starts from the loaded catalogue alone`);
  console.log('  tools   load    pick p50   pick max   pairs/week    scored/week   scored   peak memory');
  for (const tools of SIZES) console.log(row(await inChildProcess(tools)));
}

function row({ tools, loadMs, pickMs, possible, scored, peakRssMb }: Measured): string {
  const sorted = pickMs.toSorted((one, other) => one - other);
  const seconds = (ms = 0) => `${(ms / 1_000).toFixed(2)} s`;
  return [
    String(tools).padStart(7),
    seconds(loadMs).padStart(8),
    seconds(sorted[Math.floor(sorted.length / 2)]).padStart(11),
    seconds(sorted.at(-1)).padStart(10),
    String(Math.round(possible / WEEKS)).padStart(14),
    String(Math.round(scored / WEEKS)).padStart(14),
    `${((100 * scored) / possible).toFixed(3)} %`.padStart(10),
    `${peakRssMb} MB`.padStart(11),
  ].join('');
}

async function inChildProcess(tools: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'verdicts-bench-'));
  try {
    const file = join(folder, 'catalogue.ndjson');
    await pipeline(Readable.from(syntheticLines({ tools, seed: 1 })), createWriteStream(file));
    const command = [...process.execArgv, fileURLToPath(import.meta.url), file];
    const { stdout } = await promisify(execFile)(process.execPath, command, {
      env: { ...process.env, [CHILD]: '1' },
    });
    return JSON.parse(stdout) as Measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const CHILD = 'VERDICTS_BENCH_CHILD';

async function measure(file: string): Promise<Measured> {
  const started = performance.now();
  const loaded = await loadCatalogue(file);
  const loadMs = performance.now() - started;
  if (loaded.kind === 'invalid')
    throw new Error(`The invented catalogue has ${loaded.problems.length} problems`);
  const weeks = pickWeeks(loaded.catalogue);
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  return { tools: loaded.catalogue.tools.length, loadMs, ...weeks, peakRssMb };
}

function pickWeeks(catalogue: Catalogue) {
  const history: PastIssue[] = [];
  const total = { pickMs: [] as number[], possible: 0, scored: 0 };
  const first = weekNumber(FIRST_WEEK);
  for (let number = first; number < first + WEEKS; number++) {
    const week = weekName(number);
    const started = performance.now();
    const pool = new Pool({
      catalogue,
      history,
      week,
      today: thursdayOf(number),
      seed: '0',
      count: 3,
      words: HOUSE_WORDS,
    });
    const choice = pool.choose(SCORE_RULES);
    const { pairings } = pickFrom(pool, choice, 3);
    total.pickMs.push(performance.now() - started);
    for (const search of choice.field.searches.values()) {
      total.possible += (search.size * (search.size - 1)) / 2;
      total.scored += search.scored;
    }
    history.push({ week, pairings });
  }
  return total;
}

const [file] = process.argv.slice(2);
if (process.env[CHILD] && file) console.log(JSON.stringify(await measure(file)));
