import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

const example = (file: string) => readFileSync(join(PROJECT_ROOT, 'deploy/proxies', file), 'utf8');

/** A proxy of this machine before a site of ours, for the name news.example; ends with the test. */
export interface RunningProxy {
  readonly port: number;
  readonly tls: boolean;
}

/** deploy/proxies/Caddyfile as it is, but for ports and, since nobody vouches for a name that is none, without TLS. */
export async function openCaddy(caddy: string, site: string, port: number): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'caddy-'));
  const file = join(folder, 'Caddyfile');
  const own = example('Caddyfile')
    .replace(/^news\.example \{/m, `http://news.example:${port} {`)
    .replace('127.0.0.1:3000', new URL(site).host);
  writeFileSync(file, `{\n\tadmin off\n}\n${own}`);
  const env = { PATH: process.env.PATH ?? '', HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  // As it is: the name with its certificate.
  const shipped = join(PROJECT_ROOT, 'deploy/proxies/Caddyfile');
  execFileSync(caddy, ['validate', '--adapter', 'caddyfile', '--config', shipped], { env, stdio: 'pipe' });
  await run(caddy, ['run', '--adapter', 'caddyfile', '--config', file], { port, env });
  return { port, tls: false };
}

/** deploy/proxies/nginx.conf as it is, but for ports, and with a certificate signed by itself. */
export async function openNginx(
  nginx: string,
  site: string,
  ports: { tls: number; plain: number },
): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  execFileSync('openssl', [...made, '-subj', '/CN=news.example', '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
  });
  const own = example('nginx.conf')
    .replace('listen 80;', `listen 127.0.0.1:${ports.plain};`)
    .replace('listen 443 ', `listen 127.0.0.1:${ports.tls} `)
    .replaceAll('/etc/letsencrypt/live/news.example', folder)
    .replace('127.0.0.1:3000', new URL(site).host);
  const file = join(folder, 'nginx.conf');
  mkdirSync(join(folder, 'body'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const around = [
    'daemon off; worker_processes 1; error_log stderr;',
    `pid ${join(folder, 'pid')};`,
    'events {}',
    'http { access_log off;',
    ...temporary.map(name => `${name}_temp_path ${join(folder, 'body', name)};`),
    own,
    '}',
  ];
  writeFileSync(file, around.join('\n'));
  execFileSync(nginx, ['-t', '-p', folder, '-c', file], { stdio: 'pipe' });
  await run(nginx, ['-p', folder, '-c', file], { port: ports.plain, env: { PATH: process.env.PATH ?? '' } });
  return { port: ports.tls, tls: true };
}

/** Until it listens; ended with the test. */
async function run(
  program: string,
  args: readonly string[],
  { port, env }: { port: number; env: NodeJS.ProcessEnv },
): Promise<void> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      printed += String(chunk);
    });
  onTestFinished(async () => {
    const ended = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  });
  const isUp = () =>
    ask({ port, tls: false }, '/healthz').then(
      () => true,
      () => false,
    );
  await expect.poll(isUp, { timeout: 60_000, interval: 100, message: printed }).toBe(true);
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request by way of the proxy. @param visitor the loopback address that the visitor comes from */
export function ask(
  { port, tls }: RunningProxy,
  path: string,
  {
    fields,
    visitor = '127.0.0.1',
    headers = {},
  }: { fields?: Record<string, string>; visitor?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = fields && new URLSearchParams(fields).toString();
  const options = {
    host: '127.0.0.1',
    port,
    path,
    localAddress: visitor,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      host: 'news.example',
      ...(body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
      }),
      ...headers,
    },
    agent: false as const,
  };
  return new Promise((resolve, reject) => {
    const sent = tls
      ? requestTls({ ...options, rejectUnauthorized: false, servername: 'news.example' })
      : request(options);
    sent.once('error', reject).once('response', answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    sent.end(body);
  });
}
