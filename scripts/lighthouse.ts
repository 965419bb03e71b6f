// `npm run lighthouse`: the sample site, started as a newcomer does, judged by Lighthouse. Exits 1 below the marks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { PROJECT_ROOT } from '../src/config.ts';
import { findChromium } from '../test/support/chromium-binary.ts';

/** Least score of each category, in hundredths of a whole. */
const MARKS = { accessibility: 100, 'best-practices': 100, seo: 95, performance: 95 } as const;
/** A page with its style, compressed, without pictures. */
const MOST_KB = 100;

const site = await startSample();
const browser = await startBrowser();
let failed = false;
try {
  const home = await (await fetch(site.url)).text();
  const compared = /href="(?:https?:\/\/[^"/]+)?(\/compare\/[^"]+)"/.exec(home)?.[1];
  if (!compared) throw new Error('The front page links to no comparison.');
  for (const path of ['/', compared]) failed = (await judge(site.url, path, browser.port)) || failed;
  for (const path of ['/', compared, '/issues', '/how-we-pick', '/privacy', '/embed']) {
    failed = (await weigh(site.url, path)) || failed;
  }
} finally {
  browser.kill();
  site.stop();
}
process.exitCode = failed ? 1 : 0;

/** @returns whether a mark was missed */
async function judge(url: string, path: string, port: number): Promise<boolean> {
  const result = await lighthouse(`${url}${path}`, {
    port,
    onlyCategories: Object.keys(MARKS),
    logLevel: 'error',
  });
  let missed = false;
  const scores = Object.entries(MARKS).map(([name, least]) => {
    const score = Math.round(100 * (result?.lhr.categories[name]?.score ?? 0));
    missed ||= score < least;
    return `${name} ${score}${score < least ? ` (wanted ${least})` : ''}`;
  });
  console.log(`${path}: ${scores.join(', ')}`);
  return missed;
}

/** @returns whether it is too large */
async function weigh(url: string, path: string): Promise<boolean> {
  const html = await (await fetch(`${url}${path}`)).text();
  const sheet = /href="(\/sheet\.[^"]+)"/.exec(html)?.[1];
  const css = sheet ? await (await fetch(`${url}${sheet}`)).text() : '';
  const kilobytes = (gzipSync(html).length + gzipSync(css).length) / 1_000;
  console.log(`${path}: ${kilobytes.toFixed(1)} KB compressed with its style`);
  return kilobytes > MOST_KB;
}

async function startSample(): Promise<{ readonly url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-lighthouse-'));
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'src/main.ts'), 'start'], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      ENV_FILE: 'off',
      // Not 0: the addresses a page names of itself must lead to it.
      PORT: String(await freePort()),
      DATABASE_URL: `file:${join(folder, 'verdicts.db')}`,
      OUTBOX_DIR: join(folder, 'outbox'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /Site\s+(http:\/\/\S+?)\/?\s/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', code => reject(new Error(`The sample site ended with ${code}.\n${said}`)));
  });
  const stop = () => {
    child.kill('SIGTERM');
    child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  };
  return { url, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startBrowser() {
  const binary = findChromium(['path', 'local', 'package']);
  if (typeof binary === 'string') throw new Error(binary);
  return launch({
    chromePath: binary.executablePath,
    envVars: { ...process.env, ...binary.env },
    chromeFlags: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
    ],
  });
}
