import { Pool } from 'undici';
import { writeSection } from './report.ts';
import { timeDesk } from './web-desk.ts';
import { startBare, startSite } from './web-site.ts';
import { timeStates } from './web-states.ts';

const ROUNDS = 5;
const RUN_MS = 2_000;
const AT_ONCE = 16;
const BARE_PAGE = 'bare page';
const BARE_POST = 'bare POST (JSON)';

/** What sign-ups and the public pages cost beside a server that does nothing, and whether an answer's time tells a state. */
export async function benchWeb(): Promise<void> {
  const site = await startSite();
  const bare = await startBare();
  try {
    const pages = await pageContenders(site.url, bare.url);
    const ofPages = await loadInTurn(pages);
    const states = await timeStates(site.url, signUp);
    // After the pages: sign-ups are decided behind their answers, and the site would be busy with them while pages are asked.
    const signUps = signUpContenders(site.url, bare.url);
    const runs = new Map([...ofPages, ...(await loadInTurn(signUps))]);
    // Last, when nothing else is asked.
    const section = `${loadTable([...pages, ...signUps], runs)}\n\n${states}\n\n${await timeDesk()}`;
    console.log(section);
    await writeSection('web', 'Pages and sign-ups', section);
  } finally {
    await site.stop();
    await bare.stop();
  }
}

async function loadInTurn(contenders: readonly Contender[]): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  // The first is not counted: a site that is up for weeks has its code compiled, and so has the bare server.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const contender of contenders) {
      const run = await load(contender);
      if (round > 0) runs.get(contender.name)?.push(run);
    }
  }
  return runs;
}

async function pageContenders(site: string, bare: string): Promise<Contender[]> {
  const pages = await publicPages(site);
  const picture = pages.find(path => path.startsWith('/share/')) ?? '';
  const length = (await (await fetch(site + picture)).arrayBuffer()).byteLength;
  const asLarge = `bare answer of ${Math.round(length / 1_000)} KB`;
  const beside = [BARE_PAGE];
  return [
    { name: BARE_PAGE, url: bare, path: '/', kind: 'page', beside },
    { name: asLarge, url: bare, path: `/bytes/${length}`, kind: 'page', beside },
    ...pages.map(path => ({
      name: `\`${path}\``,
      url: site,
      path,
      kind: 'page' as const,
      beside: path === picture ? [BARE_PAGE, asLarge] : beside,
    })),
    ...pages
      .slice(0, 1)
      .map(path => ({ name: `\`${path}\`, 304`, url: site, path, kind: '304' as const, beside })),
  ];
}

function signUpContenders(site: string, bare: string): Contender[] {
  const signUp = { path: '/subscribe', kind: 'sign-up', beside: [BARE_POST] } as const;
  return [
    { ...signUp, name: BARE_POST, url: bare },
    { ...signUp, name: 'sign-up (JSON)', url: site },
  ];
}

/** Every kind of public page, as the front page links to them: the latest comparison first. */
async function publicPages(url: string): Promise<string[]> {
  const home = await (await fetch(url)).text();
  const linked = (pattern: RegExp) => {
    const found = pattern.exec(home)?.[1];
    if (!found) throw new Error(`The front page links to nothing like ${pattern.source}.`);
    return found;
  };
  const compared = linked(/href="(?:https?:\/\/[^"/]+)?(\/compare\/[^"]+)"/);
  const issue = linked(/href="(?:https?:\/\/[^"/]+)?(\/issues\/\d{4}-W\d{2})"/);
  const picture = `/share/${compared.slice('/compare/'.length)}.png`;
  return [compared, '/', '/issues', issue, '/how-we-pick', '/privacy', '/feed.xml', '/sitemap.xml', picture];
}

interface Contender {
  readonly name: string;
  readonly url: string;
  readonly path: string;
  /** `304`: asked again by who has it already. */
  readonly kind: 'page' | '304' | 'sign-up';
  /** The contenders it is measured beside, by name. */
  readonly beside: readonly string[];
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

/** As a browser asks. */
async function get(pool: Pool, path: string, known?: string): Promise<string> {
  const { body, statusCode, headers } = await pool.request({
    method: 'GET',
    path,
    headers: { 'accept-encoding': 'gzip, deflate, br', ...(known && { 'if-none-match': known }) },
  });
  await body.dump();
  const expected = known === undefined ? 200 : 304;
  if (statusCode !== expected) throw new Error(`${path} was answered ${statusCode}.`);
  return String(headers.etag ?? '');
}

interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function load({ url, path, kind }: Contender): Promise<Run> {
  const pool = new Pool(url, { connections: AT_ONCE });
  const known = kind === '304' ? await get(pool, path) : undefined;
  // Not the first of a round: what is drawn once a minute is no part of what a visitor waits for.
  if (kind === 'page') await get(pool, path);
  const until = performance.now() + RUN_MS;
  const times: number[] = [];
  const lane = async (number: number) => {
    for (let n = 0; performance.now() < until; n++) {
      const started = performance.now();
      if (kind === 'sign-up') await signUp(pool, `load${number}x${n}@readers.example`, number * 65_536 + n);
      else await get(pool, path, known);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => lane(number)));
  await pool.close();
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / (RUN_MS / 1_000), p50: at(0.5), p99: at(0.99) };
}

function loadTable(contenders: readonly Contender[], runs: ReadonlyMap<string, readonly Run[]>): string {
  const of = (name: string, pick: (run: Run) => number) => median((runs.get(name) ?? []).map(pick));
  const row = (name: string, bare: string) => {
    const [rate, p50, p99] = [
      of(name, run => run.perSecond),
      of(name, run => run.p50),
      of(name, run => run.p99),
    ];
    const [share, slower] = [rate / of(bare, run => run.perSecond), p99 / of(bare, run => run.p99)];
    return `| ${name} | ${Math.round(rate)} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${bare} | ${share.toFixed(2)} | ${slower.toFixed(1)} |`;
  };
  const rows = contenders.flatMap(({ name, beside }) => beside.map(bare => row(name, bare)));
  return [
    `Medians of ${ROUNDS} rounds in turn, after one that warms all of them up; ${AT_ONCE} requests at once, the client on the same`,
    'machine and asking as browsers do. Budgets: each public page at 0.4 or more of the bare page, p99 within 3 times that. A',
    'share picture stands beside a bare answer of its own size too: moving so many bytes is most of what it takes. Most sign-ups',
    'of a load meet the caps, as a flood would: what is measured is the answer with its statements, not the mail.',
    '',
    '| what | a second | p50 ms | p99 ms | beside | of its rate | times its p99 |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
