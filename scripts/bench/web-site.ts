import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';
import { confirm, insertPending, unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { openStore } from '../../src/storage/database.ts';
import { spawnTs } from './sink.ts';

/** An address in each state a sign-up can meet; `new` stands for one that is made up each time. */
export const STATES = ['new', 'pending', 'confirmed', 'unsubscribed', 'suppressed'] as const;
export type State = (typeof STATES)[number];

export interface Site {
  readonly url: string;
  stop(): Promise<void>;
}

/** The sample site as `npm start` serves it, behind one trusted proxy hop, with an address in every state. */
export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-bench-web-'));
  const databaseUrl = `file:${join(folder, 'verdicts.db')}`;
  const site = await startServe(folder, {
    TRUST_PROXY: '1',
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: randomBytes(32).toString('base64url'),
  });
  await addEveryState(databaseUrl);
  return {
    url: site.url,
    stop: async () => {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process of its own that serves what the settings say. @param folder where its outbox goes */
export async function startServe(folder: string, settings: Readonly<Record<string, string>>): Promise<Site> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'src/main.ts'), 'start'], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      ENV_FILE: 'off',
      PORT: String(await freePort()),
      OUTBOX_DIR: join(folder, 'outbox'),
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await said(child, /Site\s+(http:\/\/\S+?)\/?\s/);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export async function startBare(): Promise<Site> {
  const child = spawnTs('bare-server.ts', []);
  const port = await said(child, /^(\d+)$/m);
  return { url: `http://127.0.0.1:${port}`, stop: async () => void child.kill() };
}

async function addEveryState(databaseUrl: string): Promise<void> {
  const store = openStore(databaseUrl);
  const at = Date.now() - 3_600_000;
  const consent = { wording: 'bench', source: 'form', evidence: {} };
  for (const state of STATES.filter(name => name !== 'new')) {
    const email = `${state}@readers.example`;
    const profile = { name: '', timezone: '', interests: [] };
    const added = await insertPending(store, { email, dedupeKey: email, ...profile, at, consent });
    if (added.kind !== 'added') throw new Error(`${email} was there already.`);
    if (state !== 'pending') await confirm(store, added.id, { at, askedAt: at, consent });
    if (state === 'unsubscribed') await unsubscribe(store, added.id, { at, consent });
    if (state === 'suppressed') await suppress(store, { email, reason: 'hard_bounce', detail: '', at });
  }
  await store.db.destroy();
}

/** Waits for a line of the process. */
function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const found = pattern.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', code => reject(new Error(`A process of the bench ended with ${code}.\n${text}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
