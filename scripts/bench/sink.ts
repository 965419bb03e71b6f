import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../src/config.ts';
import { JSX_FLAG } from '../jsx-flag.ts';
import { queryOf, type SinkRules } from './sink-rules.ts';
import type { SinkCount } from './sink-tally.ts';

export interface Sink {
  /** Of the mail API; for mails over SMTP, where it is asked and emptied. */
  readonly url: string;
  /** Where mails over SMTP go; '' at a mail API. */
  readonly smtpUrl: string;
  count(): Promise<SinkCount>;
  /** Forgets what came. It answers at once from then on, unless told otherwise. */
  reset(rules?: SinkRules): Promise<void>;
  stop(): void;
}

const AT_ONCE: SinkRules = { latencyMs: 0, perSecond: null };

/** Starts the sink as a process of its own. */
export async function startSink(file: 'send-sink.ts' | 'smtp-sink.ts' = 'send-sink.ts'): Promise<Sink> {
  const child = spawnTs(file, []);
  const said = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The sink ended with ${code}.`)));
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  const [port, smtpPort] = said.split(' ');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    smtpUrl: smtpPort === undefined ? '' : `smtp://127.0.0.1:${smtpPort}`,
    count: async () => (await (await fetch(url)).json()) as SinkCount,
    reset: async (rules = AT_ONCE) => {
      await (await fetch(`${url}/${queryOf(rules)}`, { method: 'DELETE' })).text();
    },
    stop: () => child.kill(),
  };
}

/** Runs a script of this folder in a process of its own, as production. */
export function spawnTs(file: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  const script = fileURLToPath(new URL(file, import.meta.url));
  return spawn(process.execPath, [...JSX_FLAG, ...flags, script, ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The last line such a script prints, as JSON. @throws when it does not end well */
export async function lastLine<T>(child: ChildProcess): Promise<T> {
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`A bench process ended with ${code}.`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as T;
}
