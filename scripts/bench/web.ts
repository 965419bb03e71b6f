import { Pool } from 'undici';
import { writeSection } from './report.ts';
import { timeDesk } from './web-desk.ts';
import { type Site, startBare, startSite } from './web-site.ts';
import { timeStates } from './web-states.ts';

const ROUNDS = 3;
const RUN_MS = 3_000;
const AT_ONCE = 16;

/** What a sign-up and a page cost beside a server that does nothing, and whether an answer's time tells a state. */
export async function benchWeb(): Promise<void> {
  const site = await startSite();
  const bare = await startBare();
  try {
    const states = await timeStates(site.url, signUp);
    const home = await (await fetch(site.url)).text();
    const compared = /href="(?:https?:\/\/[^"/]+)?(\/compare\/[^"]+)"/.exec(home)?.[1];
    if (!compared) throw new Error('The front page links to no comparison.');
    const runs = new Map<string, Run[]>();
    const kinds: readonly [string, Site, string, 'GET' | 'POST'][] = [
      ['comparison page', site, compared, 'GET'],
      ['bare page', bare, '/', 'GET'],
      ['sign-up (JSON)', site, '/subscribe', 'POST'],
      ['bare POST (JSON)', bare, '/subscribe', 'POST'],
    ];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, { url }, path, method] of kinds) {
        runs.set(name, [...(runs.get(name) ?? []), await load(url, path, method)]);
      }
    }
    // Last, when nothing else is asked.
    const section = `${loadTable(runs)}\n\n${states}\n\n${await timeDesk()}`;
    console.log(section);
    await writeSection('web', 'Pages and sign-ups', section);
  } finally {
    await site.stop();
    await bare.stop();
  }
}

async function signUp(pool: Pool, email: string, from: number): Promise<void> {
  const { body, statusCode } = await pool.request({
    method: 'POST',
    path: '/subscribe',
    headers: {
      'content-type': 'application/json',
      // A network, which is a /24, of its own.
      'x-forwarded-for': `10.${(from >> 8) & 255}.${from & 255}.1`,
    },
    body: JSON.stringify({ email }),
  });
  await body.text();
  if (statusCode !== 202) throw new Error(`A sign-up was answered ${statusCode}.`);
}

async function get(pool: Pool, path: string): Promise<void> {
  const { body, statusCode } = await pool.request({ method: 'GET', path });
  await body.text();
  if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}.`);
}

interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function load(url: string, path: string, method: 'GET' | 'POST'): Promise<Run> {
  const pool = new Pool(url, { connections: AT_ONCE });
  const until = performance.now() + RUN_MS;
  const times: number[] = [];
  const lane = async (number: number) => {
    for (let n = 0; performance.now() < until; n++) {
      const started = performance.now();
      if (method === 'POST') await signUp(pool, `load${number}x${n}@readers.example`, number * 65_536 + n);
      else await get(pool, path);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => lane(number)));
  await pool.close();
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / (RUN_MS / 1_000), p50: at(0.5), p99: at(0.99) };
}

function loadTable(runs: ReadonlyMap<string, readonly Run[]>): string {
  const rows = [...runs].map(([name, all]) => {
    const of = (pick: (run: Run) => number) => median(all.map(pick));
    return `| ${name} | ${Math.round(of(run => run.perSecond))} | ${of(run => run.p50).toFixed(2)} | ${of(run => run.p99).toFixed(2)} |`;
  });
  return [
    `Medians of ${ROUNDS} rounds in turn, ${AT_ONCE} requests at once, the client on the same machine. Most sign-ups of a load meet the`,
    'caps, as a flood would: what is measured is the answer with its statements, not the mail.',
    '',
    '| what | a second | p50 ms | p99 ms |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
