import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { createKeyring, signExpiringToken } from '../../src/audience/token.ts';
import { addDeskLoad, DESK_LOAD, type DeskLoad } from './desk-load.ts';
import { startServe } from './web-site.ts';

const AGENT = 'bench';
const EDITOR = 'editor@verdicts.example';
const TRIES = 25;
const WARM = 3;
/** Above it a page is called out. */
const SLOW_MS = 1_000;

/** Every page of the desk that has an address of its own; `:draft` is this week's, picked as an editor picks it. */
const PAGES: readonly (readonly [path: string, what: string])[] = [
  ['/desk/issues', 'every issue'],
  ['/desk/issues/:draft', 'content of a draft'],
  ['/desk/issues/:draft/preview', 'preview of a draft'],
  ['/desk/issues/:draft/preview/frame', 'the mail in it'],
  ['/desk/issues/:draft/check', 'check and approve'],
  ['/desk/issues/:week', 'content of an issue that is out'],
  ['/desk/issues/:week/progress', 'going out'],
  ['/desk/issues/:week/recipients', 'who got it'],
  ['/desk/audience', 'audience'],
  ['/desk/audience/readers', 'readers, newest'],
  ['/desk/audience/readers?q=nobody-has-this', 'readers, a part that nobody has'],
  ['/desk/audience/readers/:reader', 'one reader'],
  ['/desk/audience/suppressions', 'suppression list'],
  ['/desk/audience/import', 'import and export'],
  ['/desk/catalogue', 'catalogue'],
  ['/desk/catalogue/tools/:slug', 'one tool'],
  ['/desk/log', 'log'],
  ['/desk/account', 'signed in'],
];

/** What each page of the desk takes, signed in, on SQLite with a large audience and a long past. One page after another. */
export async function timeDesk(load: DeskLoad = DESK_LOAD): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-bench-desk-'));
  const databaseUrl = `file:${join(folder, 'verdicts.db')}`;
  const secret = randomBytes(32).toString('base64url');
  const session = {
    id: 'bench',
    email: EDITOR,
    agentHash: createHash('sha256').update(AGENT).digest('base64url'),
  };
  const places = await addDeskLoad(databaseUrl, load, session);
  const site = await startServe(folder, { DATABASE_URL: databaseUrl, SECRET_KEYS: secret, EDITORS: EDITOR });
  const cookie = `desk=${signExpiringToken(createKeyring([secret]).current, 'session', session.id, places.sessionEnds)}`;
  const pool = new Pool(site.url, { connections: 1 });
  try {
    const rows: string[] = [];
    await pickDraft(pool, places.draft, cookie);
    for (const [pattern, what] of PAGES) {
      const path = pattern
        .replace(':draft', places.draft)
        .replace(':week', places.week)
        .replace(':reader', String(places.reader))
        .replace(':slug', places.slug);
      rows.push(row(what, pattern, await timePage(pool, path, cookie)));
    }
    return [
      `The desk at ${load.subscribers.toLocaleString('en')} subscribers and ${load.issues} issues, SQLite, one page at a time, ${TRIES} times each:`,
      '',
      '| page | address | median ms | p95 ms |',
      '|---|---|---|---|',
      ...rows,
    ].join('\n');
  } finally {
    await pool.close();
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pickDraft(pool: Pool, week: string, cookie: string): Promise<void> {
  const { body, statusCode, headers } = await pool.request({
    method: 'POST',
    path: `/desk/issues/${week}/pick`,
    headers: { cookie, 'user-agent': AGENT },
  });
  await body.dump();
  if (statusCode !== 303 || !String(headers.location).includes('done=picked'))
    throw new Error(`Picking ${week} was answered ${statusCode}.`);
}

async function timePage(pool: Pool, path: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < WARM + TRIES; n += 1) {
    const started = performance.now();
    const { body, statusCode } = await pool.request({
      method: 'GET',
      path,
      headers: { cookie, 'user-agent': AGENT },
    });
    await body.text();
    if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}.`);
    if (n >= WARM) times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other);
}

function row(what: string, pattern: string, times: readonly number[]): string {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const slow = at(0.95) > SLOW_MS ? ' **slow**' : '';
  return `| ${what} | \`${pattern}\` | ${at(0.5).toFixed(1)} | ${at(0.95).toFixed(1)}${slow} |`;
}
